import random

import pytest

from evaluation.swaps import (
    OPEN_FRAMES,
    PLAIN_FRAMES,
    REFUTING_FRAMES,
    frame_headline,
    make_swaps,
    set_frame,
    swap_number,
    swap_polarity,
    swap_time,
    swap_word,
)

PLAIN = "The council was told that 14 boats sank on Monday"
OTHER = "On Monday 14 boats sank, the council was told"


def collect(maker, times=40, a=OTHER, b=PLAIN):
    draw = random.Random(5)
    return [pair for _ in range(times) for pair in maker(a, b, draw)]


def test_another_number_refutes_and_the_same_number_in_another_form_does_not():
    made = collect(swap_number)
    assert {label for *_, label in made} == {"refutes", "supports", "neutral"}
    refuting = [b for _, b, label in made if label == "refutes"]
    assert all(" 14 " not in b and "fourteen" not in b for b in refuting)


def test_another_weekday_refutes():
    assert all("Monday" not in b for _, b, label in collect(swap_time) if label == "refutes")


def test_a_negation_refutes_and_stands_once():
    made = collect(swap_polarity)
    assert all((a + b).count("was not told") == 1 for a, b, label in made if label == "refutes")


def test_an_opposite_refutes_and_a_near_synonym_supports():
    made = collect(swap_word, b="The boats were found safe by police")
    assert {label for *_, label in made} == {"refutes", "supports"}


def test_frames_refute_leave_open_or_support():
    assert {label for *_, label in collect(frame_headline)} == {"refutes", "neutral", "supports"}


@pytest.mark.parametrize("frame", [*REFUTING_FRAMES, *OPEN_FRAMES, *PLAIN_FRAMES])
def test_every_frame_takes_the_statement(frame):
    assert "boats sank" in set_frame(frame, "The boats sank.")


def test_a_frame_makes_the_first_letter_small_only_where_that_is_safe():
    assert set_frame("Police deny that {x}", "The boats sank.") == "Police deny that the boats sank"
    assert set_frame("Police deny that {x}", "Selm lost two boats") == "Police deny that Selm lost two boats"


def test_the_same_seed_makes_the_same_pairs():
    pairs = [(OTHER, PLAIN), (PLAIN, OTHER), ("Two men left", "The two men were not there")]
    assert make_swaps(pairs, 40, 3) == make_swaps(pairs, 40, 3)
    assert len(make_swaps(pairs, 4, 3)) <= 4


def test_a_text_without_anything_to_swap_makes_nothing():
    assert not collect(swap_number, a="Storks nest", b="Storks nest") and not collect(swap_time, a="x", b="Storks nest")
