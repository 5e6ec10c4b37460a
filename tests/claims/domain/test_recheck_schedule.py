"""Often at first, then rarer."""

from datetime import UTC, datetime, timedelta

from claims.domain.recheck_schedule import CONFIRMING, compute_interval, compute_next_check

NOW = datetime(2027, 5, 3, 12, tzinfo=UTC)


def wait(age, **fields):
    following = compute_next_check(NOW, NOW - age, is_open=fields.pop("is_open", True), **fields)
    return following - NOW if following else None


def test_the_wait_only_grows_with_age():
    waits = [compute_interval(timedelta(hours=hours)) for hours in range(0, 24 * 400, 5)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(hours=2), timedelta(days=30))


def test_after_a_year_only_open_claims_are_watched():
    assert wait(timedelta(days=400), is_open=False) is None
    assert wait(timedelta(days=400), is_open=True) == timedelta(days=30)


def test_a_suspicion_is_confirmed_soon():
    assert wait(timedelta(days=300), confirming=True) == CONFIRMING


def test_a_silent_site_is_asked_ever_more_rarely():
    waits = [wait(timedelta(0), failures=failures) for failures in range(1, 12)]
    assert waits == sorted(waits) and waits[-1] == timedelta(days=2)


def test_an_event_of_tomorrow_counts_as_now():
    assert wait(-timedelta(days=3)) == timedelta(hours=2)


def test_a_year_costs_some_45_looks():
    moment, looks, start = NOW, 0, NOW
    while moment and moment < start + timedelta(days=365):
        moment = compute_next_check(moment, start, is_open=False)
        looks += 1
    assert 40 <= looks <= 50
