"""Date conflicts: one event, two days.

Method: dates are compared where they date the same: the words of their clauses overlap, no two different
verbs stand there ("arrived" / "left"), and both tell a beginning ("since"), an end ("until"), or neither. A
date that fits any of the other side is settled. "Before" and "after" leave one side open. A weekday is a day
by name and is held to it; "yesterday" depends on the clock of the newsroom and is allowed a day, unless both
articles are of one day. The same relative words ("on Saturday", "last week") in two clauses of nearly the same words
settle each other: what differs are the days of publication, and a reprint changes those. In other clauses they stay
apart, because what happens every week is told alike.

Limits: no clock times, no time zones. Reference: TIMEX3 (TimeML 1.2.1) for the forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.domain.cues import compile_cues
from claims.domain.dates import find_dates
from claims.domain.lexicon import list_words
from claims.domain.types import DatedSpan, Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.sentence import Sentence, Word
from verification.domain.types import ConflictType, Statement
from verification.domain.wording import share_of_larger

# An evening in one zone is the next morning in another.
DEICTIC_SLACK = timedelta(days=1)
WEEK = timedelta(days=7)
# A weekday may have been reckoned from a wrong day of publication.
RELATIVE_WEIGHT = 0.8
# Share of what two clauses name from which one is taken to be the other's words.
RETOLD = 0.9
# A leap year, so that it has every day; dates that name no year are compared within it.
_NOMINAL = date(2000, 7, 2)

_DEICTIC = compile_cues(r"\b(?:today|tonight|this\s\w+|yesterday|last\snight|tomorrow|ago|earlier)\b")
_BARE_WEEKDAY = compile_cues(r"(?:on\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?\Z")
_FRAME = re.compile(r"\A(?:on|in|the|\s)+\s|['’]s\Z")
_PART = compile_cues(
    r"\b(?:(?P<early>early|(?:beginning|start)\sof|first\shalf\sof)|(?P<mid>mid|middle\sof)|(?P<late>late|end\sof))\b",
)
# Generous, because writers are: the "end" of a month begins before its last week.
_PARTS_OF_MONTH = {"early": (1, 14), "mid": (8, 22), "late": (16, 31)}
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DATE_NEXT = re.compile(rf",?\s(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}|{_MONTH}\s\d)", re.IGNORECASE)
_DATE_BEFORE = re.compile(rf"(?:\d\s{_MONTH}|{_MONTH}\s\d{{1,2}})[,\s(]+(?:a\s)?\Z", re.IGNORECASE)
_COMING = compile_cues(
    r"\b(?:will|shall|to\s(?:be|take|open|start|meet|vote|hold)|(?:is|are)\s(?:to|due|set|expected|scheduled|planned)"
    r"|next|upcoming|(?:re)?opens|(?:re)?starts|begins|resumes|closes|ends|meets|votes|faces|expects?|plans?|takes|arrives"
    r"|leaves|returns|goes|comes|expires)\b",
)
_EDGES = {
    "since": "start", "from": "start",
    "until": "end", "till": "end", "through": "end",
    "before": "before", "by": "before",
    "after": "after", "following": "after",
}  # fmt: skip
_EDGE = compile_cues(rf"\b({'|'.join(_EDGES)})\s(?:the\s|at\s|early\s|late\s)*\Z")
_INNER_EDGE = compile_cues(rf"\A({'|'.join(_EDGES)})\s")
# Words between a date and its verb; a longer way leads into another clause.
_OCCASIONS = list_words("#hold #due #schedule date day set expect vote #vote plan #plan #expect #begin")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with what it dates: the concepts of its clause, the keys of its verbs, and which edge it is."""

    found: DatedSpan
    clause: frozenset[str]
    verbs: frozenset[str]
    poles: frozenset[tuple[str, int]]  # the sides of opposites that its clause names ("began" +1, "ended" -1)
    edge: str
    deictic: bool
    movable: bool  # "on Monday" of something to come
    words: str  # of a relative date, without case, preposition and possessive; "" of any other
    published: date | None
    yearless: bool = False  # the article's day is unknown, and the date names no year


def read_dated(statement: Statement, sentence: Sentence, dates: Sequence[DatedSpan]) -> tuple[Dated, ...]:
    """The dates of a statement with what they date; without the article's day also those that name no year."""
    dates = [found for found in dates if not _belongs_to_date(statement.quote, found)]
    known = tuple(_read_around(statement, sentence, found) for found in dates)
    if statement.published_at is not None:
        return known
    taken = {found.start for found in dates}
    partial = [
        found
        for found in find_dates(statement.quote, _NOMINAL)
        if found.start not in taken
        and not _belongs_to_date(statement.quote, found)
        and (not found.relative or _BARE_WEEKDAY.match(_write(statement, found)))
    ]
    return known + tuple(replace(_read_around(statement, sentence, _drop_year(f)), yearless=True) for f in partial)


def _write(statement: Statement, found: DatedSpan) -> str:
    return statement.quote[found.start : found.end]


def _belongs_to_date(quote: str, found: DatedSpan) -> bool:
    """Whether a weekday only goes with the date beside it ("Friday, 8 March")."""
    if not (found.relative and _BARE_WEEKDAY.match(quote[found.start : found.end])):
        return False
    return bool(
        _DATE_NEXT.match(quote, found.end) or _DATE_BEFORE.search(quote[max(0, found.start - 14) : found.start])
    )


def _drop_year(found: DatedSpan) -> DatedSpan:
    """The date within one nominal year; a weekday stays in its nominal week."""
    if found.relative:
        return found
    year = _NOMINAL.year
    return replace(found, earliest=found.earliest.replace(year=year), latest=found.latest.replace(year=year))


