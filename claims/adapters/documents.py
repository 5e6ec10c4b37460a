"""What every reader hands over, and the limits it keeps.

Idea: whatever a person gives (a file, a row, a page) becomes a `Document`, or a `Rejected` with one
sentence that a person can act on. Nothing in between: no half a document, no traceback.

The text is stored raw, with two exceptions. Line endings become `\\n` before anything else, because every
offset refers to the stored text. Text that cannot be stored is refused rather than repaired: a NUL
character (PostgreSQL has no place for it) or half of a surrogate pair (it has no UTF-8 form) says that the
item is damaged or crafted, and dropping a character silently would make a quote that the source never
wrote. Bidirectional and zero-width characters stay: they can be stored, and comparing is where they are
folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from claims.domain.phrases import phrase

MAX_DOCUMENT_CHARS = 1_000_000
"""Longest text of one article. The longest newspaper reportage runs to some 200,000 characters, a novel to
600,000: past a million it is a dump, an archive, or an attempt to keep a worker busy."""

MAX_DOCUMENT_BYTES = 5_000_000
"""Largest single document (txt, html, json), which is held in memory as a whole. A million characters take
at most four million bytes in UTF-8, and a news page with everything inlined stays under two."""

MAX_FILE_BYTES = 50_000_000
"""Largest jsonl or csv file. They are read a line at a time, so memory is no limit; a single request should
still end in seconds, and 50 MB is some 10,000 articles."""

MAX_FUTURE = timedelta(days=2)
"""How far ahead of now a publication date may lie. Time zones explain a day, embargoed copy another; beyond
that it is a typing error (2205 for 2025) that would put the article on top of every timeline."""


class UnreadableError(ValueError):
    """This item cannot become a document. `str(error)` is the sentence for the person who gave it."""


@dataclass(frozen=True)
class ReadLimits:
    """How much one read accepts; the module's constants argue the defaults."""

    document_chars: int = MAX_DOCUMENT_CHARS
    document_bytes: int = MAX_DOCUMENT_BYTES
    file_bytes: int = MAX_FILE_BYTES
    future: timedelta = MAX_FUTURE


@dataclass(frozen=True)
class Document:
    """One article as it was given. Empty string (or None for `published`) means: not given.

    `text` has `\\n` line endings and holds at least one letter or digit. `published` is aware, in UTC
    unless the source named another zone. `url` is http(s). `label` names the item in messages ("news.jsonl
    line 7").

    A page also says of itself: `canonical` (an address, unchecked), `modified`, `page_types` (schema.org and
    Open Graph), `paywalled`, and `reviews`, the fact-checks on it (`pages.linked_data.FoundReview`).
    """

    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    guid: str = ""
    published: datetime | None = None
    author: str = ""
    owner: str = ""
    kind: str = ""
    language: str = ""
    label: str = ""
    canonical: str = ""
    modified: datetime | None = None
    page_types: tuple[str, ...] = ()
    paywalled: bool = False
    reviews: tuple[Any, ...] = ()


@dataclass
class Rejected:
    """An item that was refused, and why, in one sentence without a full stop: shown as "label: reason"."""

    label: str
    reason: str


def check_text(text: str, limits: ReadLimits) -> str:
    """Return `text` with `\\n` line endings, or raise `UnreadableError` if it is no text that can be
    stored."""
    if len(text) > limits.document_chars:
        raise UnreadableError(
            phrase(
                "the text has {n} characters, and an article may have at most {document_chars}",
                n=f"{len(text):,}",
                document_chars=f"{limits.document_chars:,}",
            )
        )
    check_characters(text, phrase("the text"))
    if not any(character.isalnum() for character in text):
        raise UnreadableError(phrase("the article is empty: it holds no words"))
    return normalise_line_endings(text)


def check_characters(text: str, what: str) -> None:
    """Raise `UnreadableError` if `text` holds a character that cannot be stored; `what` names it in the
    sentence."""
    if "\x00" in text:
        raise UnreadableError(phrase("{what} holds a NUL character, so it is binary or damaged", what=what))
    if _UNDECODED.search(text):
        raise UnreadableError(
            phrase("{what} holds bytes that are not UTF-8, so its encoding is unknown or damaged", what=what)
        )
    if _SURROGATE.search(text):
        raise UnreadableError(
            phrase("{what} holds half of a surrogate pair (such as \\ud83d alone), so it is damaged", what=what)
        )


def normalise_line_endings(text: str) -> str:
    """Turn Windows and old Macintosh line endings into `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


# What `errors="surrogateescape"` makes of a byte that it cannot decode; see `decoding.decode_line`.
_UNDECODED = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
