"""Giving many claims to somebody at once: which of the chosen ones will change, and why the others will not.

Idea: a person ticks claims on a page that may be minutes old, so each tick carries what they saw, and what is no longer
so is left out and said, never changed behind their back. Method: one rule a claim, the first that holds. Limits: the
plan is made without a lock; whoever carries it out asks again for each claim, under its lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class LeftOut(StrEnum):
    GONE = "gone"  # merged into another, or without a proposal
    CHANGED = "changed"  # somebody else has it, or decided, since the page was made
    DECIDED = "decided"  # nothing to work on
    ALREADY = "already"  # has it already
    NOT_YOURS = "not_yours"  # of somebody else, and this person gives no claims


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim as the page showed it: who had it (a person's id or None), and how many entries its record had."""

    claim: int
    assignee: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Now:
    """A claim as it is: as above, and whether it awaits a person."""

    assignee: int | None
    version: int
    awaits: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Claims that will change, in the order of the page, and those that will not."""

    changes: tuple[Seen, ...]
    left_out: tuple[tuple[int, LeftOut], ...]


def plan_assignment(chosen: Iterable[Seen], now: Mapping[int, Now], *, to: int | None, by: int, gives: bool) -> Plan:
    """`to` None puts the claims back; `gives`: `by` may give claims to others, and take them from others."""
    changes: list[Seen] = []
    left_out: list[tuple[int, LeftOut]] = []
    for seen in {one.claim: one for one in chosen}.values():
        why = _find_reason(seen, now.get(seen.claim), to, by, gives)
        if why is None:
            changes.append(seen)
        else:
            left_out.append((seen.claim, why))
    return Plan(tuple(changes), tuple(left_out))


def _find_reason(seen: Seen, now: Now | None, to: int | None, by: int, gives: bool) -> LeftOut | None:
    if now is None:
        return LeftOut.GONE
    if now.assignee == to and now.version == seen.version:
        return LeftOut.ALREADY
    if (now.assignee, now.version) != (seen.assignee, seen.version):
        return LeftOut.CHANGED
    if not now.awaits:
        return LeftOut.DECIDED
    takes, puts_back = to == by and now.assignee is None, to is None and now.assignee == by
    return None if gives or takes or puts_back else LeftOut.NOT_YOURS
