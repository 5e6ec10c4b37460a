import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.numerals import parse_number
from claims.domain.quantities import find_quantities


def read_one(text):
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "counted"),
    [
        ("1,200 seasonal dock workers", "1200", "", "dock workers"),
        ("12.000 Danish dock workers", "12000", "", "dock workers"),
        ("12 000 crates", "12000", "", "crates"),
        ("forty-two sailors", "42", "", "sailors"),
        ("two hundred and five thousand votes", "205000", "", "votes"),
        ("a dozen eggs", "12", "", "eggs"),
        ("310 such raids on the port", "310", "", "raids"),
        ("one soldier died", "1", "", ""),
        ("25 per cent tariffs", "25", "percent", "tariffs"),
        ("5% of the crates", "5", "percent", "crates"),
        ("half of the crew", "50", "percent", "crew"),
        ("$1.5bn", "1500000000", "USD", ""),
        ("€2.125 million", "2125000", "EUR", ""),
        ("3 million pesos", "3000000", "MXN", ""),
        ("1.234,56 euros", "1234.56", "EUR", ""),
        ("0.250 kg", "0.25", "kg", ""),
        ("30 miles per hour", "30", "mph", ""),
        ("2000 soldiers", "2000", "", "soldiers"),
    ],
)
def test_it_reads_value_unit_and_noun(text, value, unit, counted):
    found = read_one(text)
    assert (found.low, found.high, found.unit) == (Decimal(value), Decimal(value), unit)
    assert found.counted == counted or value == "1"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between 20 and 30 ships", 20, 30),
        ("20-30 ships", 20, 30),
        ("2 to 3 million people", 2_000_000, 3_000_000),
        ("dozens of ships", 24, 99),
        ("tens of thousands of people", 20_000, 99_000),
    ],
)
def test_it_reads_ranges(text, low, high):
    found = read_one(text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "bound", "approximate"),
    [
        ("at least 40 ships", "at_least", True),
        ("more than 40 ships", "at_least", True),
        ("40 or more ships", "at_least", True),
        ("up to 40 ships", "at_most", True),
        ("about 40 ships", "", True),
        ("40 ships", "", False),
    ],
)
def test_it_keeps_how_firm_a_number_is(text, bound, approximate):
    found = read_one(text)
    assert (found.bound, found.approximate, found.counted) == (bound, approximate, "ships")


@pytest.mark.parametrize(
    "text",
    [
        "in 2021",
        "the 1990s",
        "at 5:30 p.m.",
        "the 3rd ship",
        "the third ship",
        "an F-16 jet",
        "COVID-19",
        "pier No. 5",
        "Article 5",
        "one of the ships",
        "no one left",
        "on March 4, 2021",
        "call 555-123-4567",
    ],
)
def test_it_leaves_out_numbers_that_count_nothing(text):
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("digits", "value"),
    [("10.000", 10_000), ("1.000.000", 1_000_000), ("1,5", Decimal("1.5")), ("1.2.3", None)],
)
def test_it_tells_thousands_from_decimals(digits, value):
    assert parse_number(digits) == value


def test_it_keeps_a_decimal_before_a_scale_word():
    assert read_one("1.125 billion dollars").low == 1_125_000_000


def test_it_is_done_with_a_long_digit_string_at_once():
    started = time.perf_counter()
    assert find_quantities("7" * 40_000) == ()
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("EİGHT ships", 8), ("two mıllıon ships", 2_000_000), ("mıllıons of ships", 2_000_000), ("five ın ten ships", 50)],
)
def test_a_number_word_may_hold_the_letter_i_of_another_alphabet(text, value):
    assert read_one(text).low == value


NUMERALS = ["1", "2.000", "10", "1,5", "one", "half of", "million", "٣", "²", "½", "ships"]
MARKS = [",", ".", "-", "to", "and", "%", "$", "at least", "about"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(NUMERALS + MARKS), max_size=25))
def test_it_gives_ordered_spans_and_ranges_for_any_mix(parts):
    text = " ".join(parts)
    end = 0
    for found in find_quantities(text):
        assert end <= found.start < found.end <= len(text)
        assert found.low <= found.high
        end = found.end
