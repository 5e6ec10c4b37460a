from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verification.domain.making import (
    MONDAY,
    TUESDAY,
    count_soldiers,
    make_date,
    make_quantity,
    make_statement,
)
from verification.domain.conflicts import find_conflicts
from verification.domain.types import ConflictType

OPENING = "The new harbour terminal will open to passengers {}"


def types(*statements):
    return [conflict.type for conflict in find_conflicts(statements)]


def open_terminal(id, written, first, last=None, *, quote=OPENING, relative=False, **fields):
    sentence = quote.format(written)
    dates = (make_date(sentence, written, first, last, relative=relative),)
    return make_statement(id, sentence, dates=dates, **fields)


# numbers


def test_it_sets_two_different_counts_of_the_same_thing_against_each_other():
    (conflict,) = find_conflicts([count_soldiers(1, "10,000", "10000"), count_soldiers(2, "15,000", "15000")])
    assert conflict.type == ConflictType.NUMBER
    assert (conflict.a, conflict.b, conflict.value_a, conflict.value_b) == (1, 2, "10,000", "15,000")
    assert 0 < conflict.strength <= 1


def test_it_marks_the_values_where_they_stand_in_each_quote():
    a = count_soldiers(1, "10,000", "10000")
    b = count_soldiers(2, "15,000", "15000", quote="Some day soon, {} soldiers will reach the northern valley")
    (conflict,) = find_conflicts([a, b])
    assert a.quote[conflict.start_a : conflict.end_a] == "10,000"
    assert b.quote[conflict.start_b : conflict.end_b] == "15,000"


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (("10,000", "10000", {}), ("10.000", "10000", {}), "one number written two ways"),
        (("10,000", "10000", {}), ("10,412", "10412", {}), "the first is the second, rounded"),
        (("about 10,000", "10000", {"approximate": True}), ("9,200", "9200", {}), "about allows a tenth"),
        (("at least 10,000", "10000", {"bound": "at_least"}), ("15,000", "15000", {}), "a lower bound holds"),
        (("up to 15,000", "15000", {"bound": "at_most"}), ("10,000", "10000", {}), "an upper bound holds"),
        (("8,000 to 12,000", "8000", {"high": "12000"}), ("10,000", "10000", {}), "inside the range"),
        (("2.5 million", "2500000", {}), ("2,470,000", "2470000", {}), "rounded to a tenth of a million"),
    ],
)
def test_it_lets_numbers_stand_that_can_both_be_true(first, second, why):
    a, b = (count_soldiers(id, w, v, **more) for id, (w, v, more) in enumerate((first, second)))
    assert types(a, b) == [], why


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (("29", "29", {}), ("42", "42", {}), "plain numbers"),
        (
            ("about 10,000", "10000", {"approximate": True}),
            ("15,000", "15000", {}),
            "about is not half as many again",
        ),
        (
            ("at least 15,000", "15000", {"bound": "at_least"}),
            ("10,000", "10000", {}),
            "below the lower bound",
        ),
        (("up to 10,000", "10000", {"bound": "at_most"}), ("15,000", "15000", {}), "above the upper bound"),
        (("8,000 to 12,000", "8000", {"high": "12000"}), ("20,000", "20000", {}), "outside the range"),
        (("10,000", "10000", {}), ("10,600", "10600", {}), "further off than rounding explains"),
    ],
)
def test_it_sees_numbers_that_cannot_both_be_true(first, second, why):
    a, b = (count_soldiers(id, w, v, **more) for id, (w, v, more) in enumerate((first, second)))
    assert types(a, b) == [ConflictType.NUMBER], why


def test_it_does_not_compare_numbers_of_different_things():
    quote = "The ministry counted {} in the northern valley last year"
    a = count_soldiers(1, "260", "260", quote=quote.format("{} attacks"), counted="attacks")
    b = count_soldiers(2, "42", "42", quote=quote.format("{} vehicles"), counted="vehicles")
    assert types(a, b) == []


def test_it_knows_soldiers_and_troops_for_one_kind():
    b = count_soldiers(2, "15,000", "15000", counted="troops", quote="The ministry sends {} troops to the valley")
    assert types(count_soldiers(1, "10,000", "10000"), b) == [ConflictType.NUMBER]


def test_it_does_not_compare_percent_with_a_count():
    b = count_soldiers(2, "15", "15", unit="percent", quote="The ministry will send {} percent to the northern valley")
    assert types(count_soldiers(1, "10,000", "10000"), b) == []


def test_it_does_not_compare_numbers_of_sentences_about_other_things():
    b = count_soldiers(2, "15,000", "15000", quote="In the capital's parade on Sunday, {} soldiers marched")
    assert types(count_soldiers(1, "10,000", "10000"), b) == []


