"""When an article is looked at again: often at first, then rarer.

Idea: most edits come within hours, nearly all within two weeks of publication; a change is often followed by another,
and so is a decision by second thoughts. So the wait grows with the time since the latest of these events, in steps.
After a year nothing is expected any more, unless the claim is still open, which keeps it on the monthly list.

Limits: own figures, no study of our own; they bound the load (some 45 checks of an article in its first year) as much
as they follow edits. Reference: adaptive revisiting as in Cho and Garcia-Molina 2003, in its simplest form.
"""

from __future__ import annotations

from datetime import datetime, timedelta

STEPS: tuple[tuple[timedelta, timedelta], ...] = (
    (timedelta(hours=12), timedelta(hours=2)),
    (timedelta(days=3), timedelta(hours=8)),
    (timedelta(days=14), timedelta(days=1)),
    (timedelta(days=90), timedelta(days=7)),
)
"""(younger than, checked every)."""
RAREST = timedelta(days=30)
WATCHED_FOR = timedelta(days=365)
CONFIRMING = timedelta(hours=6)
"""When something was found that a second look has to confirm."""
FIRST_BACK_OFF = timedelta(hours=1)
LONGEST_BACK_OFF = timedelta(days=2)


def compute_interval(age: timedelta) -> timedelta:
    """How long to wait, given the time since publication, the last change or the last decision."""
    return next((every for younger, every in STEPS if age < younger), RAREST)


def compute_next_check(
    now: datetime, latest_event: datetime, *, is_open: bool, confirming: bool = False, failures: int = 0
) -> datetime | None:
    """When to look next; None when nobody needs to. `failures` in a row make the wait longer, never shorter."""
    age = max(timedelta(0), now - latest_event)
    if age >= WATCHED_FOR and not is_open:
        return None
    wait = compute_interval(age)
    if confirming:
        wait = CONFIRMING
    if failures:
        wait = max(wait, min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** min(failures - 1, 10)))
    return now + wait
