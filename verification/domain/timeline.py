"""Who said it when, as a picture: a lane an origin, time from left to right, the geometry only.

Idea: one look tells who was first, who copied and who told it anew. Method: the origins that told it first have a lane
each, the others share the last one; time is linear between the first and the last moment; what was told at about the
same time in one lane becomes one mark with a count, so that the picture stays small whatever the number of mentions.
What has no date stands in a column of its own. Places are percents of the picture's width and pixels of its height, so
that a phone gets a narrow picture with letters of the same size.

Limits: one telling years before all others pushes them together. Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from claims.domain.phrases import phrase_count
from verification.domain.evidence import recall_reason
from verification.domain.types import ConflictType, Stance

MOST_LANES = 8
LEFT, RIGHT = 3.0, 80.0  # percent of the width between which time runs
UNDATED = 92.0  # percent; where what has no date stands
TOP, LANE, FOOT = 18, 44, 26  # pixels above the lanes, of a lane, and below them
BINS = 32  # places in a lane: two marks in one place become one


class Telling(StrEnum):
    ORIGIN = "origin"  # the first of its origin
    COPY = "copy"  # told again from there
    UPDATE = "update"  # tells a later state of things


@dataclass(frozen=True, slots=True)
class Told:
    """One mention. `at` is None where its date is unknown."""

    mention_id: int
    at: datetime | None
    origin: str
    label: str  # of the origin
    outlet: str
    telling: Telling
    stance: str


@dataclass(frozen=True, slots=True)
class Happening:
    """An edit of an article or a decision; `mention_id` is of the lane that it belongs to, 0 for all."""

    at: datetime
    kind: str  # "edit" or "decision"
    words: str
    mention_id: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    y: float
    telling: str
    stance: str
    count: int

    @property
    def symbol(self) -> str:
        """What is drawn: the telling, and crossed out where it stands against the claim."""
        return f"{self.telling}-against" if self.stance == Stance.REFUTES else self.telling


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    y: float
    first_x: float
    last_x: float
    marks: tuple[Mark, ...]
    edits: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """`start` and `end` are None where no mention has a date; `decisions` are places of lines across all lanes."""

    lanes: tuple[Lane, ...]
    height: int
    start: datetime | None
    end: datetime | None
    undated: int
    decisions: tuple[float, ...]
    entries: tuple[Told, ...]

    @property
    def symbols(self) -> frozenset[str]:
        """All that is drawn in it: the marks' symbols, "edit" and "decision"."""
        marks = {mark.symbol for lane in self.lanes for mark in lane.marks}
        edits = {"edit" for lane in self.lanes if lane.edits}
        return frozenset(marks | edits | ({"decision"} if self.decisions else set()))


def read_told(evidence: Mapping[str, Any]) -> tuple[Told, ...]:
    """The mentions of frozen evidence in the order in which they were told, those without a date last."""
    updates = _find_updates(evidence)
    seen: set[str] = set()
    told = []
    for position in sorted(range(len(evidence["statements"])), key=lambda at: _rank(evidence["statements"][at], at)):
        entry = evidence["statements"][position]
        copied = entry["origin"] in seen
        seen.add(entry["origin"])
        telling = Telling.UPDATE if position in updates else Telling.COPY if copied else Telling.ORIGIN
        told.append(
            Told(
                entry["ids"]["mention"],
                _read_time(entry["published_at"]),
                entry["origin"],
                recall_reason(entry, "origin_label"),
                entry["source"],
                telling,
                entry["stance"],
            )
        )
    return tuple(told)


def _rank(entry: Mapping[str, Any], position: int) -> tuple[bool, datetime, int]:
    at = _read_time(entry["published_at"])
    return at is None, at or datetime.max.replace(tzinfo=UTC), position


