"""Modality conflicts: done or decided against considered, possible or alleged.

Method: each hedge ("may", "is weighing", "allegedly", "no decision") lowers the firmness of the words that it
reaches in its clause. Two statements clash when a word of both is firm in the one and unsure in the other.
Plans ("will", "is to") are firm as plans: they clash with what is unsure, and a mere intention ("threatened
to") clashes with a deed that is told as done.

Limits: English cue words; reach by clause. Reference: the grades follow Saurí and Pustejovsky, "FactBank"
(2009), put together into three.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from claims.domain.cues import compile_cues
from claims.domain.lexicon import list_words
from claims.domain.types import Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.sentence import Sentence, Word
from verification.domain.lexemes import PAST_FORMS
from verification.domain.types import ConflictType

# A hedge speaks of what follows it: a verb and its objects.
HEDGE_REACH = 6
# "weighing a nationwide recall": a noun this near is the deed itself, one further off only a part of it.
OBJECT_REACH = 2
# Two firmnesses are compared only where the statements tell the same event.
SAME_EVENT = 0.5

_UNSURE = compile_cues(
    r"""
    \b(?:might|could(?!\snot|n)|may(?!\s\d)|possibly|perhaps|maybe|potential(?:ly)?|possible|likely
    |allegedly|alleged|reportedly|purportedly|purported|supposedly|supposed|apparently|rumou?red|unconfirmed
    |suspected|suspects?\s(?:that|him|her|them|it|a|an|the|of)|suspicions?|accus(?:ed|es?|ing)|allegations?|alleg(?:es?|ing)
    |(?:is|are|was|were)\s(?:widely\s)?(?:believed|thought|said|understood|feared|claimed)\sto
    |believed\sto|feared|appear(?:s|ed)?\sto|seem(?:s|ed)?\sto|charged\swith|under\sinvestigation
    |investigat(?:ed|ing)\s(?:for|over|whether)|(?:is|are|was|were)\sbeing\sinvestigated
    |consider(?:s|ed|ing)?|considerations?|weigh(?:s|ed|ing)?(?!\s\d)|mull(?:s|ed|ing)?|ponder(?:s|ed|ing)?
    |think(?:s|ing)?\s(?:about|of)|thought\sabout|look(?:s|ed|ing)?\s(?:at|into)|explor(?:es?|ed|ing)
    |stud(?:ies|ied|ying)\s(?:whether|how|a|the)|examin(?:es?|ed|ing)\s(?:whether|how)
    |discuss(?:es|ed|ing)?|debat(?:ed|ing)|contemplat(?:es?|ed|ing)|toy(?:s|ed|ing)\swith
    |in\s(?:\w+\s)?(?:talks|discussions|negotiations)|negotiat(?:es?|ed|ing)|talks\s(?:on|about|over)
    |undecided|yet\sto\s(?:decide|rule|approve|sign)|unclear|uncertain|not\s(?:yet\s)?(?:certain|clear|known|final)
    |(?:not|n['’]t|no\slonger)\s(?:yet\s)?(?:decided|made\sa\sdecision|taken\sa\sdecision|made\sup)
    |no\s(?:final\s|formal\s|firm\s)?decisions?|(?:under|open\sto)\s(?:consideration|discussion|review)|on\sthe\stable
    |propos(?:es?|ed|ing|als?)|threat(?:en(?:s|ed|ing)?)?|hop(?:es?|ed|ing)|want(?:s|ed)?\s(?:to|a|the)
    |call(?:s|ed)?\sfor|calling\sfor|urg(?:es?|ed|ing)|recommend(?:s|ed|ing)?|suggest(?:s|ed|ing)?
    |seek(?:s|ing)?|sought|demand(?:s|ed|ing)?|ask(?:s|ed|ing)?\s(?:for|to)|would\slike|(?:is|are)\s(?:ready|willing)\sto
    |drafted|draft|draws?\sup|close\sto|on\sthe\s(?:verge|brink)\sof|near(?:ing|s)?\s(?:a|an)\s
    |(?:bill|proposal|draft|plan|motion|amendment|law)\b[^,.;]{0,40}?\bwould
    |tentative(?:ly)?|provisional(?:ly)?|in\sprinciple|theory|hypothesis|chance|risk(?:s|ed|ing)?)\b
    """,
    re.VERBOSE,
)
_INTENT = compile_cues(
    r"\b(?:plan(?:s|ned|ning)?\sto|intend(?:s|ed|ing)?\sto|aim(?:s|ed|ing)?\sto|prepar(?:es?|ed|ing)\s(?:to|for)"
    r"|(?:is|are|was|were)\s(?:set|due|expected|scheduled|about|going|poised|likely)\sto|will|to\sbe|(?:is|are)\sto"
    r"|promis(?:es?|ed)|pledg(?:es?|ed)|vow(?:s|ed)?|expects?|plans?|announced\splans)\b",
)
_BE = list_words("is are was were be been being")


class Firmness(IntEnum):
    """How firmly a word of a statement is asserted."""

    UNSURE = 1
    INTENDED = 2
    TOLD = 3


@dataclass(frozen=True, slots=True)
class GradedWord:
    """A word, how firmly it is asserted, and the cue that says so; None where it is simply told."""

    word: Word
    firmness: Firmness
    cue: Span | None


@dataclass(frozen=True, slots=True)
class Graded:
    """A statement's own words that carry its deeds, each with its firmness."""

    words: tuple[GradedWord, ...]
    by_key: Mapping[str, Sequence[GradedWord]]  # in their order
    is_unsure: bool  # any word at all


def grade_words(quote: str, sentence: Sentence) -> Graded:
    """The words that are compared, with the grades that the cues around them give."""
    grades = _find_grades(quote, sentence)
    compared = [(i, w) for i, w in enumerate(sentence.words) if w.own and w.content and not w.valued and not w.role]
    words = tuple(GradedWord(w, *grades.get(i, (Firmness.TOLD, None))) for i, w in compared)
    by_key: dict[str, list[GradedWord]] = defaultdict(list)
    for graded in words:
        by_key[graded.word.lexeme.key].append(graded)
    return Graded(words, by_key, any(graded.firmness == Firmness.UNSURE for graded in words))


def _find_grades(quote: str, sentence: Sentence) -> dict[int, tuple[Firmness, Span]]:
    """For each index of a content word that a cue reaches: its grade, and the cue."""
    grades: dict[int, tuple[Firmness, Span]] = {}
    for pattern, grade in ((_INTENT, Firmness.INTENDED), (_UNSURE, Firmness.UNSURE)):
        for match in pattern.finditer(quote):
            cue = Span(*match.span())
            if quote[cue.start : cue.end] == "May":
                continue
            for place, index in enumerate(_reach(sentence, cue)):
                if place < OBJECT_REACH or _is_verbal(sentence.words[index]):
                    grades[index] = (grade, cue)
    return grades


def _is_verbal(word: Word) -> bool:
    return word.lexeme.key.startswith("#") or word.lower.endswith(("ed", "ing")) or word.lower in PAST_FORMS


def _reach(sentence: Sentence, cue: Span) -> list[int]:
    """The content words that the cue speaks of: those after it, or before it where it closes its clause."""
    at = next((i for i, w in enumerate(sentence.words) if w.end > cue.start), None)
    if at is None:
        return []
    clause = sentence.words[at].clause
    after = [i for i, w in enumerate(sentence.words) if w.content and w.start >= cue.end and w.clause == clause]
    before = [i for i, w in enumerate(sentence.words) if w.content and w.clause == clause and w.start < cue.start]
    if at and sentence.words[at - 1].lower in _BE:
        return before + after[:HEDGE_REACH]  # "a ban is being considered by the council"
    if after:
        return after[:HEDGE_REACH]
    following = [i for i, w in enumerate(sentence.words) if w.content and w.start >= cue.end and w.clause == clause + 1]
    if following and sentence.words[following[0] - 1].text != ",":
        return following[:HEDGE_REACH]
    return before


def clash_firmness(a: Graded, b: Graded, likeness: float) -> Clash | None:
    """The clash of the first word that is firm in one statement and unsure in the other, None without one."""
    if likeness < SAME_EVENT or not (a.is_unsure or b.is_unsure):
        return None  # a clash needs a word that is unsure in one of them
    for first in a.words:
        for second in b.by_key.get(first.word.lexeme.key, ()):
            clash = _compare(first, second, likeness)
            if clash is not None:
                return clash
            if first.cue and second.cue:
                return None  # both hedge the same deed
    return None


def _compare(a: GradedWord, b: GradedWord, likeness: float) -> Clash | None:
    # "will close" and "plans to close" are one; so are "closes" and "will close".
    if a.firmness == b.firmness or min(a.firmness, b.firmness) != Firmness.UNSURE:
        return None
    return Clash(ConflictType.MODALITY, _mark(a), _mark(b), "firm_unsure", likeness)


def _mark(graded: GradedWord) -> Span:
    """The cue of an unsure word, else the word."""
    if graded.cue is not None and graded.firmness == Firmness.UNSURE:
        return graded.cue
    return Span(graded.word.start, graded.word.end)
