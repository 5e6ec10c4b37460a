"""Dates in a text, with the precision that the text states.

Method: one linear pattern per form; month names and numbers give absolute dates, weekday and "last week"
forms are computed from the day the article was published. Rules of reading:
- a month and day without a year takes the year that puts it nearest to `published`; without `published` it
  is left out;
- "on Monday" is the last Monday up to and including the day of publication, "next Monday" the first one
  after it;
- a bare year counts after a preposition or a month ("in 2023", "of 2023"), so that 2023 soldiers stay a
  quantity;
- 03/04/2025 is left out, because nobody can tell which is the month; 13/04/2025 is read.

- feasts, seasons, quarters and spans ("from 3 to 5 June") are read by `calendar_parts`; "in three days" counts only
  after a verb of what is to come.

Limits: English; no lunar or fiscal calendars, no "a week after X". Reference: the forms and the
idea of precision follow TIMEX3 (TimeML 1.2.1); the grammar is our own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

from claims.domain.calendar_parts import DAY, EDGE, MONTH, NAMED, NAMED_FORMS, YEAR, read_month_name, resolve_named
from claims.domain.cues import Cues, compile_cues
from claims.domain.types import DatedSpan, Span

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_COUNTS, 1)} | {"a": 1, "an": 1}

_BARE_MONTH = re.compile(
    r"(?<!\w)(?:in|since|until|by|during|of|from|(?:early|late|mid)[ -]|this|last|next)\s{0,2}"
    rf"{MONTH}(?![\w-])(?!\s\d)"
)
_FORMS = (
    (
        "day",
        re.compile(r"(?<![\w/.-])(?P<year>(?:1[5-9]|20|21)\d\d)[-/](?P<m>\d\d)[-/](?P<day>\d\d)(?![\w/-])"),
    ),
    (
        "day",
        re.compile(r"(?<![\w/.-])(?P<first>\d{1,2})[./](?P<second>\d{1,2})[./](?P<year>(?:1[89]|20)\d\d)(?![\w/-])"),
    ),
    ("day", re.compile(rf"(?<!\w){MONTH}\s{DAY},?\s{YEAR}{EDGE}")),
    ("day", re.compile(rf"(?<![\w.,])(?:the\s)?{DAY}\s(?:of\s)?{MONTH},?\s{YEAR}{EDGE}")),
    ("day", re.compile(rf"(?<!\w){MONTH}\s{DAY}{EDGE}")),
    ("day", re.compile(rf"(?<![\w.,])(?:the\s)?{DAY}\s(?:of\s)?{MONTH}(?!\w)")),
    ("month", re.compile(rf"(?<!\w){MONTH},?\s(?:of\s)?{YEAR}{EDGE}")),
    ("month", _BARE_MONTH),
    ("century", re.compile(r"(?<!\w)(?:the\s)?(?:(?:early|late|mid)[ -])?(?P<century>1\d|2[01])th[\s-]century\b")),
    ("decade", re.compile(r"(?<!\w)(?:the\s)?(?P<decade>(?:1[5-9]|20)\d)0['’]?s\b")),
    (
        "year",
        compile_cues(
            rf"(?<!\w)(?:in|since|until|by|during|of|from|to|before|after|through|for|year|spring"
            rf"|summer|autumn|fall|winter|early"
            rf"|late|mid|the)[\s-]{{1,2}}{YEAR}{EDGE}(?!\s(?:[a-z]+s|people|personnel|(?:wo)?men|police"
            rf"|children)\b)"
        ),
    ),
    ("year", re.compile(rf"\((?P<year>(?:19|20)\d\d)\)|(?<=,\s){YEAR.replace('year', 'year2')}(?=,|\.?\Z)")),
)
# "will reopen in three days" tells when; "was built in three days" tells how long.
_AHEAD = compile_cues(
    r"(?:\b(?:re)?(?:open|start|begin|clos|resum|return|arriv|expir|vot|meet|launch)(?:e|es|s|ing)?"
    r"|\bends?|\bbe\sheld|\btakes?\s(?:place|effect)|\bcomes?\sinto\s(?:force|effect)|\bis\sdue|\bare\sdue)\s"
    r"in\s(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s(?P<ahead>day|week|month|year)s?"
    r"(?:['’]?\stime)?(?![\w-])"
)
_PERIOD_END = compile_cues(
    r"(?<!\w)(?:the\s)?end\sof\s(?P<of>the|this|next|last)\s(?P<ending>week|month|year)(?![\w-])"
)
_RELATIVE = compile_cues(
    r"(?<!\w)(?:"
    r"(?P<plain>today|tonight|this\s(?:morning|afternoon|evening)|yesterday|last\snight|tomorrow)"
    r"|(?:on\s|(?P<side>last|next|this|past)\s)?(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day)(?:['’]s)?"
    r"|(?P<which>last|this|next|past)\s(?P<unit>week|month|year|weekend)"
    r"|(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s(?P<ago>day|week|month"
    r"|year)s?\s(?:ago|earlier)"
    r")(?![\w-])"
)


_RELATIVE_FORMS = (("ahead", _AHEAD), ("ending", _PERIOD_END), ("relative", _RELATIVE))
_ALL_FORMS: tuple[tuple[str, re.Pattern[str] | Cues], ...] = (*NAMED_FORMS, *_FORMS, *_RELATIVE_FORMS)
# Those that need no digit: "Halloween", "in May", "on Monday".
_WORDED = ("holiday", "week", "ahead", "ending", "relative")
_WORDED_FORMS = tuple(form for form in _ALL_FORMS if form[0] in _WORDED or form[1] is _BARE_MONTH)
_DIGIT = re.compile(r"\d")


def find_dates(text: str, published: date | None = None) -> tuple[DatedSpan, ...]:
    """Dates of `text` in order, without overlap. Relative ones need `published`, the article's own day."""
    found: list[DatedSpan] = []
    for kind, span, groups in _scan(text):
        resolved = _resolve(kind, groups, published)
        if resolved is not None:
            earliest, latest, precision = resolved
            relative = kind in ("relative", "ahead", "ending")
            found.append(DatedSpan(span.start, span.end, earliest, latest, precision, relative))
    return tuple(found)


