"""The scheduled jobs that beat starts. What each does is in `workbench/jobs.py`; here is one run a slot."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from claims.services.run_job import mark_jobs_lost, run_job
from claims.services.sweep import sweep_articles
from verification.services.count_backlog import count_backlog
from verification.services.sweep import take_claims_to_assess
from workbench.jobs import JOBS, publish_in_batches
from workbench.pipeline import publish_mail, publish_reembedding
from workbench.scheduler import find_job_slot

ASSESS_SWEEP = 1000  # claims a sweep


@shared_task
def sweep_task() -> None:
    """Hint again at whatever Postgres says is unfinished. It may run at any time, so it has no slots."""
    sweep_articles()
    publish_in_batches(take_claims_to_assess(ASSESS_SWEEP), settings.HINT_USEFUL_SECONDS)
    publish_reembedding(settings.HINT_USEFUL_SECONDS)
    mark_jobs_lost()
    publish_mail(settings.HINT_USEFUL_SECONDS)
    count_backlog(timezone.now())


@shared_task
def job_task(job: str) -> None:
    run_job(job, find_job_slot(job), JOBS[job])