def test_it_is_content_when_one_of_several_numbers_fits():
    quote = "The ministry first sent 10,000 soldiers to the northern valley and then 15,000 soldiers"
    quantities = (
        make_quantity(quote, "10,000", "10000", "soldiers"),
        make_quantity(quote, "15,000", "15000", "soldiers"),
    )
    assert types(count_soldiers(1, "10,000", "10000"), make_statement(2, quote, quantities=quantities)) == []


def test_it_leaves_out_numbers_of_the_attribution():
    quote = "All 7 members said the ministry will send soldiers to the northern valley"
    text = "the ministry will send soldiers to the northern valley"
    b = make_statement(2, quote, text=text, quantities=(make_quantity(quote, "7", "7", "members"),))
    assert types(count_soldiers(1, "10,000", "10000", counted="members"), b) == []


# dates


def test_it_sets_two_different_days_against_each_other():
    found = find_conflicts(
        [
            open_terminal(1, "on 4 May", date(2026, 5, 4)),
            open_terminal(2, "on 9 June", date(2026, 6, 9)),
        ]
    )
    assert [(c.type, c.value_a, c.value_b) for c in found] == [(ConflictType.DATE, "on 4 May", "on 9 June")]


def test_it_lets_a_month_agree_with_a_day_inside_it():
    a = open_terminal(1, "in May", date(2026, 5, 1), date(2026, 5, 31))
    assert types(a, open_terminal(2, "on 4 May", date(2026, 5, 4))) == []


def test_it_sees_a_day_outside_the_month():
    a = open_terminal(1, "in May", date(2026, 5, 1), date(2026, 5, 31))
    assert types(a, open_terminal(2, "on 9 June", date(2026, 6, 9))) == [ConflictType.DATE]


def test_it_allows_yesterday_a_time_zone():
    a = open_terminal(1, "yesterday", date(2026, 5, 4), relative=True)
    assert types(a, open_terminal(2, "on 5 May", date(2026, 5, 5))) == []


def test_it_holds_a_weekday_to_its_name():
    a = open_terminal(1, "on Monday", date(2026, 5, 4), relative=True)
    assert types(a, open_terminal(2, "on 5 May", date(2026, 5, 5))) == [ConflictType.DATE]


def test_it_finds_no_conflict_between_the_same_weekday_in_a_text_and_its_later_reprint():
    a = open_terminal(1, "on Monday", date(2026, 5, 4), relative=True)
    assert types(a, open_terminal(2, "Monday", date(2026, 5, 18), relative=True)) == []


def test_it_holds_two_reports_in_their_own_words_to_the_mondays_of_their_weeks():
    a = open_terminal(1, "on Monday", date(2026, 5, 4), relative=True)
    quote = "The harbour's new ferry terminal was opened on Monday by the mayor of Selm and two ministers"
    b = make_statement(2, quote, dates=(make_date(quote, "on Monday", date(2026, 5, 18), relative=True),))
    assert types(a, b) == [ConflictType.DATE]


def test_it_does_not_fail_on_the_last_day_that_there_is():
    a = open_terminal(1, "on Monday", date.max, relative=True)
    assert types(a, open_terminal(2, "on 5 May", date.min)) == [ConflictType.DATE]


# negation


def test_it_sets_a_negation_against_the_assertion():
    a = make_statement(1, "The mayor signed the harbour contract")
    b = make_statement(2, "The mayor did not sign the harbour contract", negated=True)
    (conflict,) = find_conflicts([a, b])
    assert (conflict.type, conflict.value_a, conflict.value_b) == (ConflictType.NEGATION, "signed", "not sign")


@pytest.mark.parametrize(
    "denial",
    [
        "The city hall denied that the mayor signed the harbour contract",
        "Reports that the mayor signed the harbour contract are false",
        "The harbour contract signed by the mayor is a hoax",
        "No, the mayor never signed the harbour contract",
        "The city hall rejected reports of a harbour contract signed by the mayor",
    ],
)
def test_it_sets_a_denial_against_the_assertion(denial):
    assert types(make_statement(1, "The mayor signed the harbour contract"), make_statement(2, denial)) == [
        ConflictType.NEGATION
    ]


@pytest.mark.parametrize("denial", ["We withdraw our report that", "The city hall denied that"])
def test_a_denial_of_something_left_out_is_set_against_the_whole_of_it(denial):
    told = "The council skipped the yearly count of the harbour bridges"
    (conflict,) = find_conflicts([make_statement(1, told), make_statement(2, f"{denial} {told[0].lower() + told[1:]}")])
    assert conflict.value_a == told
    assert conflict.value_b in ("withdraw our report", "denied")


def test_it_lets_two_denials_agree():
    a = make_statement(1, "The city hall denied that the mayor signed the harbour contract")
    b = make_statement(2, "The mayor did not sign the harbour contract", negated=True)
    assert types(a, b) == []


