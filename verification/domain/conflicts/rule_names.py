"""What people read of a rule: what it compared, in a sentence, and its name, for those who look into the rules.

Idea: a rule's key is recorded with each conflict; a page says what was compared and how sure that is, and keeps the
key, with spaces for underscores, where it shows how a verdict was worked out. Method: each name that is shown is
written down here with its sentence, for the tool that collects text too. Limits: a rule without a name here is told
by what every conflict has in common, and by its English key. Reference: none.
"""

from __future__ import annotations

from claims.domain.phrases import Phrase, mark_phrase, phrase
from verification.domain.types import DISPUTING, ConflictType, disputes

SURE = 0.9

COMPARED = {
    mark_phrase("denial"): phrase("One says that what the other tells is not so."),
    mark_phrase("negation"): phrase("One says that it is so, the other that it is not."),
    mark_phrase("opposite"): phrase("The two say the opposite of each other."),
    mark_phrase("reached"): phrase("One says that it is so, the other that it is not."),
    mark_phrase("same"): phrase("One says that it is so, the other that it is not."),
    mark_phrase("different count"): phrase("Both count the same thing, and the numbers differ."),
    mark_phrase("different number"): phrase("The numbers differ, though they may count different things."),
    mark_phrase("disjoint dates"): phrase("Both say when it was, and the two dates cannot both be right."),
    mark_phrase("disjoint places"): phrase("Both say where it was, and the places are different."),
    mark_phrase("inside outside"): phrase(
        "One says that it was in the place, the other that it was outside or beside it."
    ),
    mark_phrase("other direction"): phrase("Both name a direction, and the two cannot both be right."),
    mark_phrase("other doer"): phrase("The same deed is said of somebody else."),
    mark_phrase("other undergoer"): phrase("The same is said to have happened to somebody else."),
    mark_phrase("other with"): phrase("The same is said to have been done together with somebody else."),
    mark_phrase("other against"): phrase("The same is said to have been done against somebody else."),
    mark_phrase("other to"): phrase("The same is said to have gone to somebody else."),
    mark_phrase("other from"): phrase("The same is said to have come from somebody else."),
    mark_phrase("other speaker"): phrase("The same words or deed are credited to somebody else."),
    mark_phrase("same words other speaker"): phrase(
        "The same quoted words are put in the mouths of different speakers."
    ),
    mark_phrase("same statement other speaker"): phrase("The same statement is credited to different speakers."),
    mark_phrase("firm unsure"): phrase("One tells it as certain, the other as possible."),
    mark_phrase("state changed"): phrase("The later article tells that things changed."),
    mark_phrase("later number"): phrase("The later article gives a newer number."),
    mark_phrase("later date"): phrase("The later article gives a newer date."),
    mark_phrase("later place"): phrase("The later article gives a newer place."),
    mark_phrase("later actor"): phrase("The later article names somebody else."),
    mark_phrase("later negation"): phrase("The later article tells that it is otherwise now."),
    mark_phrase("later attribution"): phrase("The later article names another speaker."),
    mark_phrase("later modality"): phrase("The later article tells it more or less firmly."),
}
DIFFERENT = phrase("The two do not say the same.")


def describe_rule(name: str) -> Phrase:
    """What the rule of that name (its key, underscores or spaces) compared, as a sentence."""
    return COMPARED.get(name.replace("_", " "), DIFFERENT)


def describe_sureness(kind: ConflictType, strength: float) -> Phrase:
    """How sure the comparison is, and whether it counts against the claim; `strength` is in [0, 1]."""
    if disputes(kind, strength):
        return phrase("Sure.") if strength >= SURE else phrase("Fairly sure.")
    if kind == ConflictType.SUPERSEDED:
        return phrase("It does not count against the claim.")
    if kind in DISPUTING:
        return phrase("Not sure enough to count against the claim.")
    return phrase("A difference of this kind does not count against the claim.")
