"""The scheduled jobs that beat starts."""

from celery import shared_task
from django.conf import settings

from claims.models import Claim
from claims.services.sweep import sweep_articles
from verification.services.reverify import select_claims_to_reverify
from workbench.pipeline import publish_claims, publish_reembedding

ASSESS_BATCH = 100  # claims a message; small enough that a killed worker repeats little


@shared_task
def sweep_task() -> None:
    """Hint again at whatever Postgres says is unfinished."""
    sweep_articles()
    publish_in_batches(list(Claim.objects.active().needing_assessment().values_list("id", flat=True)[:1000]))
    publish_reembedding()


@shared_task
def reverify_task() -> None:
    """Compute proposals again, so that decisions whose evidence changed are marked stale."""
    publish_in_batches(select_claims_to_reverify(settings.REVERIFY_LIMIT))


def publish_in_batches(claim_ids: list[int]) -> None:
    for start in range(0, len(claim_ids), ASSESS_BATCH):
        publish_claims(claim_ids[start : start + ASSESS_BATCH])
