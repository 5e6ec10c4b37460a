"""Days and spans of the calendar that have a name of their own: feasts, seasons, quarters, weeks of a month, from-to.

Method: one pattern a form, each resolved to its first and last day. A feast without a year takes the one that the
caller's rule for days without a year gives; so does a span of days or a week of a month.

Limits: English; feasts on a fixed day only, so no Easter; the seasons are those of the north, winter is left out
because it has two years; "two days after Christmas" is not read, nor is it taken for Christmas. Reference: as for
`dates`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
EDGE = r"(?![\w-]|[.,:/]\d|%|\sper\s?cent)"

_HOLIDAYS = {
    "new year's day": (1, 1), "valentine's day": (2, 14), "may day": (5, 1), "halloween": (10, 31),
    "all saints' day": (11, 1), "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31),
}  # fmt: skip
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
_ORDINALS = ("first", "second", "third", "fourth")
_SIDE = r"(?:(?:early|late|mid)[ -])?"
_DAYS = r"(?P<from>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?:\s?[-–]\s?|\s(?:to|and|until|till)\s(?:the\s)?)"

NAMED_FORMS = (
    (
        "holiday",
        re.compile(
            r"(?<!after\s)(?<!before\s)(?<!\w)(?P<holiday>New\sYear['’]s\s(?:Day|Eve)|Valentine['’]s\sDay|May\sDay"
            rf"|Halloween|All\sSaints['’]\sDay|Christmas\s(?:Day|Eve)|Boxing\sDay)(?:,?\s(?:of\s)?{YEAR})?(?!\w)"
        ),
    ),
    ("season", re.compile(rf"(?<!\w)(?:the\s)?{_SIDE}(?P<season>spring|summer|autumn|fall)\s(?:of\s)?{YEAR}{EDGE}")),
    (
        "part",
        re.compile(
            rf"(?<!\w)(?:the\s)?(?P<nth>first|second|third|fourth)\s(?P<part>quarter|half)\s(?:of\s)?{YEAR}{EDGE}"
        ),
    ),
    (
        "week",
        re.compile(
            rf"(?<!\w)(?:the\s)?(?P<nth>first|second|third|fourth|last)\sweek\s(?:of|in)\s{MONTH}(?:\s{YEAR})?(?!\w)"
        ),
    ),
    (
        "days",
        re.compile(rf"(?<![\w.,])(?:(?:from|between)\s)?(?:the\s)?{_DAYS}{DAY}\s(?:of\s)?{MONTH}(?:,?\s{YEAR})?(?!\w)"),
    ),
    (
        "years",
        re.compile(rf"(?<!\w)(?:from|between)\s(?P<from>(?:1[5-9]|20)\d\d)\s(?:to|and|until|till)\s{YEAR}{EDGE}"),
    ),
)
NAMED = frozenset(kind for kind, _ in NAMED_FORMS)

Groups = Mapping[str, str | None]
Span = tuple[date, date, str]
ChooseDay = Callable[[int, int], date | None]


def read_month_name(name: str) -> int:
    """1 to 12, 0 for no name."""
    plain = name.lower().rstrip(".")
    return _MONTHS.index(plain[:3]) + 1 if plain else 0


def resolve_named(kind: str, groups: Groups, choose_day: ChooseDay) -> Span | None:
    """First and last day, and the precision; None where no year can be told.

    `choose_day(month, day)` finds the day of a date without a year. Raises ValueError for a day that no calendar has.
    """
    if kind == "holiday":
        name = " ".join((groups["holiday"] or "").lower().replace("’", "'").split())
        return _make_days(groups, *_HOLIDAYS[name], *_HOLIDAYS[name], choose_day)
    if kind == "days":
        month = read_month_name(groups["month"] or "")
        return _make_days(groups, month, int(groups["from"] or 0), month, int(groups["day"] or 0), choose_day)
    if kind == "week":
        return _resolve_week(groups, choose_day)
    year = int(groups["year"] or 0)
    if kind == "years":
        first = int(groups["from"] or 0)
        return (date(first, 1, 1), date(year, 12, 31), "year") if first < year else None
    if kind == "season":
        return _make_months(year, *_SEASONS[groups["season"] or ""])
    length = 3 if groups["part"] == "quarter" else 6
    first = _ORDINALS.index(groups["nth"] or "") * length + 1
    return _make_months(year, first, first + length - 1)


def _make_days(
    groups: Groups, month: int, day: int, last_month: int, last_day: int, choose_day: ChooseDay
) -> Span | None:
    last = date(int(groups["year"] or 0), last_month, last_day) if groups["year"] else choose_day(last_month, last_day)
    if last is None:
        return None
    first = date(last.year, month, day)
    return (first, last, "day") if first <= last else None


def _resolve_week(groups: Groups, choose_day: ChooseDay) -> Span | None:
    """A day to spare on either side: some count weeks from Monday, others from the first."""
    month = read_month_name(groups["month"] or "")
    middle = date(int(groups["year"] or 0), month, 15) if groups["year"] else choose_day(month, 15)
    if middle is None:
        return None
    length = monthrange(middle.year, month)[1]
    nth = groups["nth"] or ""
    start = length - 7 if nth == "last" else _ORDINALS.index(nth) * 7
    return date(middle.year, month, max(1, start)), date(middle.year, month, min(length, start + 8)), "day"


def _make_months(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1]), "month"