def test_it_reads_a_negation_for_what_it_reaches():
    a = make_statement(1, "The storm hurt 42 guards at the northern bridge")
    b = make_statement(2, "There were no deaths, but the storm hurt 42 guards at the northern bridge", negated=True)
    assert types(a, b) == []


@pytest.mark.parametrize(
    "quote",
    [
        "The mayor was denied entry before he signed the harbour contract",
        "The mayor with fake documents signed the harbour contract",
        "The city hall has not denied that the mayor signed the harbour contract",
    ],
)
def test_it_takes_these_for_no_denial(quote):
    assert types(make_statement(1, "The mayor signed the harbour contract"), make_statement(2, quote)) == []


def test_it_shows_a_negation_in_another_language_as_a_whole():
    b = make_statement(2, "El alcalde Prado jamás firmó contrato harbour", negated=True)
    (conflict,) = find_conflicts([make_statement(1, "Alcalde Prado firmó contrato harbour"), b])
    assert conflict.value_b == b.quote


# superseded


def test_it_calls_a_later_number_an_update_when_the_later_article_says_so():
    quote = "The number the ministry will send to the northern valley rose to {} soldiers"
    a = count_soldiers(1, "10,000", "10000", published_at=MONDAY)
    b = count_soldiers(2, "15,000", "15000", quote=quote, published_at=TUESDAY)
    (conflict,) = find_conflicts([a, b])
    assert (conflict.type, conflict.rule) == (ConflictType.SUPERSEDED, "later_number")


def test_it_keeps_the_conflict_when_the_earlier_article_speaks_of_change():
    quote = "The number the ministry will send to the northern valley rose to {} soldiers"
    a = count_soldiers(1, "10,000", "10000", published_at=TUESDAY)
    assert types(a, count_soldiers(2, "15,000", "15000", quote=quote)) == [ConflictType.NUMBER]


def test_it_keeps_the_conflict_when_it_does_not_know_which_came_first():
    quote = "The number the ministry will send to the northern valley rose to {} soldiers"
    a = count_soldiers(1, "10,000", "10000", published_at=None)
    assert types(a, count_soldiers(2, "15,000", "15000", quote=quote)) == [ConflictType.NUMBER]


def test_it_keeps_the_conflict_when_the_later_article_just_says_another_number():
    a = count_soldiers(1, "10,000", "10000")
    assert types(a, count_soldiers(2, "15,000", "15000", published_at=TUESDAY)) == [ConflictType.NUMBER]


def test_it_calls_a_postponed_date_an_update():
    quote = "The new harbour terminal's opening to passengers was postponed to {}"
    a = open_terminal(1, "on 4 May", date(2026, 5, 4))
    b = open_terminal(2, "9 June", date(2026, 6, 9), quote=quote, published_at=TUESDAY)
    assert types(a, b) == [ConflictType.SUPERSEDED]


def test_it_calls_a_plan_put_on_hold_an_update():
    a = open_terminal(1, "on 4 May", date(2026, 5, 4))
    b = make_statement(2, "The new harbour terminal for passengers was put on hold", published_at=TUESDAY)
    (conflict,) = find_conflicts([a, b])
    assert (conflict.type, conflict.value_b) == (ConflictType.SUPERSEDED, "put on hold")


# the whole


def test_it_refuses_two_statements_of_one_id():
    with pytest.raises(ValueError, match="same id"):
        find_conflicts([make_statement(1), make_statement(1)])


@pytest.mark.parametrize("edge", ["sınce", "UNTİL", "ſince"])
def test_a_cue_may_hold_a_letter_of_another_alphabet(edge):
    told = [open_terminal(n, f"{edge} {day} May", date(2026, 5, day)) for n, day in ((1, 4), (2, 9))]
    assert find_conflicts([*told, make_statement(3, "Passengers at the harbour terminal have trıpled")])


numbers = st.sampled_from([("10,000", "10000"), ("10,300", "10300"), ("15,000", "15000"), ("9", "9")])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(numbers, st.booleans(), st.sampled_from([None, MONDAY, TUESDAY])), max_size=7),
    st.randoms(use_true_random=False),
)
def test_it_finds_the_same_conflicts_in_any_order(values, random):
    told = [
        count_soldiers(id, written, value, negated=negated, published_at=when)
        for id, ((written, value), negated, when) in enumerate(values)
    ]
    shuffled = list(told)
    random.shuffle(shuffled)
    assert find_conflicts(shuffled) == find_conflicts(told)


def test_it_compares_500_mentions_in_about_a_second():
    told = [count_soldiers(n, *(("15,000", "15000") if n % 10 == 0 else ("10,000", "10000"))) for n in range(500)]
    started = time.process_time()
    found = find_conflicts(told)
    assert len(found) == 50 * 450
    assert time.process_time() - started < 2  # about 0.4 s on an idle core; shared machines are slower
