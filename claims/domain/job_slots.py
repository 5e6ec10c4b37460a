"""Which slot of a schedule a moment belongs to.

Idea: two clocks that ask for the same job must mean the same slot, so a slot is named by the moment at which the
schedule last came due, not by the moment somebody asked. Of "every N seconds" these are the multiples of N since 1970;
of a calendar the latest minute that fits it. Method: the calendar is walked back minute by minute, which is exact and
takes milliseconds. Limits: a calendar that fits no minute of the last `LONGEST_WALK` (29 February) has the day's
beginning as its slot; times are UTC. Reference: none, own rules.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LONGEST_WALK = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The minutes that fit: all five sets must hold. Weekdays count from Sunday = 0, as in cron."""

    minutes: AbstractSet[int]
    hours: AbstractSet[int]
    weekdays: AbstractSet[int]
    days: AbstractSet[int]
    months: AbstractSet[int]

    def fits(self, moment: datetime) -> bool:
        return (
            moment.minute in self.minutes
            and moment.hour in self.hours
            and moment.isoweekday() % 7 in self.weekdays
            and moment.day in self.days
            and moment.month in self.months
        )


def find_slot(now: datetime, schedule: float | Calendar) -> datetime:
    """The latest moment, not after `now`, at which the schedule came due. `now` is aware; the slot is in UTC.

    Raises ValueError for a period that is not above zero.
    """
    now = now.astimezone(UTC)
    if isinstance(schedule, Calendar):
        return _find_minute(now, schedule)
    if schedule <= 0:
        raise ValueError(f"A job cannot run every {schedule:g} seconds.")
    return datetime.fromtimestamp(now.timestamp() // schedule * schedule, UTC)


def _find_minute(now: datetime, calendar: Calendar) -> datetime:
    moment = now.replace(second=0, microsecond=0)
    earliest = moment - LONGEST_WALK
    while moment > earliest:
        if calendar.fits(moment):
            return moment
        moment -= timedelta(minutes=1)
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
