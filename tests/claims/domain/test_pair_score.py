"""A pair's score: vectors and shared pieces of words, of these two mentions only."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.clustering import GroupingPolicy, group_vectors
from claims.domain.pair_score import list_content_words, score_pair, sketch_wording, widen_vectors

HERE = np.array([1.0, 0.0], dtype=np.float32)
WORDS = ["storks", "ferry", "bridge", "mayor", "closed", "counted", "denied", "Selm", "Kestra", "Lyon", "40", "opened"]


def share(a, b):
    rows = sketch_wording([a, b])
    return float(rows[0] @ rows[1])


def test_the_same_words_share_everything():
    assert share("The ferry was closed.", "the FERRY was closed") == pytest.approx(1)


def test_other_words_share_next_to_nothing():
    assert abs(share("The ferry was closed.", "Nine owls hum quietly")) < 0.15


def test_an_inflected_word_still_shares_its_stem():
    assert share("storks counted", "stork counts") > 0.3


def test_a_denial_shares_the_words_of_what_it_denies():
    assert share("The mayor sold the bridge.", "Hoax: the mayor did not sell the bridge.") > 0.5


def test_words_about_the_statement_are_passed_over():
    assert list_content_words("Reportedly, the mayor's ferry") == ["the", "mayor", "ferry"]


def test_a_text_of_such_words_only_is_compared_by_all_of_them():
    assert list_content_words("Not true, false") == ["not", "true", "false"]


@pytest.mark.parametrize(
    "text", ["", "😀😀", "\x00\x07", "...", "a", "𝔄" * 9, "é" * 50_000, "\ud800 x", "поезд 火车 قطار"]
)
def test_any_text_gives_a_row_of_unit_length_when_widened(text):
    wide = widen_vectors(HERE[None], [text], 0.3)
    assert float((wide.astype(np.float64) ** 2).sum()) == pytest.approx(1, abs=1e-5)


def test_the_score_is_the_weighted_mean_of_both():
    there = np.array([0.6, 0.8], dtype=np.float32)
    text = "The ferry was closed."
    assert score_pair(HERE, there, text, text, 0.3) == pytest.approx(0.7 * 0.6 + 0.3, abs=0.002)


def test_it_refuses_texts_and_vectors_of_different_number():
    with pytest.raises(ValueError, match="one text for each vector"):
        widen_vectors(HERE[None], [], 0.3)


def test_grouping_by_wording_refuses_mentions_without_texts():
    with pytest.raises(ValueError, match="needs the text"):
        group_vectors(["a"], HERE[None], GroupingPolicy())


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=2, max_size=12), seed=st.integers(0, 99))
def test_a_texts_row_does_not_depend_on_its_company(texts, seed):
    order = list(range(len(texts)))
    random.Random(seed).shuffle(order)
    assert (sketch_wording(texts)[order] == sketch_wording([texts[i] for i in order])).all()
    assert (sketch_wording(texts)[:1] == sketch_wording(texts[:1])).all()


sentences = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=2, max_size=20)
ledgers = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19), st.booleans()), max_size=6)


@settings(max_examples=60, deadline=None)
@given(texts=sentences, seed=st.integers(0, 999), entries=ledgers)
def test_words_vectors_and_ledger_give_one_partition_in_any_order(texts, seed, entries):
    source = np.random.default_rng(seed)
    vectors = source.normal(size=(3, 8))[source.integers(3, size=len(texts))] + 0.5 * source.normal(
        size=(len(texts), 8)
    )
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    keys = [f"m{number:02d}" for number in range(len(texts))]
    said = {(keys[min(a, b)], keys[max(a, b)]): same for a, b, same in entries if a != b and max(a, b) < len(keys)}
    must, cannot = ([pair for pair, same in said.items() if same is word] for word in (True, False))
    order = list(range(len(texts)))
    random.Random(seed).shuffle(order)
    straight = group_vectors(keys, vectors, GroupingPolicy(), must, cannot, texts)
    shuffled = group_vectors(
        [keys[i] for i in order], vectors[order], GroupingPolicy(), must[::-1], cannot[::-1], [texts[i] for i in order]
    )
    assert [straight[i] for i in order] == shuffled
