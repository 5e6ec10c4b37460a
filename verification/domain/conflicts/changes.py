"""What a later article reports of a later state: the difference is explained by time.

Method: a clash becomes *superseded* when the later article says that things changed, near the value ("rose
to", "now", "postponed"), or when the difference is one that time makes by itself: a toll that grows from one
day to the next, a state that turns into its opposite, a plan that became a deed. Without a clash, a change
that only the later article tells ("was put on hold", "has been replaced") overtakes what the earlier one
tells as a state or a plan.

Limits: English cue words; needs both articles' dates. Reference: none, own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol, TypeVar

from claims.domain.cues import Cues, compile_cues
from claims.domain.types import Quantity, Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.sentence import Sentence
from verification.domain.types import ConflictType

# An update cue further from its value than this belongs to another clause ("rose to 15,000" is a few
# characters).
CUE_REACH = 60

_UPDATE = compile_cues(
    r"\b(?:r(?:ise|ose|isen)|rais(?:e|ed)|increas(?:e|ed)|climb(?:s|ed)?|jump(?:s|ed)?|gr(?:ew|own)|cut|lower(?:ed|s)?"
    r"|reduc(?:e|ed)|f(?:ell|allen)|dropp?(?:ed)?|revis(?:e|ed)|correct(?:ed)?|updat(?:e|ed)|chang(?:e|ed)"
    r"|pass(?:ed|es)|surpass(?:ed)?|topp(?:ed|s)|exceed(?:ed|s)|reach(?:ed|es)|doubled|tripled|widened|trimmed)\b"
    r"|\bnow\b|\binstead(?:\sof)?\b|\bup\sfrom\b|\bdown\sfrom\b|\bno\slonger\b|\bsince\b(?=\s(?:then|been|\w+ed\b))"
    r"|\bhas\s(?:since|now)\b|\brather\sthan\b|\bnew\s(?:date|toll|figure|estimate|forecast)\b|\bso\sfar\b"
    r"|\b(?:postpon|delay|reschedul|bring|brought|push|mov|extend|put)\w*\s(?:back\s|forward\s|off\s)?(?:to|until|till|by)\b",
)
_SUSPENSION = compile_cues(
    r"\b(?:(?:put|placed|remain(?:s|ed)?|are|is)\son\shold|postponed|suspended|paused|delayed|called\soff|cancell?ed"
    r"|withdrawn|withdrew|scrapped|lifted|reversed|revoked|rescinded|shelved|abandoned|dropped|halted|overturned"
    r"|put\soff|axed|ditched|repealed|annulled|pulled\sout)\b",
)
# What happened to a state or a plan, told as done.
_TURN = compile_cues(
    r"\b(?:(?:has|have|had|was|were|been|is|are)\s(?:\w+ly\s|now\s|since\s|also\s|finally\s|all\s)?"
    r"(?:freed|released|found|rescued|captured|arrested|caught|replaced|reopened|restored|lifted|contained|extinguished"
    r"|recovered|discharged|reinstated|resumed|ended|resigned|died|reached|signed|sacked|dismissed|fired|ousted|evacuated"
    r"|identified|charged|convicted|acquitted|elected|approved|passed|sold|completed|finished|repaired|closed|opened"
    r"|stepped\sdown|quit|collapsed|settled|agreed|returned|sunk|recaptured|restarted|deported|extradited|stopped|cleared"
    r"|brought\sunder\scontrol|put\sout|called\soff|handed\sover|surrendered|left|broken\sdown)"
    r"|reopened|resumed|resigned|stepped\sdown|stood\sdown|ended|collapsed|surrendered|quit|ruled|reached\sa\sdeal|recovered"
    r"|restarted|under\scontrol|no\slonger|back\s(?:in|on|at|to)\s|gave\sup|backed\sdown|changed\s(?:its|his|her|their)\smind)\b",
)
# How an earlier article tells a state or a plan rather than an event.
_STANDING = compile_cues(
    r"\b(?:is|are|remains?|still|continues?|stays?|keeps?|will|plans?|planned|intends?|expects?|expected|scheduled|due"
    r"|refuses?|wants?|hopes?|considering|searching|looking|waiting|being|backs|supports|opposes|insists|takes|holds"
    r"|faces|awaits?|missing|not\s(?:yet|been)|yet\sto|would|set\sto|under\sway|ongoing|has\sno|have\sno)\b",
)
_TOLLS = compile_cues(
    r"\b(?:dead|deaths?|die[ds]?|kill\w*|fatalit\w+|toll|bod(?:y|ies)|injur\w+|wounded|hurt|missing|cases|infect\w+|arrest\w*"
    r"|detain\w*|evacuat\w+|displaced|homeless|victims?|rescued|survivors|destroyed|burned|signatures|sick|ill|hospitali[sz]ed)\b",
)
_NEXT_WORD = re.compile(r"\s+[\w'’-]+")


class Published(Protocol):
    """Anything that an article told at a time, None when that is unknown."""

    @property
    def published_at(self) -> datetime | None: ...


AnyPublished = TypeVar("AnyPublished", bound=Published)


def find_later(a: AnyPublished, b: AnyPublished) -> AnyPublished | None:
    """That of the later article, None where that is unknown."""
    time_a, time_b = a.published_at, b.published_at
    if time_a is None or time_b is None or not _is_comparable(time_a, time_b) or time_a == time_b:
        return None
    return a if time_a > time_b else b


def _is_comparable(a: datetime, b: datetime) -> bool:
    # Python refuses to order a time with a zone and one without; which came first is then unknown.
    return (a.utcoffset() is None) == (b.utcoffset() is None)


@dataclass(frozen=True)
class Course:
    """What a statement tells of change, each read when it is first asked for: without times nobody asks."""

    quote: str
    quantities: Sequence[Quantity]
    sentence: Sentence

    @cached_property
    def changes(self) -> tuple[Span, ...]:
        """Where it says that a value or a date is another than before."""
        return tuple(Span(*found.span()) for found in _UPDATE.finditer(self.quote))

    @cached_property
    def suspension(self) -> Span | None:
        """Where it first says that a plan or a state was stopped, put off or taken back."""
        return _find_first(_SUSPENSION, self.quote)

    @cached_property
    def turn(self) -> Span | None:
        """Where it first tells as done what happened to a state or a plan."""
        return _find_first(_TURN, self.quote)

    @cached_property
    def standing(self) -> Span | None:
        """Where it first tells a state or a plan rather than an event."""
        return _find_first(_STANDING, self.quote)

    @cached_property
    def has_toll(self) -> bool:
        return _TOLLS.search(self.quote) is not None

    def announces_change(self, value: Span, kind: ConflictType) -> bool:
        """Whether it says near the value that this is another than before."""
        cues = self.changes
        if self.suspension and kind != ConflictType.NUMBER:
            cues = (*cues, self.suspension)
        return any(cue.start - value.end <= CUE_REACH and value.start - cue.end <= CUE_REACH for cue in cues)

    def find_quantity(self, span: Span) -> Quantity | None:
        return next((q for q in self.quantities if q.start == span.start), None)

    def find_state(self) -> Span:
        """The words by which it tells a state, or the whole of it."""
        if self.standing is None:
            return Span(0, len(self.quote))
        following = _NEXT_WORD.match(self.quote, self.standing.end)
        return Span(self.standing.start, following.end() if following else self.standing.end)


def _find_first(cue: Cues, quote: str) -> Span | None:
    found = cue.search(quote)
    return Span(*found.span()) if found else None


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement as an article told it at a time."""

    course: Course
    published_at: datetime | None


