"""The scheduled jobs that beat starts."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from claims.services.sweep import sweep_articles
from verification.services.count_backlog import count_backlog
from verification.services.reverify import select_claims_to_reverify
from verification.services.sweep import take_claims_to_assess
from workbench.pipeline import publish_claims, publish_mail, publish_reembedding

ASSESS_BATCH = 100  # claims a message; small enough that a killed worker repeats little
ASSESS_SWEEP = 1000  # claims a sweep


@shared_task
def sweep_task() -> None:
    """Hint again at whatever Postgres says is unfinished."""
    sweep_articles()
    publish_in_batches(take_claims_to_assess(ASSESS_SWEEP), settings.HINT_USEFUL_SECONDS)
    publish_reembedding(settings.HINT_USEFUL_SECONDS)
    publish_mail(settings.HINT_USEFUL_SECONDS)
    count_backlog(timezone.now())


@shared_task
def reverify_task() -> None:
    """Compute proposals again, so that decisions whose evidence changed are marked stale."""
    publish_in_batches(select_claims_to_reverify(settings.REVERIFY_LIMIT), settings.REVERIFY_SECONDS)


def publish_in_batches(claim_ids: list[int], useful_seconds: float) -> None:
    for start in range(0, len(claim_ids), ASSESS_BATCH):
        publish_claims(claim_ids[start : start + ASSESS_BATCH], useful_seconds)
