"""Read every feed that is due. Postgres says which; a lease on each keeps two workers from reading one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.models import Feed, VisitedHost
from claims.services.poll_feed import poll_feed
from claims.services.work_in_turns import work_in_turns

LEASE = timedelta(seconds=120)  # longer than any reading takes

Leased = tuple[int, uuid.UUID]


def poll_feeds() -> int:
    """One worker's turn; returns how many feeds it read."""
    return work_in_turns(
        lease_due_feeds,
        lambda leased: poll_feed(*leased),
        seconds=settings.FETCH_TURN_SECONDS,
        threads=settings.FETCH_THREADS,
    )


def lease_due_feeds(most: int) -> Sequence[Leased]:
    """Up to `most` due feeds of hosts that are not resting, one a host, leased by us."""
    now = timezone.now()
    resting = VisitedHost.objects.resting(now).values("host")
    with transaction.atomic():
        due = Feed.objects.due(now).exclude(host__in=resting).select_for_update(skip_locked=True, of=("self",))
        by_host = {feed.host: feed.pk for feed in reversed(due[: 4 * most])}
        leased = [(feed_id, uuid.uuid4()) for feed_id in list(by_host.values())[:most]]
        for feed_id, token in leased:
            Feed.objects.filter(pk=feed_id).update(lease_token=token, lease_until=now + LEASE)
    return leased
