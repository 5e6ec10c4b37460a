"""Find articles whose message was lost or whose worker died, and give them another hint.

Redis only carries hints, so this is what makes the pipeline whole: after a crash of anything, the next sweep goes on
from what Postgres says.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.adapters.publishing import publish_after_commit
from claims.domain.lifecycle import IN_PROGRESS, State
from claims.domain.phrases import phrase
from claims.models import Article
from claims.services.run_stage import mark_runs_lost

BATCH = 500  # a sweep must end well before the next one starts, also behind a backlog of 100,000
DIED = phrase("Its worker died or was stopped three times during this step.")


def quarantine_the_deadly(now) -> int:
    """An article whose worker died at its last attempt is never leased again: say so instead of waiting for ever."""
    deadly = Article.objects.filter(state__in=IN_PROGRESS, attempts__gte=settings.MAX_ATTEMPTS).leasable(now)
    with transaction.atomic():
        ids = list(deadly.select_for_update(skip_locked=True).values_list("id", flat=True))
        mark_runs_lost(ids, now)
        return Article.objects.filter(id__in=ids).update(
            resume_state=F("state"),
            state=State.QUARANTINED,
            failure=DIED,
            lease_token=None,
            lease_until=None,
            updated_at=now,
        )


def sweep_articles() -> int:
    """Publish a hint for each article that waits for none; returns how many. Two sweepers never take the same row."""
    now = timezone.now()
    quarantine_the_deadly(now)
    patience = timedelta(seconds=settings.HINT_PATIENCE_SECONDS)
    with transaction.atomic():
        waiting = Article.objects.awaiting_work(now, patience).select_for_update(skip_locked=True)
        ids = list(waiting.values_list("id", flat=True)[:BATCH])
        Article.objects.filter(id__in=ids).update(hinted_at=now)
        for article_id in ids:
            publish_after_commit(article_id)
    return len(ids)
