"""Whoever asks when, a slot is named by the moment the schedule came due."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from claims.domain.job_slots import Calendar, find_slot

NIGHTLY = Calendar({30}, {2}, set(range(7)), set(range(1, 32)), set(range(1, 13)))
MONDAYS = Calendar({0}, {9}, {1}, set(range(1, 32)), set(range(1, 13)))
NEVER = Calendar({0}, {0}, set(range(7)), {30}, {2})


def at(*moment):
    return datetime(*moment, tzinfo=UTC)


def test_a_period_begins_at_its_multiples():
    assert find_slot(at(2027, 5, 3, 12, 34, 56), 3600) == at(2027, 5, 3, 12)


def test_two_clocks_in_one_period_mean_one_slot():
    assert find_slot(at(2027, 5, 3, 12, 0, 1), 600) == find_slot(at(2027, 5, 3, 12, 9, 59), 600)


def test_a_nightly_job_that_is_late_keeps_its_slot():
    assert find_slot(at(2027, 5, 3, 7, 0), NIGHTLY) == at(2027, 5, 3, 2, 30)
    assert find_slot(at(2027, 5, 3, 2, 29), NIGHTLY) == at(2027, 5, 2, 2, 30)


def test_weekdays_count_as_in_cron():
    assert find_slot(at(2027, 5, 5, 7, 0), MONDAYS) == at(2027, 5, 3, 9, 0)


def test_a_zone_makes_no_difference():
    elsewhere = at(2027, 5, 3, 7, 0).astimezone(timezone(timedelta(hours=5)))
    assert find_slot(elsewhere, NIGHTLY) == at(2027, 5, 3, 2, 30)


def test_a_calendar_that_never_fits_falls_back_to_the_day():
    assert find_slot(at(2027, 5, 3, 7, 0), NEVER) == at(2027, 5, 3)


def test_no_period_is_refused():
    with pytest.raises(ValueError, match="every 0 seconds"):
        find_slot(at(2027, 5, 3), 0)
