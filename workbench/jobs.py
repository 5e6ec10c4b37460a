"""What each scheduled job does, by its name. Each returns counts and, where people should know more, words."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from claims.services.check_index import check_index
from claims.services.clean_up import clean_up
from claims.services.index_meanings import index_meanings
from claims.services.run_job import JobReport
from verification.services.check_invariants import check_invariants
from verification.services.count_record import count_records
from verification.services.recheck_evidence import choose_articles
from verification.services.reverify import select_claims_to_reverify
from verification.services.watch import run_watches
from workbench.pipeline import publish_claims, publish_rechecks

ASSESS_BATCH = 100  # claims a message; small enough that a killed worker repeats little


def recheck() -> JobReport:
    """Look at the pages behind open and decided claims again, those that are due."""
    articles = choose_articles(settings.RECHECK_LIMIT)
    published = publish_rechecks(articles, settings.RECHECK_SECONDS)
    return JobReport({"articles": len(articles), "asked": published})


def reverify() -> JobReport:
    """Compute proposals again, so that decisions whose evidence changed are marked stale."""
    claims = select_claims_to_reverify(settings.REVERIFY_LIMIT)
    publish_in_batches(claims, settings.REVERIFY_SECONDS)
    return JobReport({"claims": len(claims)})


def publish_in_batches(claim_ids: list[int], useful_seconds: float) -> None:
    for start in range(0, len(claim_ids), ASSESS_BATCH):
        publish_claims(claim_ids[start : start + ASSESS_BATCH], useful_seconds)


JOBS: dict[str, Callable[[], JobReport]] = {
    "recheck": recheck,
    "reverify": reverify,
    "watch": run_watches,
    "check-index": check_index,
    "check-invariants": check_invariants,
    "index-meanings": index_meanings,
    "records": count_records,
    "clean-up": clean_up,
}
