"""Different people or places in one frame stay apart; two names of one person do not."""

import pytest

from claims.domain.distinction import are_distinct, compare_contents, separate_different_names


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ana Ruiz was arrested in Lyon.", "Petra Holm was arrested in Lyon."),
        ("Ana Ruiz was arrested in Lyon.", "Pedro Ruiz was arrested in Lyon."),
        ("Forty storks were counted in Selm.", "Forty storks were counted in Kestra."),
        ("Police in Lyon arrested five men.", "Police in Marseille arrested five men."),
        ("The mayor said Ana Ruiz had resigned.", "The mayor said that Petra Holm has resigned."),
    ],
)
def test_other_people_or_places_in_the_same_frame_are_distinct(a, b):
    assert are_distinct(a, b)
    assert are_distinct(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("President Joe Biden signed the law.", "US President Biden signed the law."),
        ("Yesterday Joe Biden signed the law.", "The president signed the law."),
        ("The United States closed the harbour.", "The U.S. closed the harbour."),
        ("The harbour in Mexico was closed.", "The Mexican harbour was closed."),
        ("Storks came to Selm.", "Storks came to Selm."),
        ("Ana Ruiz was arrested in Lyon.", "Petra Holm opened the new bridge at Kestra."),
        ("Ana Ruiz was arrested in Lyon.", "Ana Ruiz was arrested."),
    ],
)
def test_names_that_may_be_one_do_not_separate(a, b):
    assert not are_distinct(a, b)


def test_texts_in_capitals_have_no_names_to_go_by():
    assert not are_distinct("Ana Ruiz Arrested In Lyon Today", "Petra Holm Arrested In Lyon Today")


def test_it_names_the_pairs_to_keep_apart():
    texts = ["Ana Ruiz was arrested in Lyon.", "Petra Holm was arrested in Lyon.", "Ana Ruiz was arrested in Lyon."]
    assert sorted(separate_different_names(["a", "b", "c"], texts)) == [("a", "b"), ("c", "b")]


def test_people_overrule_it():
    texts = ["Ana Ruiz was arrested in Lyon.", "Petra Holm was arrested in Lyon."]
    assert separate_different_names(["a", "b"], texts, same=[("b", "a")]) == []


def test_it_says_what_two_texts_share_and_what_only_one_has():
    shared, differing = compare_contents("Then Ana Ruiz counted 40 storks.", "Then Petra Holm counted 40 storks.")
    assert shared == ["40"]
    assert differing == ["Ana Ruiz", "Petra Holm"]
