import pytest

from claims.domain.search_words import (
    LONGEST_SEARCH,
    MOST_TERMS,
    Trouble,
    find_terms,
    holds_all,
    holds_whole,
    read_search,
)


def test_words_are_terms_without_their_punctuation():
    assert read_search("  the (old)  mill, Selm! ").terms == ("the", "old", "mill", "Selm")


def test_quotation_marks_keep_words_together():
    assert read_search('"old mill" burnt “new pier”').terms == ("old mill", "burnt", "new pier")


def test_a_quotation_mark_without_its_partner_is_no_obstacle():
    assert read_search('"old mill').terms == ("old", "mill")


def test_a_word_said_twice_counts_once():
    assert read_search("mill mill mill").terms == ("mill",)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", Trouble.NOTHING),
        ("   ", Trouble.NOTHING),
        ("?!…", Trouble.NO_WORDS),
        ("%", Trouble.NO_WORDS),
        ('""', Trouble.NO_WORDS),
        ("a", Trouble.TOO_SHORT),
        ("x" * (LONGEST_SEARCH + 1), Trouble.TOO_LONG),
        ("\0\0", Trouble.NOTHING),
    ],
)
def test_what_cannot_be_looked_for_has_no_terms_and_a_reason(text, trouble):
    search = read_search(text)
    assert (search.terms, search.trouble) == ((), trouble)


@pytest.mark.parametrize("text", ["7", "港", "橋が", "мост", "جسر", "สะพาน", "C++"])
def test_a_digit_or_a_sign_of_another_script_is_enough(text):
    assert read_search(text).trouble in (Trouble.NOTHING, Trouble.TOO_SHORT) and (
        text == "C++" or read_search(text).terms
    )


def test_operators_of_other_places_are_named():
    assert read_search("mill OR pier").operators == ("OR",)
    assert read_search("mill or pier").operators == ()


def test_terms_are_bounded():
    assert len(read_search(" ".join(f"w{n}" for n in range(40))).terms) == MOST_TERMS


def test_terms_are_found_in_any_case_and_literally():
    assert find_terms("The OLD mill (a+)+ old", ("old", "(a+)+")) == [(4, 7), (13, 18), (19, 22)]
    assert holds_all("Old Mill", ("mill", "OLD"))
    assert not holds_all("Old Mill", ("m.ll",))


def test_a_word_that_stands_whole_is_not_marked_in_other_words():
    assert find_terms("The dam did no damage.", ("dam",)) == [(4, 7)]


def test_a_word_that_stands_nowhere_whole_is_marked_in_parts():
    assert find_terms("Damage in Amsterdam", ("dam",)) == [(0, 3), (16, 19)]


def test_each_word_is_marked_by_its_own_measure():
    assert find_terms("A dam, damage, two millers", ("dam", "mill")) == [(2, 5), (19, 23)]


def test_a_script_without_spaces_is_marked_wherever_the_word_stands():
    assert find_terms("東京の橋が落ちた", ("橋",)) == [(3, 4)]


@pytest.mark.parametrize(
    ("text", "whole"), [("The Dam broke.", True), ("Damage", False), ("Amsterdam", False), ("a dam_2", False)]
)
def test_a_whole_word_is_told_from_a_part_of_one(text, whole):
    assert holds_whole(text, ("dam",)) is whole


def test_hostile_texts_take_no_time():
    search = read_search('"' * 200)
    assert search.terms == ()
    assert find_terms("a" * 1_000_000, ("a" * 100 + "b",)) == []
