"""Dates are read or refused, never guessed."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from claims.adapters.documents import UnreadableError
from claims.adapters.publication_dates import read_date

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-02-03", datetime(2025, 2, 3, tzinfo=UTC)),
        ("2025-02-03T14:05:06Z", datetime(2025, 2, 3, 14, 5, 6, tzinfo=UTC)),
        ("2025-02-03 14:05:06.123 UTC", datetime(2025, 2, 3, 14, 5, 6, 123_000, tzinfo=UTC)),
        ("2025-02-03T14:05+0200", datetime(2025, 2, 3, 14, 5, tzinfo=timezone(timedelta(hours=2)))),
        ("Mon, 03 Feb 2025 14:05:06 -0500", datetime(2025, 2, 3, 19, 5, 6, tzinfo=UTC)),
        ("Mon, 03 Feb 2025 14:05:06 GMT", datetime(2025, 2, 3, 14, 5, 6, tzinfo=UTC)),
        ("3 February 2025", datetime(2025, 2, 3, tzinfo=UTC)),
        ("Feb. 3, 2025", datetime(2025, 2, 3, tzinfo=UTC)),
        ("Sept. 3, 2025", datetime(2025, 9, 3, tzinfo=UTC)),
        ("  3\nFeb 2025 ", datetime(2025, 2, 3, tzinfo=UTC)),
        ("2026-05-06", datetime(2026, 5, 6, tzinfo=UTC)),  # two days ahead at most
    ],
)
def test_it_reads_dates_that_mean_one_day(value, moment):
    assert read_date(value, now=NOW) == moment


@pytest.mark.parametrize(
    "value",
    [
        *("03/02/2025", "3.2.2025", "02-03-25", "yesterday", "10", "2025", "1738591200", "", "2025-02-30"),
        *("30 Feb 2025", "Mon, 32 Feb 2025 14:05:06 GMT", "Feb 3", "2025-02-03T25:00"),
    ],
)
def test_it_refuses_what_is_no_date_or_two(value):
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_date(value, now=NOW)


@pytest.mark.parametrize("value", ["2026-05-07", "2205-02-03", "9999-12-31T23:59:59-12:00"])
def test_it_refuses_a_date_in_the_future(value):
    with pytest.raises(UnreadableError, match="lies in the future"):
        read_date(value, now=NOW)


def test_it_refuses_a_placeholder_for_a_date():
    with pytest.raises(UnreadableError, match="older than any newspaper"):
        read_date("0001-01-01T00:00:00+14:00", now=NOW)


def test_it_answers_a_date_of_forty_kilobytes_at_once():
    begin = time.monotonic()
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_date("1" * 40_000, now=NOW)
    assert time.monotonic() - begin < 0.1