def _are_days_apart(a: Telling, b: Telling) -> bool:
    return bool(a.published_at and b.published_at and a.published_at.date() != b.published_at.date())


def explain_by_time(a: Telling, b: Telling, clash: Clash) -> Clash:
    """The clash as it is, or as *superseded* when the later article tells a later state."""
    later = find_later(a, b)
    if later is None or clash.rule == "denial" or not _is_overtaken(a, b, later, clash):
        return clash
    return Clash(ConflictType.SUPERSEDED, clash.span_a, clash.span_b, f"later_{clash.type}", clash.strength)


def _is_overtaken(a: Telling, b: Telling, later: Telling, clash: Clash) -> bool:
    after, before = (a.course, b.course) if later is a else (b.course, a.course)
    span, earlier_span = (clash.span_a, clash.span_b) if later is a else (clash.span_b, clash.span_a)
    if clash.type in (ConflictType.NUMBER, ConflictType.DATE, ConflictType.PLACE) and after.announces_change(
        span, clash.type
    ):
        return True
    if not _are_days_apart(a, b):
        return clash.type == ConflictType.NEGATION and after.announces_change(span, clash.type)
    if clash.type == ConflictType.NUMBER:
        return _is_growing_toll(before.find_quantity(earlier_span), after.find_quantity(span), before, after)
    if clash.type == ConflictType.NEGATION:
        return after.announces_change(span, clash.type) or bool(before.standing and (after.turn or after.suspension))
    if clash.type == ConflictType.MODALITY:
        # What was weighed or threatened and has been put off since.
        if after.suspension is not None and before.suspension is None:
            return True
        # What was weighed and is done by now; the other way round ("is weighing it" after "has done it") stays.
        return after.standing is None or after.turn is not None
    return False


def _is_growing_toll(less: Quantity | None, more: Quantity | None, before: Course, after: Course) -> bool:
    if more is None or less is None or more.low <= less.low:
        return False
    return after.has_toll and before.has_toll


def find_turn(a: Telling, b: Telling, likeness: float) -> Clash | None:
    """A change that only the later statement tells, where the earlier one tells a state or a plan; or None."""
    later = find_later(a, b)
    if later is None:
        return None
    after, before = (a.course, b.course) if later is a else (b.course, a.course)
    cue = after.suspension
    if cue is None and _are_days_apart(a, b) and after.turn is not None:
        cue = after.turn
        if before.turn is not None or before.standing is None:
            return None
    if cue is None or before.suspension is not None or not _is_own(after.sentence, cue):
        return None
    state = before.find_state()
    spans = (cue, state) if later is a else (state, cue)
    return Clash(ConflictType.SUPERSEDED, *spans, "state_changed", likeness)


def _is_own(sentence: Sentence, cue: Span) -> bool:
    return any(cue.start <= word.start < cue.end for word in sentence.own)
