"""Count once an hour what awaits a person, so that the dashboard can show how the backlog went."""

from __future__ import annotations

from datetime import datetime, timedelta

from verification.models import ClaimStanding, DeskDay

EVERY = timedelta(hours=1)


def count_backlog(now: datetime) -> bool:
    """The row of the day keeps the latest count. False when it was counted within the hour."""
    if DeskDay.objects.filter(counted_at__gt=now - EVERY).exists():
        return False
    counts = ClaimStanding.objects.count_backlog()
    DeskDay.objects.update_or_create(day=now.date(), defaults={**counts, "counted_at": now})
    return True