def _read_time(written: str | None) -> datetime | None:
    if written is None:
        return None
    at = datetime.fromisoformat(written)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _find_updates(evidence: Mapping[str, Any]) -> set[int]:
    """Positions of the later sides of what time explains."""
    updates: set[int] = set()
    for conflict in evidence["conflicts"]:
        if conflict["type"] == ConflictType.SUPERSEDED:
            times = [_read_time(evidence["statements"][side["at"]]["published_at"]) for side in conflict["sides"]]
            if times[0] and times[1] and times[0] != times[1]:
                later = conflict["sides"][0 if times[0] > times[1] else 1]
                updates |= {later["at"], *(also["at"] for also in later.get("also", []))}
    return updates


def draw_timeline(told: Sequence[Told], happenings: Sequence[Happening] = ()) -> Timeline:
    """The picture of what `read_told` read; any number of mentions, at most `MOST_LANES` lanes."""
    dates = [one.at for one in told if one.at is not None] + [happening.at for happening in happenings]
    dated = any(one.at is not None for one in told)
    start, end = (min(dates), max(dates)) if dated else (None, None)
    lanes_of = _assign_lanes(told)
    lanes: dict[int, list[Told]] = {lane: [] for lane in sorted(set(lanes_of.values()))}
    for one in told:
        lanes[lanes_of[one.origin]].append(one)
    origins = Counter(lanes_of.values())
    drawn = [_draw_lane(members, lane, origins[lane], happenings, start, end) for lane, members in lanes.items()]
    decisions = sorted({_place(h.at, start, end) for h in happenings if h.kind == "decision"}) if dated else []
    undated = sum(1 for one in told if one.at is None)
    return Timeline(tuple(drawn), TOP + LANE * len(drawn) + FOOT, start, end, undated, tuple(decisions), tuple(told))


def _assign_lanes(told: Sequence[Told]) -> dict[str, int]:
    """The lane of each origin, those that told it first on top."""
    origins = list(dict.fromkeys(one.origin for one in told))
    own = len(origins) if len(origins) <= MOST_LANES else MOST_LANES - 1
    return {origin: min(place, own) for place, origin in enumerate(origins)}


def _draw_lane(
    members: Sequence[Told],
    lane: int,
    origins: int,
    happenings: Sequence[Happening],
    start: datetime | None,
    end: datetime | None,
) -> Lane:
    y = TOP + LANE * lane + LANE - 12
    heaps: dict[tuple[int, str, str], int] = defaultdict(int)
    for one in members:
        heaps[_find_bin(one.at, start, end), one.telling, one.stance] += 1
    marks = tuple(
        Mark(_place_bin(bin), y, telling, stance, count)
        for (bin, telling, stance), count in sorted(heaps.items(), key=lambda heap: (heap[0][1] != "copy", heap[0]))
    )
    dated = [mark.x for mark in marks if mark.x <= RIGHT]
    ids = {one.mention_id for one in members}
    edited = [h.at for h in happenings if h.kind == "edit" and h.mention_id in ids] if start else []
    edits = {_place(at, start, end) for at in edited}
    label = members[0].label if origins == 1 else phrase_count("{n} more origin", "{n} more origins", origins)
    return Lane(label, y, min(dated, default=LEFT), max(dated, default=LEFT), marks, tuple(sorted(edits)))


def _find_bin(at: datetime | None, start: datetime | None, end: datetime | None) -> int:
    """The place of a moment, -1 without one."""
    if at is None or start is None or end is None:
        return -1
    return BINS // 2 if start == end else round((at - start) / (end - start) * BINS)


def _place_bin(bin: int) -> float:
    return UNDATED if bin < 0 else round(LEFT + (RIGHT - LEFT) * bin / BINS, 2)


def _place(at: datetime, start: datetime | None, end: datetime | None) -> float:
    return _place_bin(_find_bin(at, start, end))


def spans_days(timeline: Timeline) -> bool:
    """Whether days tell its ends apart; else hours do."""
    if timeline.start is None or timeline.end is None:
        return True
    return timeline.end - timeline.start >= timedelta(days=2)
