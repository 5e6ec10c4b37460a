"""What people read as the name of a rule, so that its name can be told in other languages.

Idea: a rule's key is recorded with each conflict, and a page shows the key with spaces for underscores. Method: each
name that is shown is written down here for the tool that collects text. Limits: a rule without a name here is shown by
its English key. Reference: none.
"""

from __future__ import annotations

from claims.domain.phrases import mark_phrase

NAMES = (
    mark_phrase("denial"),
    mark_phrase("negation"),
    mark_phrase("opposite"),
    mark_phrase("reached"),
    mark_phrase("same"),
    mark_phrase("different count"),
    mark_phrase("different number"),
    mark_phrase("disjoint dates"),
    mark_phrase("disjoint places"),
    mark_phrase("inside outside"),
    mark_phrase("other direction"),
    mark_phrase("other doer"),
    mark_phrase("other undergoer"),
    mark_phrase("other speaker"),
    mark_phrase("same words other speaker"),
    mark_phrase("same statement other speaker"),
    mark_phrase("firm unsure"),
    mark_phrase("state changed"),
    mark_phrase("later number"),
    mark_phrase("later date"),
    mark_phrase("later place"),
    mark_phrase("later actor"),
    mark_phrase("later negation"),
    mark_phrase("later attribution"),
    mark_phrase("later modality"),
)
