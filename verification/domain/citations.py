"""Outlets that cite each other in a circle, and which of them told it first.

Idea: A reports "according to B", B "according to A": neither has it from anywhere else, and both together are one
origin. The one that told it first is where it entered the circle.
Method: outlets are nodes, citations are arrows; a circle is a set of nodes each of which reaches all the others
(strongly connected). The first teller is the one with the earliest article that tells the claim; undated articles come
last, and names decide between equals, so that the order of input never matters.

Limits: a circle that runs through an outlet whose article is not in the store is not seen. Dates are those that the
articles state. Reference: Tarjan 1972, "Depth-first search and linear graph algorithms"; a claim cites few outlets, so
plain reachability is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from verification.domain.types import Statement


def find_circles(cites: Mapping[str, AbstractSet[str]]) -> list[frozenset[str]]:
    """The sets of two or more places that all cite each other, directly or through others; sorted."""
    reach = {place: _reach(place, cites) for place in cites}
    circles = {
        frozenset(other for other in reach[place] if place in reach.get(other, ()))
        for place in cites
        if place in reach[place]
    }
    return sorted((circle for circle in circles if len(circle) > 1), key=sorted)


def _reach(place: str, cites: Mapping[str, AbstractSet[str]]) -> set[str]:
    """All places that citations lead to from `place`; itself only where one leads back."""
    reached: set[str] = set()
    waiting = list(cites[place])
    while waiting:
        here = waiting.pop()
        if here not in reached:
            reached.add(here)
            waiting.extend(cites.get(here, ()))
    return reached


def find_first_teller(circle: Iterable[str], told_by: Mapping[str, Sequence[Statement]]) -> str:
    """The place of the circle whose article tells it first."""
    return min(circle, key=lambda place: (min(map(rank_in_time, told_by.get(place, ())), default=_LAST), place))


def rank_in_time(statement: Statement) -> tuple[bool, str]:
    """Orders statements by publication, undated ones last; times with and without a zone can be compared."""
    at = statement.published_at
    return at is None, _write_time(at) if at else ""


def _write_time(at: datetime) -> str:
    # As text and in UTC, because Python refuses to order a time with a zone and one without.
    return (at.replace(tzinfo=None) - (at.utcoffset() or timedelta(0))).isoformat()


_LAST = (True, "")
