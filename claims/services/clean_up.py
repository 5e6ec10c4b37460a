"""Throw away what nobody will ask for again. Nothing that a person wrote, and no evidence, is among it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from claims.domain.lifecycle import Stage
from claims.models import JobRun, MatchSuggestion, PipelineRun, SearchVector
from claims.services.run_job import JobReport, mark_jobs_lost

RUNS_KEPT = timedelta(days=90)
FAILURES_KEPT = timedelta(days=365)
SEARCHES_KEPT = timedelta(days=30)  # since they were last asked for


def clean_up() -> JobReport:
    now = timezone.now()
    done = JobRun.objects.filter(outcome=JobRun.Outcome.SUCCEEDED, started_at__lt=now - RUNS_KEPT)
    failed = JobRun.objects.filter(started_at__lt=now - FAILURES_KEPT)
    # That an article was fetched is what says that its page is watched.
    stages = PipelineRun.objects.exclude(stage=Stage.FETCH).filter(finished_at__lt=now - RUNS_KEPT)
    retired = MatchSuggestion.objects.filter(claim_low__retired_at__isnull=False) | MatchSuggestion.objects.filter(
        claim_high__retired_at__isnull=False
    )
    return JobReport(
        {
            "jobs_lost": mark_jobs_lost(),
            "job_runs": done.delete()[0] + failed.delete()[0],
            "pipeline_runs": stages.delete()[0],
            "suggestions": MatchSuggestion.objects.filter(pk__in=retired.values("pk")).delete()[0],
            "searches": SearchVector.objects.filter(asked_at__lt=now - SEARCHES_KEPT).delete()[0],
            "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        }
    )
