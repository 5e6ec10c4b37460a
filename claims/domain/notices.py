"""What an article says of its own changes: a correction, a retraction, or that it was taken down.

Idea: an outlet that changes an article openly says so in a note of a few known forms, at the head of a line. Method:
the title and each line's opening are compared with those forms; retraction weighs more than removal, removal more
than correction. Removal counts only where little else is left, because a long article may well report that some page
"is no longer available".

Limits: English; a note in other words is not seen, and the edit then counts as silent. A note that an outlet keeps
under every article ("We correct errors ...") is none of these forms. Lines are read up to `LONGEST_OPENING`
characters, so time is linear. Reference: the correction policies of newsrooms, whose forms these are; no data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_OPENING = 300
LONGEST_QUOTE = 300
MOST_LINES = 5_000
TOMBSTONE_WORDS = 80  # a page that only says that the article is gone says little more


class NoticeKind(StrEnum):
    RETRACTION = "retraction"
    REMOVAL = "removal"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Notice:
    kind: NoticeKind
    quote: str  # the line, clipped


_SUBJECT = r"this\s(?:article|story|report|post|page|piece|item)"
_RETRACTION = re.compile(
    rf"(?i)^\W{{0,5}}(?:(?:retracted|retraction|withdrawn)(?:\snotice)?(?:\s?[:\])–—]|\W{{0,3}}$)|{_SUBJECT}\s(?:has\sbeen|was|is)\s(?:fully\s)?"
    rf"(?:retracted|withdrawn)|(?:we|the\seditors?)\s(?:have\s)?(?:retracted|withdrawn|withdrew|retract|withdraw)"
    rf"\s{_SUBJECT})"
)
_REMOVAL = re.compile(
    rf"(?i)^\W{{0,5}}(?:{_SUBJECT}|the\s(?:article|story|page)(?:\syou\s[a-z ]{{1,40}})?)\s"
    r"(?:has\sbeen\s(?:removed|deleted|taken\sdown|unpublished)|was\s(?:removed|deleted|taken\sdown)|is\sno\slonger"
    r"\s(?:available|online)|no\slonger\sexists)"
)
_CORRECTION = re.compile(
    r"(?i)^\W{0,5}(?:corrections?|corrected|clarification|clarified|erratum|corrigendum)"
    r"(?:\s?\([^)\n]{0,40}\)|,\s[^:.\n]{0,30}|\s[\w ]{0,12}\d[\w ]{0,12})?(?:\s?:|\W{0,3}$)"
    rf"|^\W{{0,5}}(?:an?|the)\s(?:earlier|previous|original)\sversion\sof\s{_SUBJECT}"
    rf"|^\W{{0,5}}{_SUBJECT}\s(?:has\sbeen|was)\s(?:corrected|amended|updated\sto\scorrect)"
    rf"|^\W{{0,5}}(?:editor.?s?.?\snote|note\sto\sreaders)\s?:.{{0,200}}\b(?:correct|amend|earlier\sversion|previously)"
)


def find_notice(text: str, title: str = "") -> Notice | None:
    """The weightiest notice in the title or at the head of a line; None without any."""
    lines = [title, *text.split("\n")[:MOST_LINES]]
    openings = [line.strip()[:LONGEST_OPENING] for line in lines]
    forms = [(NoticeKind.RETRACTION, _RETRACTION), (NoticeKind.CORRECTION, _CORRECTION)]
    if len(text.split(maxsplit=TOMBSTONE_WORDS)) < TOMBSTONE_WORDS:
        forms.insert(1, (NoticeKind.REMOVAL, _REMOVAL))
    for kind, form in forms:
        found = next((opening for opening in openings if form.search(opening)), None)
        if found is not None:
            return Notice(kind, found[:LONGEST_QUOTE])
    return None
