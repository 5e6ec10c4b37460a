import pytest

from claims.domain.row_ids import LARGEST_ID, read_id


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("17", 17), ("0017", 17), (str(LARGEST_ID), LARGEST_ID)])
def test_it_reads_digits(text, number):
    assert read_id(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "m1", "٣", "²", str(LARGEST_ID + 1), "0" * 30, "9" * 10_000])
def test_it_takes_nothing_else_for_a_number(text):
    assert read_id(text) is None
