"""What a person looks for: the words of a search, taken as they are written.

Idea: reviewers paste names, numbers and half sentences, not queries, so there is no query language to get wrong.
Method: text in double quotes is one term, everything else a term a word; punctuation around one falls off; it counts
wherever its characters stand, in any case, so that "dam" finds "damage" too, and scripts without spaces are searched
like others. Where every term stands as a whole word, that comes first, and a term that stands in a text as a whole
word is marked only there. Limits: accents count, endings do too ("ferry" does not find "ferries"; nearness of meaning
does). A search is bounded in length and in terms, so that none is slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LONGEST_SEARCH = 200  # characters; as much as the model that compares meanings reads with profit from one sentence
MOST_TERMS = 12  # further ones narrow nothing that a person would notice
LEAST_LETTERS = 2  # in all terms together; one letter of an alphabet stands in every claim

_TERM = re.compile(r'"([^"]{1,200})"|“([^”]{1,200})”|(\S{1,200})')
_EDGES = re.compile(r"\A[\W_]+|[\W_]+\Z")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
# Scripts whose single signs are words or syllables: Thai to Tibetan, Japanese, Chinese, Korean.
_SIGNS = re.compile("[\u0e00-\u0fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Trouble(StrEnum):
    """Why a text cannot be looked for, or is not read as its writer may think."""

    NOTHING = ""
    NO_WORDS = "no_words"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Search:
    """`text` is what a meaning is computed from; `operators` are words that other places take as commands."""

    text: str
    terms: tuple[str, ...]
    trouble: Trouble = Trouble.NOTHING
    operators: tuple[str, ...] = ()


def read_search(text: str) -> Search:
    """Never raises: a text that cannot be looked for has no terms, and `trouble` says why."""
    plain = " ".join(text.replace("\0", " ").split())
    if len(plain) > LONGEST_SEARCH:
        return Search(plain[:LONGEST_SEARCH], (), Trouble.TOO_LONG)
    found = [_trim(phrase or curly or word) for phrase, curly, word in _TERM.findall(plain)]
    terms = tuple(dict.fromkeys(term for term in found if term))[:MOST_TERMS]
    if not terms:
        return Search(plain, (), Trouble.NO_WORDS if plain else Trouble.NOTHING)
    letters = "".join(terms)
    if len(letters) < LEAST_LETTERS and not letters.isdigit() and not _SIGNS.search(letters):
        return Search(plain, (), Trouble.TOO_SHORT)
    return Search(plain, terms, operators=tuple(term for term in terms if term in _OPERATORS))


def _trim(term: str) -> str:
    """Without punctuation at its ends."""
    return _EDGES.sub("", term)


def find_terms(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Where the terms stand in the text, in any case: (start, end), by place; they may overlap.

    A term that stands there as a whole word is not looked for in parts of others.
    """
    return sorted(place for term in terms if term for place in _find_whole(text, term) or _find_parts(text, term))


def _find_whole(text: str, term: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(_write_whole(term), text, re.IGNORECASE)]


def _find_parts(text: str, term: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(term), text, re.IGNORECASE)]


def _write_whole(term: str) -> str:
    return rf"(?<!\w){re.escape(term)}(?!\w)"


def holds_whole(text: str, terms: Iterable[str]) -> bool:
    """Whether each term stands in the text as a word or words of its own, in any case."""
    return all(re.search(_write_whole(term), text, re.IGNORECASE) for term in terms)


def holds_all(text: str, terms: Iterable[str]) -> bool:
    """Whether each term stands in the text, in any case."""
    return all(re.search(re.escape(term), text, re.IGNORECASE) for term in terms)
