"""What a sentence is about, as a set of word stems: the cheap test whether two statements speak of the same
thing.

Idea: before two numbers or a "not" can disagree, the rest of the two sentences must agree. Method: content
words (function words, numbers and words of saying left out) are cut to rough stems; agreement is the
overlap coefficient, the shared stems over those of the shorter sentence, because a short sentence inside a
long one still says the same. The stems of one claim's statements become bits of one integer, so that a pair
costs a few machine operations and all pairs of 500 statements stay far below a second.

Limits: the stop words are English and Spanish; stems are rough ("policies" and "policy" meet, "ran" and
"run" do not); synonyms do not meet. Reference: the overlap coefficient is that of Szymkiewicz (1934) and
Simpson (1960).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_CONTRACTION = re.compile(r"n['’]t$|['’](?:re|ve|ll|d|m)$")

_FUNCTION_WORDS = """
    a about after again all also although am an and any are as at be because been before being
    between both but by can could did do does down during each for from further had has have having
    he her here him his how i if in into is it its just may me might more most much must my no nor
    not now of off on once one only or other our out over own per she should since so some such than
    that the their them then there these they this those through to too under until up upon us very
    was we were what when where which while who whom whose why will with would you your says said
    say told tells according report reports reported reporting claim claims claimed statement
    announced announces declared added confirmed confirms yesterday today tomorrow al con como de
    del el en es esta este fue ha han la las lo los más no o para pero por que se según ser si sin
    sobre son su sus también un una y ya
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())


def stem_word(word: str) -> str:
    """A rough stem of one word: lower case, no possessive, common English endings cut."""
    stem = _POSSESSIVE.sub("", word.casefold())
    if len(stem) > 4 and stem.endswith("ies"):
        return stem[:-3] + "y"
    for ending, least in (("ing", 3), ("ed", 3), ("es", 3), ("s", 3), ("e", 4)):
        if stem.endswith(ending) and not stem.endswith("ss") and len(stem) - len(ending) >= least:
            return _undouble(stem[: -len(ending)])
    return stem


def _undouble(stem: str) -> str:
    # "stopped" and "stop" meet; "ll", "ss" and "ff" are as often part of the word itself, and both sides
    # are cut alike.
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def find_content_words(text: str) -> tuple[str, ...]:
    """The stems of the content words of `text`, in the order of the text, each once."""
    return tuple(dict.fromkeys(stem for word in _WORD.findall(text) if (stem := _stem_content(word))))


@lru_cache(maxsize=20_000)
def _stem_content(word: str) -> str:
    """The stem of a content word, "" for any other."""
    if word.casefold() in STOP_WORDS or _CONTRACTION.search(word):
        return ""
    stem = stem_word(word)
    return stem if len(stem) > 1 else ""


class Vocabulary:
    """Numbers the stems of one claim, so that a set of stems is the bits of one integer."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}

    def mask(self, stems: Iterable[str]) -> int:
        """The bits of `stems`; a stem not seen before gets a bit of its own."""
        mask = 0
        for stem in stems:
            mask |= 1 << self._bits.setdefault(stem, len(self._bits))
        return mask


def measure_overlap(mask_a: int, mask_b: int) -> tuple[int, float]:
    """Shared stems, and their share of the smaller set in [0, 1] (0.0 when one set is empty)."""
    shared = (mask_a & mask_b).bit_count()
    smaller = min(mask_a.bit_count(), mask_b.bit_count())
    return shared, shared / smaller if smaller else 0.0


def share_of_larger(words: frozenset[str], others: frozenset[str]) -> float:
    """Share of the larger set that both have, in [0, 1] (0.0 when both are empty)."""
    larger = max(len(words), len(others))
    return len(words & others) / larger if larger else 0.0
