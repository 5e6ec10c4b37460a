"""Scheduled jobs: one run a slot whoever asks, each recorded, and the schedule is the administrators'."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from claims.domain.access import Role
from claims.models import JobRun, Mention, MentionLink
from claims.services.check_index import check_index
from claims.services.clean_up import clean_up
from claims.services.run_job import JobReport, mark_jobs_lost, run_job
from claims.views.job_counts import COUNTS
from tests.claims.services.desk import claim_of, tell_all
from tests.conftest import make_person
from tests.factories import make_article, make_mention, make_review, make_told_claim
from tests.threads import run_and_disconnect
from verification.services.change_desk_rule import change_desk_rule
from verification.services.check_invariants import check_invariants
from workbench.celery import app
from workbench.jobs import JOBS
from workbench.scheduler import JobScheduler, find_job_slot
from workbench.tasks import job_task

pytestmark = pytest.mark.django_db(transaction=True)

NOON = datetime(2027, 5, 3, 12, 0, 5, tzinfo=UTC)


def test_a_run_is_recorded_with_what_it_counted():
    run_job("watch", NOON, lambda: JobReport({"searches": 3}))
    run = JobRun.objects.get()
    assert (run.job, run.slot, run.outcome, run.counts) == ("watch", NOON, "succeeded", {"searches": 3})
    assert run.finished_at is not None


def test_a_failure_is_recorded_and_not_raised():
    run_job("watch", NOON, lambda: 1 // 0)
    assert JobRun.objects.get().outcome == "failed" and "ZeroDivisionError" in JobRun.objects.get().detail


@pytest.mark.parametrize("job", JOBS)
def test_all_that_a_job_counts_has_a_word_for_people(job):
    assert set(JOBS[job]().counts) <= set(COUNTS)


def test_a_slot_has_one_run_even_after_a_failure():
    assert run_job("watch", NOON, lambda: 1 // 0)
    assert run_job("watch", NOON, JobReport) is None
    assert JobRun.objects.count() == 1


def test_two_beats_at_once_give_one_run():
    from concurrent.futures import ThreadPoolExecutor

    done = []
    with ThreadPoolExecutor(2) as pool:
        asked = [
            pool.submit(run_and_disconnect, lambda: run_job("records", NOON, lambda: done.append(1) or JobReport()))
            for _ in range(2)
        ]
        runs = [one.result() for one in asked]
    assert (sum(run is not None for run in runs), done) == (1, [1])


def test_a_clock_moved_an_hour_and_back_gives_one_run_a_slot():
    with time_machine.travel(NOON) as clock:
        for moved in (0, 60, 0, -60, 60, 0):
            clock.move_to(NOON + timedelta(minutes=moved))
            job_task("recheck")
            job_task("recheck")
    slots = list(JobRun.objects.filter(job="recheck").order_by("slot").values_list("slot", flat=True))
    assert slots == [NOON.replace(hour=hour, second=0) for hour in (11, 12, 13)]


def test_an_administrators_schedule_outlives_a_restart_of_beat():
    JobScheduler(app=app).setup_schedule()
    every, _ = IntervalSchedule.objects.get_or_create(every=2, period="hours")
    PeriodicTask.objects.filter(name="recheck").update(interval=every, enabled=False)
    JobScheduler(app=app).setup_schedule()
    task = PeriodicTask.objects.get(name="recheck")
    assert (task.interval, task.enabled) == (every, False)
    assert find_job_slot("recheck", NOON) == NOON.replace(second=0)
    assert find_job_slot("recheck", NOON + timedelta(minutes=119)) == NOON.replace(second=0)


def test_a_nightly_job_is_named_by_its_night():
    JobScheduler(app=app).setup_schedule()
    CrontabSchedule.objects.filter(hour="2", minute="30").update(hour="4")
    assert find_job_slot("check-invariants", NOON) == NOON.replace(hour=4, minute=30, second=0)


def test_beat_knows_every_job():
    JobScheduler(app=app).setup_schedule()
    asked = PeriodicTask.objects.filter(task="workbench.tasks.job_task").values_list("name", "args")
    assert {name for name, _ in asked} == set(JOBS)
    assert all(args == f'["{name}"]' for name, args in asked)


def test_a_run_whose_worker_died_says_so():
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    JobRun.objects.create(job="watch", slot=long_ago, started_at=long_ago)
    assert mark_jobs_lost() == 1
    assert JobRun.objects.get().outcome == "lost"


def test_a_whole_index_is_found_whole():
    tell_all(0, 10, 20, 90)
    report = check_index()
    assert report.counts["recall"] == 1.0 and report.counts["pairs"] > 0 and not report.found


def test_a_pair_that_the_index_lost_is_named():
    one, other = tell_all(0, 10)
    MentionLink.objects.all().delete()
    report = check_index()
    assert report.found and report.counts["recall"] == 0.0
    assert f"m{one.pk} and m{other.pk}" in report.detail


def test_sound_data_violates_nothing():
    make_told_claim(outlets=2)
    report = check_invariants()
    assert not report.found, report.detail


def test_a_first_opinion_where_two_people_decide_violates_nothing():
    lead, reviewer = make_person("lena", Role.LEAD), make_person("rosa")
    change_desk_rule(True, person=lead)
    make_review(make_told_claim(), reviewer)
    assert not check_invariants().found


def test_a_violation_is_named_with_its_row_and_not_mended():
    make_told_claim()
    mention = Mention.objects.get()
    type(mention.article_version.article).objects.update(state="assessed")
    mention.article_version.article.versions.update(current=False)
    report = check_invariants()
    assert report.found and f"such as {mention.pk}" in report.detail
    assert Mention.objects.get().claim_id == mention.claim_id


def test_a_quote_that_is_not_in_its_article_is_found():
    mention = make_mention(make_article("The town of Selm counted storks."))
    mention.article_version.article.versions.update(text="The town of Selm counted herons.")
    assert "A quote stands in its article" in check_invariants().detail


def test_clean_up_keeps_what_failed_longer_than_what_went_well():
    long_ago = datetime.now(UTC) - timedelta(days=100)
    for outcome in ("succeeded", "failed"):
        JobRun.objects.create(job=outcome, slot=long_ago, started_at=long_ago, outcome=outcome)
    clean_up()
    assert JobRun.objects.get().job == "failed"


def test_clean_up_leaves_claims_alone():
    (one,) = tell_all(0)
    clean_up()
    assert claim_of(one)
