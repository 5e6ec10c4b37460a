import time

import numpy as np
import pytest

from claims.domain.matching import LexicalIndex, clean_post, normalise_claim, rank_matches

CLAIMS = [
    "The mayor of Selm sold the town's fire engine.",
    "A pelican was elected harbour master of Orrin.",
    "Bread in Selm costs 14 crowns a loaf.",
]


def test_it_puts_the_author_of_a_signed_post_in_front():
    post = "The fire engine is gone! https://example.org/x1 — Lena Ortiz (@lenao) March 4, 2020"
    assert clean_post(post) == "Lena Ortiz: The fire engine is gone!"


def test_it_reads_hashtags_and_handles_as_words():
    assert clean_post("#SaveOurPelican says @OrrinHarbour2020 pic.twitter.com/abc") == (
        "Save Our Pelican says Orrin Harbour 2020"
    )


def test_it_keeps_a_post_that_is_nothing_but_a_link():
    assert clean_post("https://example.org/a") == "https://example.org/a"


def test_it_takes_claims_that_differ_in_quotation_marks_for_copies():
    assert normalise_claim('"The “old” quay  is ""lost"""') == normalise_claim("The 'old' quay is 'lost'")


def test_it_finds_shared_names_in_other_forms():
    scores = LexicalIndex(CLAIMS).score("Orrin's harbourmaster: pelicans rule")
    assert scores.argmax() == 1
    assert np.all((scores >= 0) & (scores <= 1 + 1e-9))


def test_a_claim_shares_all_its_wording_with_itself():
    assert LexicalIndex(CLAIMS).score(CLAIMS[2])[2] == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "😀😀", "\x00", "?!"])
def test_a_text_without_words_shares_nothing(text):
    assert not LexicalIndex(CLAIMS).score(text).any()


def test_an_index_of_nothing_scores_nothing():
    assert LexicalIndex([]).score("The mayor of Selm").shape == (0,)
    assert LexicalIndex(["", "?"]).score("The mayor of Selm").tolist() == [0, 0]


def test_it_adds_both_parts_of_the_score():
    best = rank_matches(np.array([0.5, 0.6]), np.array([0.4, 0.1]), limit=1)[0]
    assert (best.position, best.score) == (0, 0.9)


def test_copies_stand_in_the_order_in_which_they_are_known():
    near = np.array([0.1, 0.70000001, 0.7])
    assert [match.position for match in rank_matches(near, np.zeros(3), limit=3)] == [1, 2, 0]


@pytest.mark.parametrize(
    ("near", "shared", "limit", "sentence"),
    [
        ([0.1], [0.1, 0.2], 1, "equal length"),
        ([float("nan")], [0.1], 1, "not a number"),
        ([0.1], [0.1], 0, "At least one"),
    ],
)
def test_it_refuses_what_cannot_be_ranked(near, shared, limit, sentence):
    with pytest.raises(ValueError, match=sentence):
        rank_matches(np.array(near), np.array(shared), limit=limit)


@pytest.mark.parametrize("text", ["— " * 300_000, "#aB" * 300_000, "x" * 1_000_000, " — (@a) March " * 70_000])
def test_long_posts_take_bounded_time(text):
    started = time.perf_counter()
    LexicalIndex([clean_post(text)]).score(text)
    assert time.perf_counter() - started < 1
