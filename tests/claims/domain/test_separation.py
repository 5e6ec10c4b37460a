"""Statements of one article are kept apart unless they repeat each other."""

import numpy as np

from claims.domain.separation import separate_long_statements, separate_within_articles

KEYS = ["a", "b", "c"]
# a and b: similarity 0.6; a and c: 0.96
VECTORS = np.array([[1.0, 0.0], [0.6, 0.8], [0.96, 0.28]], dtype=np.float32)


def test_two_statements_of_one_article_are_kept_apart():
    assert ("a", "b") in separate_within_articles(KEYS, [1, 1, 2], VECTORS)


def test_statements_of_different_articles_are_not():
    assert separate_within_articles(KEYS, [1, 2, 3], VECTORS) == []


def test_a_repetition_within_one_article_is_not_kept_apart():
    assert separate_within_articles(KEYS, [1, 2, 1], VECTORS) == []


def test_people_overrule_it():
    assert ("a", "b") not in separate_within_articles(KEYS, [1, 1, 2], VECTORS, same=[("a", "b")])


def test_people_overrule_it_through_a_third_statement():
    apart = separate_within_articles(KEYS, [1, 1, 2], VECTORS, same=[("a", "c"), ("c", "b")])
    assert ("a", "b") not in apart


def test_a_sentence_and_what_stands_inside_it_are_kept_apart_however_alike():
    same = [VECTORS[0], VECTORS[0], VECTORS[0]]
    apart = separate_within_articles(KEYS, [1, 1, 2], np.array(same), spans=[(0, 50), (10, 40), (10, 40)])
    assert apart == [("a", "b")]


STRIKES = (
    "The ministry of the interior is thinking about sending drones against the smugglers of the northern "
    "valley, four people who know of the plan said on Friday."
)
ATTACKS = (
    "The smugglers of the northern valley told their men to attack the border guards with drones, according "
    "to a letter that the Selm Post printed on Friday morning."
)


def separate_long(similarity, texts, same=()):
    vectors = np.array([[1.0, 0.0], [similarity, (1 - similarity**2) ** 0.5]], dtype=np.float32)
    return separate_long_statements(["a", "b"], [1, 1], vectors, texts, 0.3, same)


def test_two_long_statements_that_share_their_subject_are_kept_apart():
    assert separate_long(0.65, [STRIKES, ATTACKS]) == [("a", "b")]


def test_two_long_statements_in_nearly_the_same_words_are_not():
    assert separate_long(0.95, [STRIKES, STRIKES + " It was raining."]) == []


def test_a_short_statement_may_join_a_long_one():
    assert separate_long(0.65, [STRIKES, "Smugglers ordered drone attacks."]) == []


def test_people_overrule_what_keeps_long_statements_apart():
    assert separate_long(0.65, [STRIKES, ATTACKS], [("a", "b")]) == []
