"""The scheduled jobs, what they did lately, what the pipeline failed at, and what waits for a person."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from claims.domain.access import Action
from claims.models import Article, Claim, JobRun, PipelineRun
from claims.views.access import requires
from claims.views.job_counts import describe_counts

MOST_RUNS = 60
MOST_STOPPED = 50
MOST_FAILURES = 30
UNRECORDED = {"sweep", "poll feeds", "fetch waiting pages"}  # they run every few seconds and may run at any time

# By its name in the schedule and in commands: what people call it, and what it does.
JOBS = {
    "sweep": (
        gettext_lazy("Pick up what was left lying"),
        gettext_lazy("Hands out again the work that a stopped worker left behind"),
    ),
    "poll feeds": (gettext_lazy("Read the feeds"), gettext_lazy("Reads the feeds that are due")),
    "fetch waiting pages": (
        gettext_lazy("Fetch pages"),
        gettext_lazy("Fetches the pages that wait, one at a time from each site"),
    ),
    "recheck": (
        gettext_lazy("Look at pages again"),
        gettext_lazy("Looks again at the pages behind open and decided claims"),
    ),
    "reverify": (
        gettext_lazy("Weigh the evidence again"),
        gettext_lazy("Computes proposals again and marks decisions whose evidence changed"),
    ),
    "watch": (gettext_lazy("Run the watched searches"), gettext_lazy("Tells people what their searches found")),
    "check-index": (
        gettext_lazy("Check the index"),
        gettext_lazy("Compares a sample of what the index found with everything, exactly"),
    ),
    "index-meanings": (
        gettext_lazy("Index the meanings"),
        gettext_lazy("Keeps the index that searches by meaning use, once there are many statements"),
    ),
    "check-invariants": (
        gettext_lazy("Check the data"),
        gettext_lazy("Checks what must always be true of the data"),
    ),
    "records": (
        gettext_lazy("Count the record of the sources"),
        gettext_lazy("Counts what became of what each source told"),
    ),
    "clean-up": (gettext_lazy("Clean up"), gettext_lazy("Throws away old runs and sessions")),
}


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    title: str
    does: str
    schedule: str
    active: bool
    task_id: int | None
    last: JobRun | None
    recorded: bool


@requires(Action.READ)
@require_GET
def show_runs(request: HttpRequest) -> HttpResponse:
    failures = PipelineRun.objects.filter(outcome__in=[PipelineRun.Outcome.FAILED, PipelineRun.Outcome.LOST])
    asked = request.GET.get("job", "")
    runs = JobRun.objects.filter(job=asked) if asked in JOBS else JobRun.objects.all()
    context = {
        "jobs": list_jobs(),
        "asked": call_job(asked) if asked in JOBS else "",
        "runs": [(call_job(run.job), run, describe_counts(run.counts)) for run in runs[:MOST_RUNS]],
        "stopped": Article.objects.stopped().select_related("source")[:MOST_STOPPED],
        "stopped_count": Article.objects.stopped().count(),
        "failures": failures.select_related("article")[:MOST_FAILURES],
        "failing": Claim.objects.failing()[:MOST_FAILURES],
    }
    return render(request, "runs/page.html", context)


def call_job(name: str) -> str:
    """What people call it; one that is scheduled no more keeps its name."""
    return str(JOBS[name][0]) if name in JOBS else name


def list_jobs() -> list[Job]:
    tasks = {task.name: task for task in PeriodicTask.objects.filter(name__in=JOBS)}
    last = {run.job: run for run in JobRun.objects.order_by("job", "-started_at").distinct("job")}
    return [
        Job(
            name=name,
            title=str(title),
            does=str(does),
            schedule=describe_schedule(tasks.get(name), name),
            active=tasks[name].enabled if name in tasks else True,
            task_id=tasks[name].pk if name in tasks else None,
            last=last.get(name),
            recorded=name not in UNRECORDED,
        )
        for name, (title, does) in JOBS.items()
    ]


def describe_schedule(task: PeriodicTask | None, name: str) -> str:
    """In words; before the scheduler wrote it to the database, that of the settings."""
    if task is not None and task.interval:
        return describe_period(task.interval.schedule.run_every.total_seconds())
    if task is not None and task.crontab:
        return describe_crontab(task.crontab)
    schedule = settings.CELERY_BEAT_SCHEDULE[name]["schedule"]
    if isinstance(schedule, float | int):
        return describe_period(schedule)
    return describe_crontab(CrontabSchedule.from_schedule(schedule))


def describe_period(seconds: float) -> str:
    for length, describe in ((86_400, tell_days), (3_600, tell_hours), (60, tell_minutes)):
        if seconds >= length and seconds % length == 0:
            return describe(round(seconds / length))
    return _("every {seconds} seconds").format(seconds=f"{seconds:g}")


def tell_days(number: int) -> str:
    return ngettext("every day", "every {n} days", number).format(n=number)


def tell_hours(number: int) -> str:
    return ngettext("every hour", "every {n} hours", number).format(n=number)


def tell_minutes(number: int) -> str:
    return ngettext("every minute", "every {n} minutes", number).format(n=number)


def describe_crontab(crontab: CrontabSchedule) -> str:
    """Once a day or once an hour in the reader's language; other plans as the scheduler tells them, in English."""
    daily = crontab.day_of_month == crontab.month_of_year == crontab.day_of_week == "*"
    if daily and crontab.hour.isdigit() and crontab.minute.isdigit():
        return _("every day at {time} UTC").format(time=f"{int(crontab.hour):02}:{int(crontab.minute):02}")
    if daily and crontab.hour == "*" and crontab.minute.isdigit():
        return _("every hour, {n} minutes past").format(n=crontab.minute)
    return crontab.human_readable
