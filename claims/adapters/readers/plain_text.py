"""A plain text file is one article; its first line is the title if it looks like one.

The text stays whole, title included: offsets refer to the file as it was given. A publication date or a
byline in the text stays there too; reading it is the business of extraction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from claims.adapters.decoding import decode_text
from claims.adapters.documents import Document, ReadLimits, Rejected, check_text

MAX_TITLE_CHARS = 120
"""Longest first line that is taken for a title: search engines and feeds cut headlines at 70 to 110
characters."""

_MARKUP = "<![CDATA["  # what feeds leave behind on a line of its own, above the title
_SENTENCE_ENDS = (".", ",", ";", ":")
_DATELINE = re.compile(r"\W{0,5}(date|published|updated|posted)\b", re.IGNORECASE)


def read_plain_text(stream: BinaryIO, label: str, limits: ReadLimits, now: datetime) -> Iterator[Document | Rejected]:
    """Yield the one article of a text file."""
    text = check_text(decode_text(stream.read()), limits)
    yield Document(text=text, title=find_title(text), label=label)


def find_title(text: str) -> str:
    """The first line of `text` if it is short, does not end like a sentence and has more text below it,
    else ""."""
    lines = [line.strip() for line in text.split("\n", 50)[:50]]
    while lines and (not lines[0] or lines[0].startswith(_MARKUP)):
        del lines[0]
    if not any(lines[1:]):
        return ""
    title, following = lines[0], lines[1]
    wrapped = following[:1].islower()  # a paragraph broken at a fixed width, not a title above one
    if len(title) > MAX_TITLE_CHARS or title.endswith(_SENTENCE_ENDS) or wrapped or _DATELINE.match(title):
        return ""
    return " ".join(title.split())
