from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.polling import DEFAULT_PACE, choose_pace, plan_after_failure, plan_after_success

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def fail(failures: int, **changes):
    given_ = {"failures": failures, "failing_since": NOW} | changes
    return plan_after_failure(NOW, timedelta(minutes=30), 0.0, **given_)


def test_a_feed_is_asked_at_half_the_gap_of_its_entries():
    assert choose_pace([NOW - number * HOUR for number in range(10)]) == timedelta(minutes=30)


def test_its_pace_has_bounds():
    assert choose_pace([NOW, NOW, NOW]) == timedelta(minutes=10)
    assert choose_pace([NOW, NOW - timedelta(days=90)]) == timedelta(days=1)
    assert choose_pace([]) == choose_pace([NOW]) == DEFAULT_PACE


def test_an_administrators_word_is_kept():
    assert choose_pace([NOW, NOW - HOUR], timedelta(minutes=2)) == timedelta(minutes=2)
    assert choose_pace([], timedelta(days=90)) == timedelta(days=7)


def test_spread_adds_a_tenth_at_most():
    assert plan_after_success(NOW, HOUR, 0.0).next_at == NOW + HOUR
    assert NOW + HOUR < plan_after_success(NOW, HOUR, 0.99).next_at < NOW + 1.1 * HOUR


def test_each_failure_doubles_the_wait_up_to_a_day():
    waits = [fail(failures).next_at - NOW for failures in range(1, 40)]
    assert waits[:3] == [HOUR, 2 * HOUR, 4 * HOUR]
    assert waits[-1] == timedelta(days=1)


def test_retry_after_is_the_least_that_is_waited_and_a_week_the_most():
    assert fail(1, retry_after=timedelta(seconds=5)).next_at == NOW + HOUR
    assert fail(1, retry_after=5 * HOUR).next_at == NOW + 5 * HOUR
    assert fail(1, retry_after=timedelta(days=400)).next_at == NOW + timedelta(days=7)


def test_a_feed_that_is_gone_or_dead_for_a_month_is_switched_off():
    assert "taken down for good" in fail(1, gone=True).off
    assert "30 days" in fail(9, failing_since=NOW - timedelta(days=30)).off
    assert fail(9, failing_since=NOW - timedelta(days=29)).off == ""


def test_a_plan_after_a_failure_needs_one():
    with pytest.raises(ValueError, match="needs at least one"):
        fail(0)


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=30), st.integers(1, 1_000), st.floats(0, 0.99))
def test_the_next_reading_is_always_ahead(published, failures, spread):
    pace = choose_pace(published)
    plan = plan_after_failure(NOW, pace, spread, failures=failures, failing_since=NOW)
    assert NOW < plan_after_success(NOW, pace, spread).next_at <= plan.next_at