def _read_around(statement: Statement, sentence: Sentence, found: DatedSpan) -> Dated:
    quote = statement.quote
    written = quote[found.start : found.end]
    found = _narrow(quote, found)
    edge = _EDGE.search(quote, max(0, found.start - 20), found.start) or _INNER_EDGE.match(written)
    clause = _find_clause(sentence, found)
    published = statement.published_at.date() if statement.published_at else None
    return Dated(
        found=found,
        clause=frozenset(concept for word in clause for concept, _ in word.lexeme.concepts),
        verbs=frozenset(w.lexeme.key for w in clause if w.lexeme.key.startswith("#") or w.lower.endswith("ed"))
        - _OCCASIONS,
        poles=frozenset(concept for word in clause for concept in word.lexeme.concepts if concept[1]),
        edge=_EDGES[edge[1].lower()] if edge else "",
        deictic=found.relative and bool(_DEICTIC.search(written)),
        movable=bool(_BARE_WEEKDAY.match(written)) and bool(_COMING.search(quote)),
        words=_FRAME.sub("", written.lower()) if found.relative else "",
        published=published,
    )


def _narrow(quote: str, found: DatedSpan) -> DatedSpan:
    """A month's beginning, middle or end, where the quote says so."""
    part = _PART.search(quote[max(0, found.start - 14) : found.start] + quote[found.start : found.start + 8])
    if found.precision != "month" or part is None or (found.latest - found.earliest).days > 31:
        return found
    first, last = next(days for group, days in _PARTS_OF_MONTH.items() if part[group])
    latest = found.latest if last > 28 else found.earliest.replace(day=last)
    return replace(found, earliest=found.earliest.replace(day=first), latest=latest)


def _find_clause(sentence: Sentence, found: DatedSpan) -> list[Word]:
    at = next((w.clause for w in sentence.words if w.end > found.start), 0)
    near = [
        w for w in sentence.words if w.clause == at and w.content and w.own and not (w.dated or w.number or w.name >= 0)
    ]
    # "On 3 May, the bridge fell": a date set off by a comma dates what follows.
    return near or [w for w in sentence.words if abs(w.clause - at) == 1 and w.content and w.own and not w.dated]


def clash_dates(a: Sequence[Dated], b: Sequence[Dated], likeness: float) -> Clash | None:
    """The first comparable dates when no date fits the other side, None without a clash."""
    pairs = [(x, y, agree_dates(x, y) or _is_retold(x, y)) for x in a for y in b]
    settled_a = {x.found.start for x, _, agree in pairs if agree}
    settled_b = {y.found.start for _, y, agree in pairs if agree}
    for x, y, _ in pairs:
        if x.found.start in settled_a or y.found.start in settled_b or not _date_the_same(x, y):
            continue
        weight = RELATIVE_WEIGHT if x.found.relative or y.found.relative else 1.0
        span_a, span_b = (Span(d.found.start, d.found.end) for d in (x, y))
        return Clash(ConflictType.DATE, span_a, span_b, "disjoint_dates", likeness * weight)
    return None


def _is_retold(a: Dated, b: Dated) -> bool:
    return bool(a.words) and a.words == b.words and share_of_larger(a.clause, b.clause) >= RETOLD


def _date_the_same(a: Dated, b: Dated) -> bool:
    if tell_opposites(a, b):
        return False
    if {a.edge, b.edge} & {"start", "end"} and {a.edge, b.edge} >= {"start", "end"}:
        return False
    if {a.edge, b.edge} == {"", "end"} and not a.verbs & b.verbs:
        return False
    # Two clauses with verbs of their own date two events, unless they share one, or its noun ("ordered", "an order").
    return not (a.verbs and b.verbs) or bool(a.verbs & b.clause or b.verbs & a.clause)


def tell_opposites(a: Dated, b: Dated) -> bool:
    """Whether one dates the opposite of what the other dates ("arrived", "left"), so that both may be so."""
    return any((concept, -pole) in b.poles for concept, pole in a.poles)


def agree_dates(a: Dated, b: Dated) -> bool:
    """Whether both can mean the same day; a month agrees with each day in it. Symmetric."""
    slack = timedelta(0)
    if (a.deictic or b.deictic) and not (a.deictic and b.deictic and a.published == b.published):
        slack = DEICTIC_SLACK
    if a.yearless or b.yearless:
        return _agree_within_year(a, b)
    shifts = {timedelta(0)}
    if a.movable != b.movable and not (a.found.relative and b.found.relative and not (a.deictic or b.deictic)):
        shifts.add(WEEK if a.movable else -WEEK)
    return any(_meet(a, b, shift, slack) for shift in shifts)


def _agree_within_year(a: Dated, b: Dated) -> bool:
    """Two dates one of which names no year: only day and month can differ, or weekday and weekday."""
    if a.found.relative or b.found.relative:
        return (
            not (a.yearless and b.yearless and a.found.relative and b.found.relative)
            or a.found.earliest == b.found.earliest
        )
    if "year" in (a.found.precision, b.found.precision) or {a.edge, b.edge} & {"before", "after", "end"}:
        return True
    first, second = (_drop_year(d.found) for d in (a, b))
    return first.earliest <= second.latest and second.earliest <= first.latest


def _meet(a: Dated, b: Dated, shift: timedelta, slack: timedelta) -> bool:
    # Compared as gaps in days: adding to date.max would overflow.
    b_after_a = b.found.earliest - a.found.latest - shift <= slack
    a_after_b = a.found.earliest - b.found.latest + shift <= slack
    if b.edge == "before" and a.edge != "before" or a.edge == "after" and b.edge != "after":
        return a_after_b or a.edge == b.edge
    if a.edge == "before" and b.edge != "before" or b.edge == "after" and a.edge != "after":
        return b_after_a or a.edge == b.edge
    return b_after_a and a_after_b
