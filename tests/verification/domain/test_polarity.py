from __future__ import annotations

import time

import pytest

from tests.verification.domain.making import make_statement
from verification.domain.polarity import explain_withholding, find_denial, find_speculation, read_polarity
from verification.domain.wording import find_content_words


@pytest.mark.parametrize(
    "quote",
    [
        "Was the bridge closed?",
        "“Was the bridge closed?”",
        "Bridge reportedly closed",
        "Rumor: bridge closed",
        "Unconfirmed: the bridge is closed",
    ],
)
def test_it_takes_questions_and_hearsay_for_no_position(quote):
    assert explain_withholding(make_statement(1, quote))


@pytest.mark.parametrize(
    "quote", ["The bridge is closed", "Officials said the bridge is closed", "The bridge rumor is a hoax"]
)
def test_it_takes_assertions_and_denials_for_a_position(quote):
    assert explain_withholding(make_statement(1, quote)) == ""


def test_it_takes_a_hedge_found_by_extraction_for_hearsay():
    assert explain_withholding(make_statement(1, "The bridge is closed", hedges=("allegedly",)))


def test_it_names_the_word_that_makes_a_statement_a_possibility():
    assert find_speculation(make_statement(1, "The bridge could close", hedges=("could",))) == "could"
    assert find_speculation(make_statement(1, "The bridge is planned", hedges=("planned to",))) == ""


def test_it_tells_where_the_denial_stands():
    quote = "The mayor denied it"
    span = find_denial(quote)
    assert span is not None
    assert quote[span.start : span.end] == "denied"


def test_it_ends_the_scope_of_a_negation_with_its_clause():
    quote = "There were no deaths, while 42 guards were hurt"
    assert read_polarity(make_statement(1, quote, negated=True)).scope == {"death"}


def test_it_reads_no_negation_in_a_statement_that_is_not_marked_as_negated():
    assert not read_polarity(make_statement(1, "Closing the bridge has not been ruled out")).rejects


@pytest.mark.parametrize("quote", ["The mayor earned a fine, not a prize", "The storm hurt not four but six guards"])
def test_it_takes_a_contrast_for_no_negation(quote):
    assert not read_polarity(make_statement(1, quote, negated=True)).rejects


@pytest.mark.parametrize("filler", ["no ", "false ", "? ", ": ", "is a ", "rejects a ", "—", "' "])
def test_it_answers_soon_on_a_megabyte_of_anything(filler):
    quote = filler * (1_000_000 // len(filler))
    started = time.process_time()
    read_polarity(make_statement(1, quote, negated=True))
    explain_withholding(make_statement(1, quote))
    assert time.process_time() - started < 5


def test_a_negation_does_not_reach_what_was_done_next():
    polarity = read_polarity(make_statement(1, "The ferry left without loading and sailed south", negated=True))
    assert polarity.find_rejection(frozenset(find_content_words("The ferry sailed south"))) is None


@pytest.mark.parametrize(
    "quote",
    [
        "The ministry denied that the mayor sent 120 boats, calling the report not only wrong but dangerous",
        "The report that the mayor sent 120 boats is not only false but a hoax",
        "It is not true that the mayor sent 120 boats to Selm but he did visit",
        "The harbour master disputed that the mayor sent 120 boats to Selm",
        "That the mayor sent 120 boats to Selm is a lie",
    ],
)
def test_setting_one_thing_right_hides_no_denial(quote):
    assert read_polarity(make_statement(1, quote, negated=True)).denial is not None
