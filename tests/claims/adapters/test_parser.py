import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.adapters.parser import LONGEST_PARSED, MOST_TOKENS, load_parser

PARSER = load_parser()


def test_it_parses_each_sentence_in_order():
    first, empty, second = PARSER.parse(["Two cranes fell at Orrin.", "", "The port closed."])
    assert [token.text for token in first] == ["Two", "cranes", "fell", "at", "Orrin", "."]
    assert empty == ()
    assert second[second[1].head].text == "closed"


def test_it_is_loaded_once_per_process():
    assert load_parser() is PARSER


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_its_offsets_are_those_of_the_sentence(text):
    (parse,) = PARSER.parse([text])
    readable = text.encode("utf-8", "replace").decode()
    assert all(readable[token.start : token.end] == token.text for token in parse)
    assert all(0 <= token.head < len(parse) for token in parse)


@pytest.mark.parametrize(
    "text",
    ["port", "😀😀😀", "Порт 港 closed ميناء.", "\x00\x07 port", "\ud800 closed.", "word " * 10_000, "(" * 1_900],
    ids=["one word", "emoji", "mixed scripts", "control characters", "surrogate", "50,000 characters", "marks only"],
)
def test_it_takes_bad_input_in_bounded_time(text):
    started = time.monotonic()
    (parse,) = PARSER.parse([text])
    assert time.monotonic() - started < 10
    assert len(parse) <= MOST_TOKENS


def test_it_leaves_what_is_too_long_unparsed():
    assert PARSER.parse(["a" * (LONGEST_PARSED + 1), "a, " * MOST_TOKENS]) == [(), ()]
