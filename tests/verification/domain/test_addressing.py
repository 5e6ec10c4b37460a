import time

import pytest

from verification.domain.addressing import MOST_ADDRESSED, find_addressed, find_candidates, split_addressed

NAMES = {"rosa", "colm", "jo.an", "jo"}


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("@rosa look at this", ["rosa"]),
        ("is it so, @Rosa?", ["rosa"]),  # whatever the case
        ("ask @rosa.", ["rosa"]),  # the end of a sentence
        ("ask @jo.an", ["jo.an"]),  # a dot inside a name
        ("ask @jo.", ["jo"]),
        ("@rosa, @colm and @rosa", ["rosa", "colm"]),  # each once
        ("write to rosa@desk.example", []),  # an address
        ("@nobody", []),
        ("@ rosa", []),
        ("", []),
    ],
)
def test_it_finds_whom_a_text_addresses(text, addressed):
    assert find_addressed(text, NAMES) == addressed


@pytest.mark.parametrize("text", ["@rosa, see @colm.", "no name", "@", "@@rosa", "x@rosa@colm"])
def test_the_pieces_make_up_the_text(text):
    assert "".join(piece.text for piece in split_addressed(text, NAMES)) == text


def test_one_comment_addresses_no_crowd():
    many = {f"p{number}" for number in range(100)}
    assert len(find_addressed(" ".join(f"@{name}" for name in many), many)) == MOST_ADDRESSED


@pytest.mark.parametrize("text", ["@" * 1_000_000, "@a." * 300_000, "@" + "." * 1_000_000])
def test_a_hostile_text_is_read_in_bounded_time(text):
    began = time.monotonic()
    find_candidates(text)
    split_addressed(text, NAMES)
    assert time.monotonic() - began < 3
