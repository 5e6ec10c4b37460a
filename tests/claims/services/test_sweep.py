"""The sweeper finds what lost its message or its worker."""

import uuid
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from claims.domain.lifecycle import Stage, State
from claims.models import Article, PipelineRun
from claims.services.retry import retry_article
from claims.services.run_stage import record_failure, take_lease
from claims.services.sweep import sweep_articles
from tests.conftest import redis
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def long_ago():
    return timezone.now() - timedelta(hours=1)


def hinted_lately():
    return Article.objects.filter(hinted_at__gt=timezone.now() - timedelta(minutes=1))


def test_it_hints_again_at_an_article_whose_message_was_lost():
    make_article(hinted_at=long_ago())
    assert sweep_articles() == 1
    assert redis().llen("extract") == 1


def test_it_leaves_an_article_alone_whose_hint_is_fresh():
    make_article(hinted_at=timezone.now())
    assert sweep_articles() == 0


def test_it_hints_only_once():
    make_article(hinted_at=long_ago())
    sweep_articles()
    assert sweep_articles() == 0


def test_it_leaves_settled_articles_alone():
    make_article(state=State.ASSESSED, hinted_at=long_ago())
    assert sweep_articles() == 0


def test_it_leaves_an_article_alone_that_a_worker_holds():
    make_article(hinted_at=long_ago())
    Article.objects.update(lease_token=uuid.uuid4(), lease_until=timezone.now() + timedelta(hours=1))
    assert sweep_articles() == 0


def test_it_quarantines_an_article_that_killed_its_worker_three_times():
    article = make_article(hinted_at=long_ago(), attempts=3)
    sweep_articles()
    article.refresh_from_db()
    assert (article.state, article.resume_state) == (State.QUARANTINED, State.FETCHED)
    assert "died" in article.failure


def test_it_marks_the_run_of_an_article_lost_that_killed_its_worker_three_times():
    article = make_article(attempts=2)
    take_lease(article.pk, Stage.EXTRACT)
    Article.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep_articles()
    run = article.runs.get()
    assert (run.outcome, run.finished_at is None) == (PipelineRun.Outcome.LOST, False)


def test_it_hints_first_at_what_waits_longest_for_a_hint(monkeypatch):
    monkeypatch.setattr("claims.services.sweep.BATCH", 2)
    hints = [long_ago(), None, long_ago() - timedelta(hours=1)]
    articles = [make_article(hinted_at=hint) for hint in hints]
    sweep_articles()
    assert set(hinted_lately()) == {articles[1], articles[2]}


def test_every_article_of_a_long_line_has_its_turn(monkeypatch):
    monkeypatch.setattr("claims.services.sweep.BATCH", 5)
    ids = {make_article(state=State.RECEIVED, hinted_at=long_ago()).pk for _ in range(20)}
    turns = set()
    for _ in range(4):
        sweep_articles()
        turns |= {article.pk for article in hinted_lately()}
        Article.objects.filter(id__in=turns).update(hinted_at=F("hinted_at") - timedelta(minutes=3))
    assert turns == ids


def test_it_hints_again_at_an_article_that_failed_as_soon_as_its_delay_is_over():
    article = make_article(hinted_at=timezone.now())
    record_failure(take_lease(article.pk, Stage.EXTRACT), "the site is down")
    assert sweep_articles() == 0
    Article.objects.update(next_attempt_at=timezone.now())
    assert sweep_articles() == 1


def test_retry_puts_a_quarantined_article_back_to_where_it_was():
    article = make_article(hinted_at=long_ago(), attempts=3)
    sweep_articles()
    assert retry_article(article.pk)
    article.refresh_from_db()
    assert (article.state, article.attempts, article.failure) == (State.FETCHED, 0, "")
    assert redis().llen("extract") == 1


def test_retry_leaves_an_article_alone_that_is_not_stopped():
    assert not retry_article(make_article().pk)
