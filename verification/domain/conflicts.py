"""Typed disagreements between the statements of one claim: number, date, negation, and what a later update
explains.

Idea: sentence vectors hardly see that "25 percent" is not "10 percent" and language models do no better
than guessing on numbers, so values are compared as values. Two statements are compared only where they
speak of the same thing: the rest of their content words overlap, and the numbers count the same. Method,
for each pair of statements:

- number: a number of one statement fits no comparable number of the other (`values.agree_quantities`);
- date: a date of one fits none of the other (`values.agree_dates`);
- negation: one rejects or negates what the other says, and the negated words stand in the other;
- superseded: one of the above, or an announced change ("put on hold"), explained by time: the later article
  says so.

Numbers and dates in the attribution ("said on Monday") are left out: they tell when somebody spoke.

Limits: English cue words; no conversion between units; place and actor are not compared ("wife and son"
against "wife and daughter" passes unseen). Every disagreeing pair is reported, so a claim split evenly over
n mentions yields n*n/4 conflicts. Reference: de Marneffe, Rafferty and Manning, "Finding contradictions in
text" (2008), for the types.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, product

from claims.domain.types import DatedSpan, Quantity, Span
from verification.domain.polarity import Polarity, read_polarity
from verification.domain.types import ConflictType, FoundConflict, Statement
from verification.domain.updates import find_changes, find_suspension
from verification.domain.values import (
    Likeness,
    Value,
    agree_dates,
    agree_quantities,
    compare_counted,
    key_date,
    key_quantity,
)
from verification.domain.wording import Vocabulary, find_content_words, measure_overlap

# The shared stems over the shorter sentence's. Half is what two reporters' sentences on one fact reach;
# below it the numbers of neighbouring facts ("42 agents hurt" beside "260 attacks") would be set against
# each other.
SAME_TOPIC = 0.5
# When a number does not say what it counts, the words around have to carry more, and the word next to it as
# well.
SAME_TOPIC_UNCOUNTED = 0.6
# One shared word is a name or an accident.
LEAST_SHARED = 2
# Where the neighbouring word of a number is looked for: a long word and a few short ones.
NEIGHBOUR_REACH = 40
# An update cue further from its value than this belongs to another clause ("rose to 15,000" is a few
# characters).
CUE_REACH = 60


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quantity and the stems of the content words on either side of it ("" at the quote's end)."""

    quantity: Quantity
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Profile:
    """All that a comparison needs of one statement, worked out once and not once per pair."""

    statement: Statement
    mask: int
    words: frozenset[str]
    quantities: tuple[_Counted, ...]
    dates: tuple[DatedSpan, ...]
    polarity: Polarity
    suspension: Span | None
    cues: tuple[Span, ...]  # where the statement says that something changed
    signature: Value  # equal for statements that differ in no value, rejection or state


@dataclass(frozen=True, slots=True)
class _Clash:
    type: ConflictType
    span_a: Span
    span_b: Span
    rule: str
    strength: float


def find_conflicts(statements: Sequence[Statement]) -> tuple[FoundConflict, ...]:
    """All typed conflicts between the statements of one claim, sorted; `a < b` in each; any input order,
    same result.

    Raises ValueError when two statements share an id.
    """
    ordered = sorted(statements, key=lambda statement: statement.id)
    if len({statement.id for statement in ordered}) < len(ordered):
        raise ValueError("Two statements have the same id; each mention may be given once.")
    comparison = _Comparison()
    profiles = [comparison.profile(statement) for statement in ordered]
    found = [_report_clash(a, b, clash) for a, b in _pair_different(profiles) for clash in comparison.compare(a, b)]
    return tuple(sorted(found, key=lambda c: (c.a, c.b, c.type, c.start_a)))


def _pair_different(profiles: Sequence[_Profile]) -> Iterator[tuple[_Profile, _Profile]]:
    """The pairs that can clash at all: mentions that say the same values the same way cannot, and most do."""
    alike: dict[Value, list[_Profile]] = {}
    for profile in profiles:
        alike.setdefault(profile.signature, []).append(profile)
    for some, others in combinations(alike.values(), 2):
        for a, b in product(some, others):
            yield (a, b) if a.statement.id < b.statement.id else (b, a)