def find_date_spans(text: str) -> tuple[Span, ...]:
    """Where dates stand, also those that cannot be resolved: numbers inside them are no quantities."""
    return tuple(span for _, span, _ in _scan(text))


_Groups = Mapping[str, str | None]


# Numbers, dates and the words around them are read off the same sentence in turn.
@lru_cache(maxsize=32)
def _scan(text: str) -> tuple[tuple[str, Span, _Groups], ...]:
    taken = bytearray(len(text))
    found: list[tuple[str, Span, _Groups]] = []
    for kind, pattern in _ALL_FORMS if _DIGIT.search(text) else _WORDED_FORMS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            if kind == "ahead":
                start = match.start("count") - len("in ")
            taken[start:end] = b"\x01" * (end - start)
            found.append((kind, Span(start, end), match.groupdict()))
    return tuple(sorted(found, key=lambda item: item[1].start))


_Resolved = tuple[date, date, str]


def _resolve(kind: str, groups: _Groups, published: date | None) -> _Resolved | None:
    try:
        if kind in NAMED:
            return resolve_named(kind, groups, lambda month, day: _choose_nearest(month, day, published))
        return _RESOLVERS[kind](groups, published)
    except (ValueError, OverflowError):  # 31 February, or a day before year 1
        return None


def _resolve_day(groups: _Groups, published: date | None) -> _Resolved | None:
    year, month, day = groups.get("year"), _read_month(groups), int(groups.get("day") or 0)
    if groups.get("first"):
        first, second = int(groups["first"] or 0), int(groups["second"] or 0)
        if first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if second <= 12 else (second, first)
    found = _choose_nearest(month, day, published) if year is None else date(int(year), month, day)
    return None if found is None else (found, found, "day")


