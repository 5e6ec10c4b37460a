from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.dates import find_dates

THURSDAY = date(2024, 5, 9)


def read_dates(text, published=THURSDAY):
    return [(found.earliest, found.latest, found.precision) for found in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("March 4, 2021", date(2021, 3, 4)),
        ("4 March 2021", date(2021, 3, 4)),
        ("the 4th of March 2021", date(2021, 3, 4)),
        ("2021-03-04", date(2021, 3, 4)),
        ("14/03/2021", date(2021, 3, 14)),
        ("Dec. 12", date(2023, 12, 12)),
        ("June 1", date(2024, 6, 1)),
        ("on Monday", date(2024, 5, 6)),
        ("Thursday's meeting", date(2024, 5, 9)),
        ("last Thursday", date(2024, 5, 2)),
        ("next Friday", date(2024, 5, 10)),
        ("yesterday", date(2024, 5, 8)),
        ("three days ago", date(2024, 5, 6)),
    ],
)
def test_it_reads_a_day(text, day):
    assert read_dates(text) == [(day, day, "day")]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("in 2019", date(2019, 1, 1), date(2019, 12, 31), "year"),
        ("last year", date(2023, 1, 1), date(2023, 12, 31), "year"),
        ("the 1990s", date(1990, 1, 1), date(1999, 12, 31), "year"),
        ("February 2020", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("in March", date(2024, 3, 1), date(2024, 3, 31), "month"),
        ("last month", date(2024, 4, 1), date(2024, 4, 30), "month"),
        ("last week", date(2024, 4, 29), date(2024, 5, 5), "day"),
    ],
)
def test_it_keeps_the_stated_precision(text, earliest, latest, precision):
    assert read_dates(text) == [(earliest, latest, precision)]


@pytest.mark.parametrize("text", ["on Monday", "last year", "May 4", "in March", "yesterday"])
def test_it_leaves_out_what_needs_the_day_of_publication(text):
    assert read_dates(text, None) == []


@pytest.mark.parametrize("text", ["31 February 2020", "03/04/2020", "of 2019 ships", "it may 5 times", "may 2"])
def test_it_does_not_guess(text):
    assert read_dates(text) == []


def test_it_marks_relative_dates():
    assert [found.relative for found in find_dates("on Monday and on May 3, 2024", THURSDAY)] == [True, False]


@given(
    st.dates(),
    st.sampled_from(["99 years ago", "next week", "last year", "tomorrow", "December 31", "next Monday"]),
)
def test_it_never_raises_at_the_ends_of_the_calendar(published, text):
    for found in find_dates(text, published):
        assert found.earliest <= found.latest
