"""When a feed is asked again.

Idea: often enough to see an article soon, rarely enough that no site minds, and ever more rarely where
something is wrong.

Method: a working feed is asked at half of the median gap between its newest entries, between ten minutes and
a day, or at the pace that an administrator set. A feed that fails waits its pace doubled with every failure
in a row, up to a day; a Retry-After is the least that is waited. A feed that says it is gone for good (410)
is switched off, and so is one that has failed for `PATIENCE`: somebody should look at it. A little of each
wait depends on the feed (`spread`), so that a thousand feeds added at once are not asked at once for ever.

Limits: entries without a date say nothing about the pace; the feed is then asked every half hour.
Reference: RFC 9110, sections 10.2.3 (Retry-After) and 15.5.11 (410 Gone).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from claims.domain.phrases import phrase

DEFAULT_PACE = timedelta(minutes=30)
FASTEST_PACE = timedelta(minutes=10)
SLOWEST_PACE = timedelta(days=1)
LONGEST_BACK_OFF = timedelta(days=1)
LONGEST_RETRY_AFTER = timedelta(days=7)
"""A server that asks for more is taken at a week: the header is often a mistake of its operators."""

PATIENCE = timedelta(days=30)
"""A feed without a single good answer for so long has moved or died; asking on is asking a stranger."""

SPREAD = 0.1
"""Largest share of the wait that is added by `spread`."""

ENTRIES_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """When the feed is asked next; `off` says why it is not asked any more, "" while it is."""

    next_at: datetime
    off: str = ""


def choose_pace(published: Sequence[datetime], wished: timedelta | None = None) -> timedelta:
    """How far apart a working feed is asked. `published` are the dates of its entries, in any order; `wished` is
    an administrator's word, kept between a minute and a week."""
    if wished is not None:
        return min(max(wished, timedelta(minutes=1)), timedelta(days=7))
    newest = sorted(published, reverse=True)[:ENTRIES_LOOKED_AT]
    gaps = [later - earlier for later, earlier in pairwise(newest)]
    if not gaps:
        return DEFAULT_PACE
    usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps))
    return min(max(usual / 2, FASTEST_PACE), SLOWEST_PACE)


def plan_after_success(now: datetime, pace: timedelta, spread: float) -> Plan:
    """`spread` in [0, 1) is the feed's own, the same every time."""
    return Plan(now + pace * (1 + SPREAD * spread))


def plan_after_failure(
    now: datetime,
    pace: timedelta,
    spread: float,
    *,
    failures: int,
    failing_since: datetime,
    gone: bool = False,
    retry_after: timedelta | None = None,
) -> Plan:
    """`failures` in a row, this one included (1 or more). Raises ValueError for fewer."""
    if failures < 1:
        raise ValueError(f"A plan after a failure needs at least one; there are {failures}.")
    back_off = min(pace * 2 ** min(failures, 20), max(LONGEST_BACK_OFF, pace)) * (1 + SPREAD * spread)
    wait = max(back_off, min(retry_after or timedelta(0), LONGEST_RETRY_AFTER))
    if gone:
        return Plan(now + wait, phrase("The site says that the feed was taken down for good."))
    if now - failing_since >= PATIENCE:
        return Plan(now + wait, phrase("The feed has not answered well for {n} days.", n=PATIENCE.days))
    return Plan(now + wait)
