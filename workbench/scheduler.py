"""Beat's list of jobs: kept in the database, where administrators edit it.

django-celery-beat writes the jobs of the settings over the database's at each start, which would take an
administrator's change back. Here the settings only say what a job is at first; once it stands in the database, that
holds, also when it was switched off.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from celery import schedules
from django.conf import settings
from django.utils import timezone
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

from claims.domain.job_slots import Calendar, find_slot


class JobScheduler(DatabaseScheduler):
    def setup_schedule(self) -> None:
        self.install_default_entries(self.schedule)
        wanted = dict(self.app.conf.beat_schedule)
        known = set(PeriodicTask.objects.filter(name__in=wanted).values_list("name", flat=True))
        self.update_from_dict({name: entry for name, entry in wanted.items() if name not in known})


def find_job_slot(job: str, now: datetime | None = None) -> datetime:
    """By the schedule in the database; before beat has written it there, by that of the settings."""
    task = PeriodicTask.objects.filter(name=job).select_related("interval", "crontab").first()
    schedule: Any = task.schedule if task else settings.CELERY_BEAT_SCHEDULE[job]["schedule"]
    return find_slot(now or timezone.now(), read_schedule(schedule))


def read_schedule(schedule: Any) -> float | Calendar:
    """Celery's schedules as values; `Any` because its stubs leave their fields out."""
    if isinstance(schedule, schedules.crontab):
        return read_calendar(schedule)
    if isinstance(schedule, schedules.schedule):
        return read_period(schedule)
    return float(schedule)


def read_calendar(crontab: Any) -> Calendar:
    return Calendar(
        minutes=set(crontab.minute),
        hours=set(crontab.hour),
        weekdays=set(crontab.day_of_week),
        days=set(crontab.day_of_month),
        months=set(crontab.month_of_year),
    )


def read_period(schedule: Any) -> float:
    return schedule.run_every.total_seconds()
