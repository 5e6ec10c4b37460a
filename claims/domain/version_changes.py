"""What kind of change a new version of an article is, and in words.

Idea: readers ask two things of an edit: did what was said change, and did the outlet say so? So a change is named by
its notice, if a new one stands in the text, and else by what became of the statements. Limits: a notice that an outlet
adds later than the edit makes two versions, a silent edit and a correction. Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from claims.domain.anchoring import Fate
from claims.domain.near_copies import estimate_containment, hash_shingles
from claims.domain.notices import Notice, NoticeKind
from claims.domain.phrases import Phrase, phrase, phrase_count, run_on


class ChangeKind(StrEnum):
    RETRACTION = "retraction"
    REMOVAL = "removal"
    CORRECTION = "correction"
    SILENT_EDIT = "silent edit"  # statements changed or went, and nothing says so
    ADDITION = "addition"  # every statement stands as it stood; others came
    REWORDING = "rewording"  # no statement changed: a title, a caption, a line that is no statement


# Of the words of a version, in runs of five, so much is left when an article is edited, however heavily; a wall, a
# cookie notice or a tombstone in its place shares next to nothing.
REPLACED_BELOW = 0.2
# A page with fewer words in its place is a wall or a notice, no article.
WALL_WORDS = 120

_FROM_NOTICE = {
    NoticeKind.RETRACTION: ChangeKind.RETRACTION,
    NoticeKind.REMOVAL: ChangeKind.REMOVAL,
    NoticeKind.CORRECTION: ChangeKind.CORRECTION,
}
_OPENINGS = {
    ChangeKind.RETRACTION: phrase("The outlet retracted the article"),
    ChangeKind.REMOVAL: phrase("The outlet took the article down and says so"),
    ChangeKind.CORRECTION: phrase("The outlet corrected the article and says so"),
    ChangeKind.SILENT_EDIT: phrase("The article was edited without a note"),
    ChangeKind.ADDITION: phrase("The article was added to"),
    ChangeKind.REWORDING: phrase("The text changed, and no statement did"),
}


def is_replaced(old: str, new: str) -> bool:
    """Next to nothing of the old text is in the new one: another page stands in its place."""
    return estimate_containment(hash_shingles(old), hash_shingles(new)) < REPLACED_BELOW


def is_wall(new: str) -> bool:
    """So short that it is no article; asked of a text that replaced another and carries no notice."""
    return len(new.split(maxsplit=WALL_WORDS)) < WALL_WORDS


def name_change(before: Notice | None, after: Notice | None, fates: Iterable[Fate], added: int) -> ChangeKind:
    """`fates` of the statements of the version before; `added` statements that have no forerunner."""
    if after is not None and after != before:
        return _FROM_NOTICE[after.kind]
    counts = Counter(fates)
    if counts[Fate.EDITED] or counts[Fate.ABSENT]:
        return ChangeKind.SILENT_EDIT
    return ChangeKind.ADDITION if added or counts[Fate.RESTORED] else ChangeKind.REWORDING


def tell_change(kind: ChangeKind, fates: Iterable[Fate], added: int) -> Phrase:
    """One sentence: what the outlet did, and what became of the statements."""
    counts = Counter(fates)
    edited, absent, restored = counts[Fate.EDITED], counts[Fate.ABSENT], counts[Fate.RESTORED]
    told = (
        (edited, phrase_count("{n} statement changed", "{n} statements changed", edited)),
        (absent, phrase_count("{n} statement absent", "{n} statements absent", absent)),
        (restored, phrase_count("{n} statement back again", "{n} statements back again", restored)),
        (added, phrase_count("{n} statement new", "{n} statements new", added)),
    )
    parts = [words for number, words in told if number]
    if not parts:
        return phrase("{opening}.", opening=_OPENINGS[kind])
    return phrase("{opening}: {counts}.", opening=_OPENINGS[kind], counts=run_on(parts, ", "))
