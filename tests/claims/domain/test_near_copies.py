"""Text reuse: shared runs of words, whatever stands around them."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.near_copies import (
    NEAR_COPY,
    SKETCH_SIZE,
    estimate_containment,
    find_copied,
    hash_shingles,
    sketch_shingles,
)

WIRE = (
    "The harbour council voted nine to two on Thursday to close the old ferry pier until the spring, after "
    "divers found that eleven of its forty oak pillars no longer carry any weight. Repairs will take months."
)
OWN = (
    "Our reporter met the ferryman at dawn, and he was in no mood to celebrate a decision which leaves him "
    "with neither a berth nor a timetable through the busiest weeks of his year."
)


def compare(a, b):
    return estimate_containment(sketch_shingles(hash_shingles(a)), sketch_shingles(hash_shingles(b)))


def count_up(start, stop):
    return " ".join(f"word{number}" for number in range(start, stop))


def test_it_contains_a_copy_wholly_whatever_is_added_to_it():
    assert compare(WIRE, OWN + " " + WIRE + " " + OWN.upper()) == 1.0


def test_it_finds_nothing_shared_between_texts_written_apart():
    assert compare(WIRE, OWN) == 0.0


def test_it_calls_a_lightly_edited_copy_a_near_copy():
    assert NEAR_COPY <= compare(WIRE, WIRE.replace("Thursday", "Friday")) < 1.0


def test_it_sees_through_case_spacing_and_punctuation():
    assert hash_shingles(WIRE) == hash_shingles(WIRE.upper().replace(" ", "\n\t ").replace(",", " -"))


def test_it_measures_the_share_of_the_shorter_text():
    # of 96 runs in the shorter text, the 46 inside its first half are shared
    assert compare(count_up(0, 100), count_up(0, 50) + " " + count_up(500, 900)) == pytest.approx(46 / 96)


def test_it_compares_texts_below_five_words_as_a_whole():
    assert compare("Pier closed.", "pier closed") == 1.0
    assert compare("Pier closed.", "Pier reopened.") == 0.0


def test_it_finds_no_copy_of_a_text_without_words():
    assert hash_shingles(" -- \n!") == frozenset()
    assert compare("", "") == compare("", WIRE) == 0.0


def test_it_keeps_every_hash_of_a_short_text_and_a_bounded_number_of_a_long_one():
    assert len(sketch_shingles(hash_shingles(WIRE))) == len(hash_shingles(WIRE))
    assert len(sketch_shingles(hash_shingles(count_up(0, 5000)))) == SKETCH_SIZE


def test_it_estimates_a_sampled_containment_closely():
    half_shared = count_up(0, 5000) + " " + count_up(20_000, 25_000)
    estimate = compare(count_up(0, 10_000), half_shared)
    assert estimate == pytest.approx(0.5, abs=0.05)


def test_it_finds_a_short_text_inside_one_that_is_sampled():
    estimate = compare(count_up(3000, 3400), count_up(0, 6000))
    assert estimate == 1.0


def test_it_gives_hashes_that_fit_signed_database_integers():
    assert all(0 <= shingle < 2**63 for shingle in hash_shingles(WIRE))


def test_it_gives_the_same_hashes_in_every_process():
    code = "from claims.domain.near_copies import hash_shingles as h; print(min(h('closed until spring')))"
    answers = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        answer = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
        )
        answers.add(int(answer.stdout))
    assert answers == {min(hash_shingles("closed until spring"))}


def test_it_refuses_a_sketch_of_nothing():
    with pytest.raises(ValueError, match="at least one hash"):
        sketch_shingles([1, 2], keep=0)


def test_it_reads_a_megabyte_of_anything_in_seconds():
    started = time.perf_counter()
    for text in ("a'" * 500_000, "'" * 1_000_000, "word " * 200_000, "\ud800" * 100_000):
        hash_shingles(text)
    assert time.perf_counter() - started < 10


@given(
    a=st.sets(st.integers(0, 2**63 - 1), max_size=40),
    b=st.sets(st.integers(0, 2**63 - 1), max_size=40),
    keep=st.integers(1, 50),
)
def test_it_says_the_same_of_a_pair_from_either_side(a, b, keep):
    estimate = estimate_containment(a, b, keep)
    assert estimate == estimate_containment(b, a, keep)
    assert 0.0 <= estimate <= 1.0


runs = st.lists(st.integers(0, 60), max_size=30).map(set)


@given(st.lists(runs, max_size=8))
def test_it_finds_the_copies_that_comparing_all_pairs_finds(texts):
    slow = {}
    for later, text in enumerate(texts):
        alike = (n for n in range(later) if estimate_containment(text, texts[n]) >= NEAR_COPY)
        if (first := next(alike, None)) is not None:
            slow[later] = first
    assert find_copied(texts) == slow


@pytest.mark.parametrize("shared", [0, 40, 500], ids=["nothing in common", "a shared ending", "copies of one text"])
def test_five_hundred_texts_are_compared_in_seconds(shared):
    texts = [{*range(shared), *range(10_000 * n, 10_000 * n + 500 - shared)} for n in range(1, 501)]
    started = time.perf_counter()
    assert len(find_copied(texts)) == (499 if shared == 500 else 0)
    assert time.perf_counter() - started < 10
