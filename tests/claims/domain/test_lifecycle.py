"""The article's state machine."""

from datetime import timedelta

import pytest

from claims.domain.lifecycle import SETTLED, Stage, State, compute_retry_delay, find_step, list_stages_after


def test_a_received_article_has_every_stage_before_it():
    assert list_stages_after(State.RECEIVED) == [
        Stage.FETCH,
        Stage.EXTRACT,
        Stage.EMBED,
        Stage.CLUSTER,
        Stage.PROPOSE,
    ]


def test_an_embedded_article_goes_on_with_clustering():
    assert list_stages_after(State.EMBEDDED) == [Stage.CLUSTER, Stage.PROPOSE]


@pytest.mark.parametrize("state", SETTLED)
def test_a_settled_article_has_nothing_before_it(state):
    assert list_stages_after(state) == []


def test_each_stage_ends_where_the_next_one_starts():
    steps = [find_step(stage) for stage in list_stages_after(State.RECEIVED)]
    assert all(after == following for (_, after), (following, _) in zip(steps, steps[1:], strict=False))


def test_it_waits_longer_after_each_failure():
    assert compute_retry_delay(1) == timedelta(seconds=10)
    assert compute_retry_delay(2) == timedelta(seconds=40)


def test_it_never_waits_longer_than_an_hour():
    assert compute_retry_delay(10_000) == timedelta(hours=1)