def _choose_nearest(month: int, day: int, published: date | None) -> date | None:
    if published is None:
        return None
    candidates = []
    for year in (published.year - 1, published.year, published.year + 1):
        if 1 <= year <= 9999 and day <= monthrange(year, month)[1]:
            candidates.append(date(year, month, day))
    return min(candidates, key=lambda other: abs(other - published), default=None)


def _resolve_month(groups: _Groups, published: date | None) -> _Resolved | None:
    month, year = _read_month(groups), groups.get("year")
    if year is not None:
        return _make_month(int(year), month)
    nearest = _choose_nearest(month, 15, published)
    return None if nearest is None else _make_month(nearest.year, month)


def _make_month(year: int, month: int) -> _Resolved:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"


def _make_year(first: int, last: int) -> _Resolved:
    return date(first, 1, 1), date(last, 12, 31), "year"


def _resolve_year(groups: _Groups, published: date | None) -> _Resolved:
    year = int(groups.get("year") or groups.get("year2") or 0)
    return _make_year(year, year)


def _resolve_decade(groups: _Groups, published: date | None) -> _Resolved:
    first = int(groups["decade"] or 0) * 10
    return _make_year(first, first + 9)


def _resolve_century(groups: _Groups, published: date | None) -> _Resolved | None:
    last = int(groups["century"] or 0) * 100
    return _make_year(last - 99, last)


def _read_month(groups: _Groups) -> int:
    if groups.get("m"):
        return int(groups["m"] or 0)
    return read_month_name(groups.get("month") or "")


def _resolve_relative(groups: _Groups, published: date | None) -> _Resolved | None:
    if published is None:
        return None
    if plain := groups.get("plain"):
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(" ".join(plain.lower().split()), 0)
        day = published + timedelta(days=shift)
        return day, day, "day"
    if weekday := groups.get("weekday"):
        day = _find_weekday(published, _DAYS.index(weekday.lower()), (groups.get("side") or "").lower())
        return day, day, "day"
    if unit := groups.get("unit"):
        shift = {"last": -1, "past": -1, "next": 1}.get((groups.get("which") or "").lower(), 0)
        return _shift_unit(published, unit.lower(), shift)
    count = (groups.get("count") or "").lower()
    amount = _NUMBERS.get(count) or int(count)
    unit = (groups.get("ago") or "").lower()
    if unit == "day":
        day = published - timedelta(days=amount)
        return day, day, "day"
    return _shift_unit(published, unit, -amount)


def _find_weekday(published: date, weekday: int, side: str) -> date:
    if side == "next":
        return published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)
    if side == "last":
        return published - timedelta(days=(published.weekday() - weekday - 1) % 7 + 1)
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def _shift_unit(published: date, unit: str, shift: int) -> _Resolved:
    """A calendar week (kept as a range of days), weekend, month or year away from `published`."""
    if unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6), "day"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + shift
        return _make_month(months // 12, months % 12 + 1)
    return _make_year(published.year + shift, published.year + shift)


def _resolve_ahead(groups: _Groups, published: date | None) -> _Resolved | None:
    if published is None:
        return None
    count, unit = (groups["count"] or "").lower(), (groups["ahead"] or "").lower()
    amount = _NUMBERS.get(count) or int(count)
    if unit == "day":
        day = published + timedelta(days=amount)
        return day, day, "day"
    return _shift_unit(published, unit, amount)


def _resolve_ending(groups: _Groups, published: date | None) -> _Resolved | None:
    """The end of a period is its second half."""
    if published is None:
        return None
    shift = {"next": 1, "last": -1}.get((groups["of"] or "").lower(), 0)
    first, last, precision = _shift_unit(published, (groups["ending"] or "").lower(), shift)
    return first + (last - first) / 2, last, precision


_RESOLVERS: dict[str, Callable[[_Groups, date | None], _Resolved | None]] = {
    "day": _resolve_day,
    "month": _resolve_month,
    "year": _resolve_year,
    "century": _resolve_century,
    "decade": _resolve_decade,
    "relative": _resolve_relative,
    "ahead": _resolve_ahead,
    "ending": _resolve_ending,
}