def disagree(some: Sequence[Statement], others: Sequence[Statement]) -> bool:
    """Whether any conflict stands between a statement of `some` and one of `others`; symmetric."""
    comparison = _Comparison()
    others_profiles = [comparison.profile(statement) for statement in others]
    return any(
        comparison.compare(profile, other)
        for profile in map(comparison.profile, some)
        for other in others_profiles
        if profile.statement.id != other.statement.id
    )


class _Comparison:
    """Compares the statements of one claim, and remembers what each pair of values came to: values repeat."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._quantities: dict[tuple[Value, Value], tuple[Likeness, bool]] = {}
        self._dates: dict[tuple[Value, Value], bool] = {}

    def profile(self, statement: Statement) -> _Profile:
        quote = statement.quote
        words = find_content_words(statement.text or quote)
        polarity = read_polarity(statement)
        suspension = find_suspension(quote)
        quantities = [q for q in statement.quantities if _belongs(statement, q.start, q.end)]
        dates = tuple(d for d in statement.dates if _belongs(statement, d.start, d.end))
        rejection = (polarity.denial is not None, polarity.unseen is not None, polarity.scope)
        return _Profile(
            statement=statement,
            mask=self._vocabulary.mask(words),
            words=frozenset(words),
            quantities=tuple(_read_neighbours(quote, q) for q in quantities),
            dates=dates,
            polarity=polarity,
            suspension=suspension,
            cues=find_changes(quote),
            signature=(
                *map(key_quantity, quantities),
                *map(key_date, dates),
                rejection,
                suspension is None,
            ),
        )

    def compare(self, a: _Profile, b: _Profile) -> list[_Clash]:
        """All clashes of one pair."""
        numbers = bool(a.quantities and b.quantities)
        dates = bool(a.dates and b.dates)
        polarity = a.polarity.rejects or b.polarity.rejects
        suspended = (a.suspension is None) != (b.suspension is None)
        if not (numbers or dates or polarity or suspended):
            return []
        shared, overlap = measure_overlap(a.mask, b.mask)
        if shared < LEAST_SHARED or overlap < SAME_TOPIC:
            return []
        clashes = self._clash_dates(a, b, overlap) if dates else []
        clashes += _clash_polarity(a, b, overlap) if polarity else []
        clashes += self._clash_numbers(a, b, overlap) if numbers else []
        if clashes:
            return [_explain_by_time(a, b, clash) for clash in clashes]
        return _find_suspension(a, b, overlap) if suspended else []

    def _clash_numbers(self, a: _Profile, b: _Profile, overlap: float) -> list[_Clash]:
        """At most one clash a pair: the surest comparable numbers none of which fits the other side."""
        matched = (
            (self._match_counted(qa, qb, overlap), qa.quantity, qb.quantity)
            for qa in a.quantities
            for qb in b.quantities
        )
        pairs = [pair for pair in matched if pair[0][0]]
        if not pairs or all(agree for (_, agree), _, _ in pairs):
            return []
        settled_a = {qa.start for (_, agree), qa, _ in pairs if agree}
        settled_b = {qb.start for (_, agree), _, qb in pairs if agree}
        unsettled = [p for p in pairs if p[1].start not in settled_a and p[2].start not in settled_b]
        if not unsettled:
            return []
        (likeness, _), qa, qb = min(unsettled, key=lambda p: (-p[0][0], p[1].start, p[2].start))
        rule, weight = ("different_count", 1.0) if likeness == Likeness.SAME else ("different_number", 0.5)
        spans = Span(qa.start, qa.end), Span(qb.start, qb.end)
        return [_Clash(ConflictType.NUMBER, *spans, rule, overlap * weight)]

    def _match_counted(self, a: _Counted, b: _Counted, overlap: float) -> tuple[Likeness, bool]:
        likeness, agree = self._match_quantities(a.quantity, b.quantity)
        if likeness == Likeness.POSSIBLE and (overlap < SAME_TOPIC_UNCOUNTED or not _stand_alike(a, b)):
            return Likeness.NONE, agree
        return likeness, agree

    def _match_quantities(self, a: Quantity, b: Quantity) -> tuple[Likeness, bool]:
        key = key_quantity(a), key_quantity(b)
        if key not in self._quantities:
            self._quantities[key] = compare_counted(a, b), agree_quantities(a, b)
        return self._quantities[key]

    def _clash_dates(self, a: _Profile, b: _Profile, overlap: float) -> list[_Clash]:
        if any(self._match_dates(da, db) for da in a.dates for db in b.dates):
            return []
        da, db = a.dates[0], b.dates[0]
        weight = 0.5 if da.relative or db.relative else 1.0
        spans = Span(da.start, da.end), Span(db.start, db.end)
        return [_Clash(ConflictType.DATE, *spans, "disjoint_dates", overlap * weight)]

    def _match_dates(self, a: DatedSpan, b: DatedSpan) -> bool:
        key = key_date(a), key_date(b)
        if key not in self._dates:
            self._dates[key] = agree_dates(a, b)
        return self._dates[key]


def _read_neighbours(quote: str, quantity: Quantity) -> _Counted:
    before = find_content_words(quote[max(0, quantity.start - NEIGHBOUR_REACH) : quantity.start])
    after = find_content_words(quote[quantity.end : quantity.end + NEIGHBOUR_REACH])
    return _Counted(quantity, before[-1] if before else "", after[0] if after else "")


def _stand_alike(a: _Counted, b: _Counted) -> bool:
    """Whether the word before or the word after both numbers is the same."""
    return bool((a.before and a.before == b.before) or (a.after and a.after == b.after))


def _belongs(statement: Statement, start: int, end: int) -> bool:
    """Whether the value stands in what is claimed, and not in the attribution around it."""
    return not statement.text or statement.quote[start:end] in statement.text


def _clash_polarity(a: _Profile, b: _Profile, overlap: float) -> list[_Clash]:
    """A clash when exactly one of the two rejects what the other says."""
    cue_a, cue_b = a.polarity.find_rejection(b.words), b.polarity.find_rejection(a.words)
    if (cue_a is None) == (cue_b is None):
        return []
    rule = "denial" if a.polarity.denial or b.polarity.denial else "negation"
    span_a, span_b = cue_a or Span(0, len(a.statement.quote)), cue_b or Span(0, len(b.statement.quote))
    return [_Clash(ConflictType.NEGATION, span_a, span_b, rule, overlap)]


def _find_suspension(a: _Profile, b: _Profile, overlap: float) -> list[_Clash]:
    later = _find_later(a, b)
    if later is None or later.suspension is None:
        return []
    earlier = b if later is a else a
    whole = Span(0, len(earlier.statement.quote))
    spans = (later.suspension, whole) if later is a else (whole, later.suspension)
    return [_Clash(ConflictType.SUPERSEDED, *spans, "state_changed", overlap)]


def _explain_by_time(a: _Profile, b: _Profile, clash: _Clash) -> _Clash:
    """The clash as it is, or as *superseded* when the later article says that things changed."""
    if not (a.cues or b.cues or a.suspension or b.suspension) or clash.rule == "denial":
        return clash
    later = _find_later(a, b)
    if later is None or not _announces_change(later, clash.span_a if later is a else clash.span_b, clash.type):
        return clash
    return _Clash(ConflictType.SUPERSEDED, clash.span_a, clash.span_b, f"later_{clash.type}", clash.strength)


def _announces_change(later: _Profile, value: Span, kind: ConflictType) -> bool:
    cues = later.cues
    if later.suspension and kind != ConflictType.NUMBER:
        cues = (*cues, later.suspension)
    return any(cue.start - value.end <= CUE_REACH and value.start - cue.end <= CUE_REACH for cue in cues)


def _find_later(a: _Profile, b: _Profile) -> _Profile | None:
    time_a, time_b = a.statement.published_at, b.statement.published_at
    if time_a is None or time_b is None or not _is_comparable(time_a, time_b) or time_a == time_b:
        return None
    return a if time_a > time_b else b


def _is_comparable(a: datetime, b: datetime) -> bool:
    # Python refuses to order a time with a zone and one without; which came first is then unknown.
    return (a.utcoffset() is None) == (b.utcoffset() is None)


def _report_clash(a: _Profile, b: _Profile, clash: _Clash) -> FoundConflict:
    quote_a, quote_b = a.statement.quote, b.statement.quote
    return FoundConflict(
        type=clash.type,
        a=a.statement.id,
        b=b.statement.id,
        value_a=quote_a[clash.span_a.start : clash.span_a.end],
        value_b=quote_b[clash.span_b.start : clash.span_b.end],
        start_a=clash.span_a.start,
        end_a=clash.span_a.end,
        start_b=clash.span_b.start,
        end_b=clash.span_b.end,
        rule=clash.rule,
        strength=round(clash.strength, 3),
    )
