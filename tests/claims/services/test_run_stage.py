"""Leases, fencing, attempts and quarantine."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.domain.lifecycle import Stage, State
from claims.models import Article, PipelineRun
from claims.services.run_stage import Outcome, PermanentFailure, advance, record_failure, run_stage, take_lease
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)


def run_extract(article, compute=lambda article: "result", store=lambda article, result: {}):
    return run_stage(article.pk, Stage.EXTRACT, compute, store)


def fail_with(error):
    def compute(article):
        raise error

    return compute


def test_it_advances_the_article_and_gives_the_lease_back():
    article = make_article()
    assert run_extract(article) is Outcome.DONE
    article.refresh_from_db()
    assert (article.state, article.lease_token, article.attempts) == (State.EXTRACTED, None, 0)


def test_it_hands_the_computed_result_to_store():
    seen = []
    run_extract(make_article(), lambda article: 42, lambda article, result: seen.append(result) or {})
    assert seen == [42]


def test_a_second_worker_does_not_get_a_lease_that_is_held():
    article = make_article()
    assert take_lease(article.pk, Stage.EXTRACT) is not None
    assert take_lease(article.pk, Stage.EXTRACT) is None


def test_an_expired_lease_is_taken_over():
    article = make_article()
    take_lease(article.pk, Stage.EXTRACT)
    Article.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert take_lease(article.pk, Stage.EXTRACT) is not None


def test_a_stage_that_was_done_before_is_not_done_again():
    article = make_article()
    run_extract(article)
    assert run_extract(article) is Outcome.NOT_OURS


def test_a_stage_whose_turn_has_not_come_is_not_run():
    article = make_article(state=State.EMBEDDED)
    assert run_extract(article) is Outcome.NOT_OURS


def test_a_worker_that_lost_its_lease_writes_nothing():
    article = make_article()

    def lose_lease(article):
        Article.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        take_lease(article.pk, Stage.EXTRACT)

    stored = []
    assert run_extract(article, lose_lease, lambda *args: stored.append(args) or {}) is Outcome.NOT_OURS
    assert stored == []
    article.refresh_from_db()
    assert article.state == State.FETCHED


def test_outputs_are_rolled_back_when_the_state_cannot_advance():
    article = make_article()

    def store_and_lose(article, result):
        article.title = "half stored"
        article.save()
        Article.objects.update(state=State.EMBEDDED)
        return {}

    assert run_extract(article, store=store_and_lose) is Outcome.NOT_OURS
    article.refresh_from_db()
    assert article.title != "half stored"


def test_a_failure_is_tried_again_later_with_its_reason_kept():
    article = make_article()
    assert run_extract(article, fail_with(RuntimeError("the disk is full"))) is Outcome.FAILED
    article.refresh_from_db()
    assert article.state == State.FETCHED
    assert article.failure == "RuntimeError: the disk is full"
    assert article.next_attempt_at > timezone.now()


def test_it_is_not_tried_before_its_time():
    article = make_article()
    run_extract(article, fail_with(RuntimeError("not yet")))
    assert run_extract(article) is Outcome.NOT_OURS


def test_the_third_failure_quarantines():
    article = make_article()
    for _ in range(3):
        Article.objects.update(next_attempt_at=None)
        run_extract(article, fail_with(RuntimeError("again")))
    article.refresh_from_db()
    assert (article.state, article.resume_state) == (State.QUARANTINED, State.FETCHED)


def test_a_permanent_failure_stops_at_once():
    article = make_article()
    run_extract(article, fail_with(PermanentFailure("The page is gone.")))
    article.refresh_from_db()
    assert (article.state, article.failure) == (State.FAILED, "The page is gone.")


def test_success_after_a_failure_counts_from_zero_again():
    article = make_article()
    run_extract(article, fail_with(RuntimeError("once")))
    Article.objects.update(next_attempt_at=None)
    run_extract(article)
    article.refresh_from_db()
    assert (article.attempts, article.failure) == (0, "")


def test_every_attempt_leaves_a_run():
    article = make_article()
    run_extract(article, fail_with(RuntimeError("once")))
    Article.objects.update(next_attempt_at=None)
    run_extract(article)
    assert list(PipelineRun.objects.order_by("id").values_list("outcome", "attempt")) == [
        ("failed", 1),
        ("succeeded", 2),
    ]


def test_a_run_whose_worker_died_is_marked_lost():
    article = make_article()
    take_lease(article.pk, Stage.EXTRACT)
    Article.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    run_extract(article)
    assert list(PipelineRun.objects.order_by("id").values_list("outcome", flat=True)) == ["lost", "succeeded"]


def test_a_late_failure_of_a_lost_lease_changes_nothing():
    article = make_article()
    lease = take_lease(article.pk, Stage.EXTRACT)
    Article.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    second = take_lease(article.pk, Stage.EXTRACT)
    advance(second, {})
    record_failure(lease, "too late")
    article.refresh_from_db()
    assert (article.state, article.failure) == (State.EXTRACTED, "")
