"""Cutting texts into what is marked and what stands around it, so that templates only print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

CONTEXT = 160  # characters read on each side of a quote: about the sentence before and the one after


QUOTE_MARKS = "\"“”„«»‘’'"
REPEATED = 0.7  # of a quote's words stand in the claim's text already: showing both would say one thing twice
LONGEST_VALUE = 40  # characters; a number, a date or a name fits, a whole sentence does not


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False


def mark_ranges(text: str, ranges: Iterable[tuple[int, int]]) -> list[Piece]:
    """`text` in pieces, the parts in `ranges` (start, end) marked; overlaps are joined, what lies outside is cut."""
    pieces: list[Piece] = []
    done = 0
    for start, end in sorted(ranges):
        start, end = max(start, done), min(end, len(text))
        if start >= end:
            continue
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], marked=True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces


def trim_before(text: str) -> str:
    """The context before a quote: not past its paragraph, beginning at a word, with an ellipsis when cut."""
    paragraph = text.rpartition("\n")[2]
    if len(paragraph) < CONTEXT:
        return paragraph
    return "… " + paragraph.partition(" ")[2]


def trim_after(text: str) -> str:
    """The context after a quote: not past its paragraph, ending at a word, with an ellipsis when cut."""
    paragraph = text.partition("\n")[0]
    if len(paragraph) < CONTEXT:
        return paragraph
    return paragraph.rpartition(" ")[0] + " …"


def shorten_value(value: str) -> str:
    """A conflict's value for a headline: a negation's value is the whole sentence, which its quote shows anyway."""
    return value if len(value) <= LONGEST_VALUE else _("says so")


def keep_short(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges worth marking inside a quote: marking the whole of it would tell nothing."""
    return [(start, end) for start, end in ranges if end - start <= LONGEST_VALUE]


def drop_repetition(quote: str, text: str) -> str:
    """The quote as it is printed under the claim's `text`, without quote marks of its own at the ends; "" when it
    would only repeat that text."""
    words = {word.strip(".,;:!?()" + QUOTE_MARKS) for word in quote.casefold().split()}
    known = {word.strip(".,;:!?()" + QUOTE_MARKS) for word in text.casefold().split()}
    adds_number = any(any(map(str.isdigit, word)) for word in words - known)
    if not adds_number and len(words & known) >= REPEATED * len(words):
        return ""
    return quote.strip(QUOTE_MARKS + " ")
