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
from datetime import datetime

from claims.domain.types import Quantity, Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.sentence import Sentence
from verification.domain.types import ConflictType, Statement

# An update cue further from its value than this belongs to another clause ("rose to 15,000" is a few
# characters).
CUE_REACH = 60

_UPDATE = re.compile(
    r"\b(?:r(?:ise|ose|isen)|rais(?:e|ed)|increas(?:e|ed)|climb(?:s|ed)?|jump(?:s|ed)?|gr(?:ew|own)|cut|lower(?:ed|s)?"
    r"|reduc(?:e|ed)|f(?:ell|allen)|dropp?(?:ed)?|revis(?:e|ed)|correct(?:ed)?|updat(?:e|ed)|chang(?:e|ed)"
    r"|pass(?:ed|es)|surpass(?:ed)?|topp(?:ed|s)|exceed(?:ed|s)|reach(?:ed|es)|doubled|tripled|widened|trimmed)\b"
    r"|\bnow\b|\binstead(?:\sof)?\b|\bup\sfrom\b|\bdown\sfrom\b|\bno\slonger\b|\bsince\b(?=\s(?:then|been|\w+ed\b))"
    r"|\bhas\s(?:since|now)\b|\brather\sthan\b|\bnew\s(?:date|toll|figure|estimate|forecast)\b|\bso\sfar\b"
    r"|\b(?:postpon|delay|reschedul|bring|brought|push|mov|extend|put)\w*\s(?:back\s|forward\s|off\s)?(?:to|until|till|by)\b",
    re.IGNORECASE,
)
_SUSPENSION = re.compile(
    r"\b(?:(?:put|placed|remain(?:s|ed)?|are|is)\son\shold|postponed|suspended|paused|delayed|called\soff|cancell?ed"
    r"|withdrawn|withdrew|scrapped|lifted|reversed|revoked|rescinded|shelved|abandoned|dropped|halted|overturned"
    r"|put\soff|axed|ditched|repealed|annulled|pulled\sout)\b",
    re.IGNORECASE,
)
# What happened to a state or a plan, told as done.
_TURN = re.compile(
    r"\b(?:(?:has|have|had|was|were|been|is|are)\s(?:\w+ly\s|now\s|since\s|also\s|finally\s|all\s)?"
    r"(?:freed|released|found|rescued|captured|arrested|caught|replaced|reopened|restored|lifted|contained|extinguished"
    r"|recovered|discharged|reinstated|resumed|ended|resigned|died|reached|signed|sacked|dismissed|fired|ousted|evacuated"
    r"|identified|charged|convicted|acquitted|elected|approved|passed|sold|completed|finished|repaired|closed|opened"
    r"|stepped\sdown|quit|collapsed|settled|agreed|returned|sunk|recaptured|restarted|deported|extradited|stopped|cleared"
    r"|brought\sunder\scontrol|put\sout|called\soff|handed\sover|surrendered|left|broken\sdown)"
    r"|reopened|resumed|resigned|stepped\sdown|stood\sdown|ended|collapsed|surrendered|quit|ruled|reached\sa\sdeal|recovered"
    r"|restarted|under\scontrol|no\slonger|back\s(?:in|on|at|to)\s|gave\sup|backed\sdown|changed\s(?:its|his|her|their)\smind)\b",
    re.IGNORECASE,
)
# How an earlier article tells a state or a plan rather than an event.
_STANDING = re.compile(
    r"\b(?:is|are|remains?|still|continues?|stays?|keeps?|will|plans?|planned|intends?|expects?|expected|scheduled|due"
    r"|refuses?|wants?|hopes?|considering|searching|looking|waiting|being|backs|supports|opposes|insists|takes|holds"
    r"|faces|awaits?|missing|not\s(?:yet|been)|yet\sto|would|set\sto|under\sway|ongoing|has\sno|have\sno)\b",
    re.IGNORECASE,
)
_TOLLS = re.compile(
    r"\b(?:dead|deaths?|die[ds]?|kill\w*|fatalit\w+|toll|bod(?:y|ies)|injur\w+|wounded|hurt|missing|cases|infect\w+|arrest\w*"
    r"|detain\w*|evacuat\w+|displaced|homeless|victims?|rescued|survivors|destroyed|burned|signatures|sick|ill|hospitali[sz]ed)\b",
    re.IGNORECASE,
)


def find_changes(quote: str) -> tuple[Span, ...]:
    """Where the quote says that a value or a date is another than before."""
    return tuple(Span(found.start(), found.end()) for found in _UPDATE.finditer(quote))


def find_suspension(quote: str) -> Span | None:
    """Where the quote first says that a plan or a state was stopped, put off or taken back, or None."""
    found = _SUSPENSION.search(quote)
    return Span(found.start(), found.end()) if found else None


