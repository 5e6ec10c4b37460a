"""Run one stage of one article so that nothing is lost and nothing is done twice.

A lease is taken by a conditional UPDATE; slow work happens outside any transaction; then one transaction writes the
outputs and advances the state WHERE the lease is still ours (fencing). Whoever lost the lease writes nothing.

Two stages bend this. Cluster has no slow part that could be done without the lock on grouping, so its transaction does
everything, and is as long as the regrouping. Propose writes its proposals in the slow part, claim by claim, each in a
transaction that is fenced by the claim's own revision; a lost lease undoes none of them, and none of them is wrong.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.domain.ingest_health import Trouble
from claims.domain.lifecycle import Stage, State, compute_retry_delay, find_step
from claims.models import Article, PipelineRun

logger = logging.getLogger(__name__)
T = TypeVar("T")


class LeaseLostError(Exception):
    """Another worker took the article over while this one was working."""


class PermanentFailure(Exception):  # noqa: N818 - it is an outcome, told to people, not a defect
    """The outside world said no for good; trying again would not help. The message is shown to people.

    `kind` is a `Trouble` of claims/domain/ingest_health.py, "" when it is none of these; `fields` are set on the
    article together with its failure, and `settle` is called in the same transaction.
    """

    def __init__(
        self, message: str, *, kind: str = "", settle: Callable[[], None] = lambda: None, **fields: Any
    ) -> None:
        super().__init__(message)
        self.fields = {"failure_kind": kind, **fields}
        self.settle = settle


class Postponed(Exception):  # noqa: N818 - nothing went wrong
    """It is too soon for this; the attempt does not count, and the next one is due at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"until {until:%H:%M:%S}")
        self.until = until


class Outcome(StrEnum):
    DONE = "done"
    NOT_OURS = "not ours"  # done before, in other hands, or not due yet
    FAILED = "failed"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class Lease:
    article_id: int
    token: uuid.UUID
    stage: Stage
    attempt: int


def take_lease(article_id: int, stage: Stage) -> Lease | None:
    """Become the only one who may write this stage's outputs, or None when it is not ours to do."""
    now = timezone.now()
    before, _ = find_step(stage)
    token = uuid.uuid4()
    with transaction.atomic():
        taken = (
            Article.objects.filter(pk=article_id, state=before, attempts__lt=settings.MAX_ATTEMPTS)
            .leasable(now)
            .update(
                lease_token=token,
                lease_until=now + timedelta(seconds=settings.LEASE_SECONDS),
                attempts=F("attempts") + 1,
                hinted_at=now,
                updated_at=now,
            )
        )
        if not taken:
            return None
        mark_runs_lost([article_id], now)
        attempt = Article.objects.values_list("attempts", flat=True).get(pk=article_id)
        PipelineRun.objects.create(article_id=article_id, stage=stage, attempt=attempt, lease_token=token)
    return Lease(article_id, token, stage, attempt)


def mark_runs_lost(article_ids: Iterable[int], now: datetime) -> None:
    """Whoever runs these articles still has lost them; in the transaction that takes them away."""
    PipelineRun.objects.filter(article_id__in=article_ids, outcome=PipelineRun.Outcome.RUNNING).update(
        outcome=PipelineRun.Outcome.LOST, finished_at=now, detail="its worker did not come back"
    )


def run_stage(
    article_id: int,
    stage: Stage,
    compute: Callable[[Article], T],
    store: Callable[[Article, T], dict[str, Any]],
) -> Outcome:
    """`compute` does the slow work; `store` writes the outputs and returns counts for the run.

    What `compute` writes is outside the fence of the lease, so it must be idempotent and have a fence of its own.
    """
    lease = take_lease(article_id, stage)
    if lease is None:
        return Outcome.NOT_OURS
    try:
        result = compute(Article.objects.select_related("source").get(pk=article_id))
        with transaction.atomic():
            article = lock_leased(lease)
            counts = store(article, result)
            advance(lease, counts)
    except LeaseLostError:
        logger.warning("article %s: lease for %s was lost; nothing was written", article_id, stage)
        return Outcome.NOT_OURS
    except Postponed as postponed:
        give_back(lease, postponed.until)
        return Outcome.POSTPONED
    except PermanentFailure as failure:
        record_failure(lease, str(failure), permanent=failure)
        return Outcome.FAILED
    except Exception as error:
        logger.exception("article %s: %s failed", article_id, stage)
        record_failure(lease, f"{type(error).__name__}: {error}"[:2000])
        return Outcome.FAILED
    return Outcome.DONE


def lock_leased(lease: Lease) -> Article:
    try:
        return Article.objects.select_for_update().get(pk=lease.article_id, lease_token=lease.token)
    except Article.DoesNotExist:
        raise LeaseLostError(lease.article_id) from None


def advance(lease: Lease, counts: dict[str, Any]) -> None:
    now = timezone.now()
    before, after = find_step(lease.stage)
    moved = Article.objects.filter(pk=lease.article_id, lease_token=lease.token, state=before).update(
        state=after,
        attempts=0,
        lease_token=None,
        lease_until=None,
        next_attempt_at=None,
        hinted_at=now,
        failure="",
        failure_kind="",
        updated_at=now,
    )
    if not moved:
        raise LeaseLostError(lease.article_id)
    PipelineRun.objects.filter(lease_token=lease.token).update(
        outcome=PipelineRun.Outcome.SUCCEEDED, finished_at=now, counts=counts
    )


def give_back(lease: Lease, until: datetime) -> None:
    """As if the lease had never been taken, but not before `until`."""
    with transaction.atomic():
        Article.objects.filter(pk=lease.article_id, lease_token=lease.token).update(
            lease_token=None, lease_until=None, next_attempt_at=until, attempts=F("attempts") - 1
        )
        PipelineRun.objects.filter(lease_token=lease.token).delete()


def record_failure(lease: Lease, message: str, *, permanent: PermanentFailure | None = None) -> None:
    """Give the lease back with the reason; the third failure quarantines, a permanent one stops at once."""
    now = timezone.now()
    mine = Article.objects.filter(pk=lease.article_id, lease_token=lease.token)
    released = {
        "lease_token": None,
        "lease_until": None,
        "hinted_at": None,  # its message is used up: the first sweep after the delay hints again
        "failure": message,
        "updated_at": now,
    }
    before, _ = find_step(lease.stage)
    with transaction.atomic():
        if permanent is not None:
            if mine.update(**released, **permanent.fields, state=State.FAILED, resume_state=before):
                permanent.settle()
        elif lease.attempt >= settings.MAX_ATTEMPTS:
            kind = Trouble.UNREACHABLE if lease.stage == Stage.FETCH else ""
            mine.update(**released, failure_kind=kind, state=State.QUARANTINED, resume_state=before)
        else:
            mine.update(**released, next_attempt_at=now + compute_retry_delay(lease.attempt))
        PipelineRun.objects.filter(lease_token=lease.token).update(
            outcome=PipelineRun.Outcome.FAILED, finished_at=now, detail=message
        )
