"""What happens by itself, and what waits for somebody."""

import pytest
from django.utils import timezone, translation

from claims.domain.lifecycle import State
from claims.models import JobRun, PipelineRun
from claims.views.job_counts import describe_counts
from claims.views.runs import describe_period
from tests.factories import make_article
from workbench.celery import app
from workbench.scheduler import JobScheduler

pytestmark = pytest.mark.django_db


def read(client, query="") -> str:
    answer = client.get(f"/runs/{query}")
    assert answer.status_code == 200
    return answer.text


def run(job="watch", **fields):
    now = timezone.now()
    return JobRun.objects.create(job=job, slot=fields.pop("slot", now), started_at=now, **fields)


def test_it_requires_sign_in(client):
    assert client.get("/runs/").status_code == 302


def test_it_rejects_a_post(signed_in):
    assert signed_in.post("/runs/").status_code == 405


def test_before_anything_ran_it_says_so(signed_in):
    text = read(signed_in)
    assert "No job has run yet" in text and "Nothing is in quarantine" in text and "No stage has failed" in text


def test_a_run_shows_its_counts_and_its_report(signed_in):
    run("check-invariants", outcome="found something", counts={"violated": 1}, detail="A claim has <mentions>.")
    text = read(signed_in)
    assert "rules broken: 1" in text and "A claim has &lt;mentions&gt;." in text


def test_counts_are_told_in_words_and_one_without_a_word_as_it_was_recorded(signed_in):
    run("check-index", counts={"sampled": 12_000, "recall": 0.9987, "index": "stands", "new": 3})
    told = "index: stands, mentions compared: 12,000, share of them that is linked: 0.9987, new: 3"
    assert told in read(signed_in)


def test_counts_are_told_in_the_readers_language():
    with translation.override("es"):
        assert describe_counts({"index": "none needed", "recall": 0.5}) == [
            "índice: no hace falta",
            "parte de ellos que está enlazada: 0,5",
        ]


def test_one_jobs_runs_can_be_asked_for(signed_in):
    run("watch")
    run("records", counts={"sources": 77})
    assert "sources: 77" not in read(signed_in, "?job=watch")
    assert "sources: 77" in read(signed_in, "?job=nonsense")


def test_a_quarantined_article_says_why_and_can_be_retried(signed_in):
    article = make_article(state=State.QUARANTINED, resume_state=State.FETCHED, failure="It failed three times.")
    text = read(signed_in)
    assert "It failed three times." in text and f'action="/articles/{article.pk}/retry/"' in text


def test_failures_of_the_pipeline_are_listed(signed_in):
    PipelineRun.objects.create(
        article=make_article(), stage="embed", attempt=2, outcome="failed", detail="no model", lease_token=f"{7:032x}"
    )
    assert "no model" in read(signed_in)


@pytest.mark.django_db(transaction=True)  # beat's scheduler closes the connection
def test_only_who_may_change_a_schedule_is_offered_to(signed_in, client, admin_person):
    JobScheduler(app=app).setup_schedule()
    assert "/admin/django_celery_beat/" not in read(signed_in)
    client.force_login(admin_person)
    assert "/admin/django_celery_beat/periodictask/" in read(client)


def test_the_number_of_queries_does_not_grow(signed_in, django_assert_max_num_queries):
    for number in range(12):
        run(f"job {number}")
        make_article(state=State.FAILED, resume_state=State.RECEIVED, failure="No.")
    with django_assert_max_num_queries(20):
        read(signed_in)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "every 30 seconds"),
        (60, "every minute"),
        (600, "every 10 minutes"),
        (3600, "every hour"),
        (90, "every 90 seconds"),
    ],
)
def test_a_period_is_told_in_its_largest_whole_unit(seconds, words):
    assert describe_period(seconds) == words


def test_the_jobs_that_bring_articles_are_listed_too(signed_in):
    page = signed_in.get("/runs/").text
    assert "Reads the feeds that are due" in page
    assert "every 15 seconds" in page