def find_later(a: Statement, b: Statement) -> Statement | None:
    """The statement of the later article, None where that is unknown."""
    time_a, time_b = a.published_at, b.published_at
    if time_a is None or time_b is None or not _is_comparable(time_a, time_b) or time_a == time_b:
        return None
    return a if time_a > time_b else b


def _is_comparable(a: datetime, b: datetime) -> bool:
    # Python refuses to order a time with a zone and one without; which came first is then unknown.
    return (a.utcoffset() is None) == (b.utcoffset() is None)


def _are_days_apart(a: Statement, b: Statement) -> bool:
    return bool(a.published_at and b.published_at and a.published_at.date() != b.published_at.date())


def explain_by_time(a: Statement, b: Statement, clash: Clash) -> Clash:
    """The clash as it is, or as *superseded* when the later article tells a later state."""
    later = find_later(a, b)
    if later is None or clash.rule == "denial" or not _is_overtaken(a, b, later, clash):
        return clash
    return Clash(ConflictType.SUPERSEDED, clash.span_a, clash.span_b, f"later_{clash.type}", clash.strength)


def _is_overtaken(a: Statement, b: Statement, later: Statement, clash: Clash) -> bool:
    earlier = b if later is a else a
    span = clash.span_a if later is a else clash.span_b
    if clash.type in (ConflictType.NUMBER, ConflictType.DATE, ConflictType.PLACE) and _announces_change(
        later, span, clash.type
    ):
        return True
    if not _are_days_apart(a, b):
        return clash.type == ConflictType.NEGATION and _announces_change(later, span, clash.type)
    if clash.type == ConflictType.NUMBER:
        return _is_growing_toll(earlier, later, clash, swapped=later is a)
    if clash.type == ConflictType.NEGATION:
        return _announces_change(later, span, clash.type) or bool(
            _STANDING.search(earlier.quote) and (_TURN.search(later.quote) or _SUSPENSION.search(later.quote))
        )
    if clash.type == ConflictType.MODALITY:
        # What was weighed or threatened and has been put off since.
        if find_suspension(later.quote) is not None and find_suspension(earlier.quote) is None:
            return True
        # What was weighed and is done by now; the other way round ("is weighing it" after "has done it") stays.
        return _STANDING.search(later.quote) is None or _TURN.search(later.quote) is not None
    return False


def _announces_change(later: Statement, value: Span, kind: ConflictType) -> bool:
    cues = find_changes(later.quote)
    suspension = find_suspension(later.quote)
    if suspension and kind != ConflictType.NUMBER:
        cues = (*cues, suspension)
    return any(cue.start - value.end <= CUE_REACH and value.start - cue.end <= CUE_REACH for cue in cues)


def _is_growing_toll(earlier: Statement, later: Statement, clash: Clash, *, swapped: bool) -> bool:
    span_later, span_earlier = (clash.span_a, clash.span_b) if swapped else (clash.span_b, clash.span_a)
    more, less = _find_quantity(later, span_later), _find_quantity(earlier, span_earlier)
    if more is None or less is None or more.low <= less.low:
        return False
    return bool(_TOLLS.search(later.quote) and _TOLLS.search(earlier.quote))


def _find_quantity(statement: Statement, span: Span) -> Quantity | None:
    return next((q for q in statement.quantities if q.start == span.start), None)


def find_turn(a: Statement, b: Statement, words_a: Sentence, words_b: Sentence, likeness: float) -> Clash | None:
    """A change that only the later statement tells, where the earlier one tells a state or a plan; or None."""
    later = find_later(a, b)
    if later is None:
        return None
    earlier = b if later is a else a
    cue = find_suspension(later.quote)
    if cue is None and _are_days_apart(a, b) and (turned := _TURN.search(later.quote)):
        cue = Span(turned.start(), turned.end())
        if _TURN.search(earlier.quote) or not _STANDING.search(earlier.quote):
            return None
    if cue is None or find_suspension(earlier.quote) is not None:
        return None
    if not _is_own(words_a if later is a else words_b, cue):
        return None
    state = _find_state(earlier)
    spans = (cue, state) if later is a else (state, cue)
    return Clash(ConflictType.SUPERSEDED, *spans, "state_changed", likeness)


def _is_own(words: Sentence, cue: Span) -> bool:
    return any(word.own for word in words.words if cue.start <= word.start < cue.end)


def _find_state(earlier: Statement) -> Span:
    """The words by which the earlier statement tells its state, or the whole of it."""
    found = _STANDING.search(earlier.quote)
    if found is None:
        return Span(0, len(earlier.quote))
    following = re.compile(r"\s+[\w'’-]+").match(earlier.quote, found.end())
    return Span(found.start(), following.end() if following else found.end())
