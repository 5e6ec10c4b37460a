"""Run a scheduled job once a slot, whoever asks for it and however often, and record what it did."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.models import JobRun

logger = logging.getLogger(__name__)

LOST_AFTER = timedelta(hours=1)  # a task ends within five minutes, or is ended
LONGEST_DETAIL = 20_000


@dataclass(frozen=True, slots=True)
class JobReport:
    """`found`: it ran well, and found something that people should look at."""

    counts: dict[str, Any] = field(default_factory=dict)
    detail: str = ""
    found: bool = False


def run_job(job: str, slot: datetime, work: Callable[[], JobReport]) -> JobRun | None:
    """None when this slot has its run already. An error of `work` is recorded and raised no further."""
    run = begin_run(job, slot)
    if run is None:
        return None
    try:
        report = work()
    except Exception as error:
        logger.exception("job %s failed", job)
        return finish_run(run, JobRun.Outcome.FAILED, JobReport(detail=f"{type(error).__name__}: {error}"))
    outcome = JobRun.Outcome.FOUND if report.found else JobRun.Outcome.SUCCEEDED
    return finish_run(run, outcome, report)


def begin_run(job: str, slot: datetime) -> JobRun | None:
    """The unique constraint decides; a clock that was put back finds its slots taken."""
    try:
        with transaction.atomic():
            return JobRun.objects.create(job=job, slot=slot, started_at=timezone.now())
    except IntegrityError:
        return None


def finish_run(run: JobRun, outcome: str, report: JobReport) -> JobRun:
    run.outcome, run.counts, run.detail = outcome, report.counts, report.detail[:LONGEST_DETAIL]
    run.finished_at = timezone.now()
    run.save(update_fields=["outcome", "counts", "detail", "finished_at"])
    return run


def mark_jobs_lost() -> int:
    """Runs whose worker did not come back say so."""
    now = timezone.now()
    gone = JobRun.objects.filter(outcome=JobRun.Outcome.RUNNING, started_at__lt=now - LOST_AFTER)
    return gone.update(outcome=JobRun.Outcome.LOST, finished_at=now, detail="its worker did not come back")
