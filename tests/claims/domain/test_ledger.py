"""What stands of what people said: the last word on a pair, "same" carried over, no contradiction ever."""

import pytest

from claims.domain.clustering import ContradictoryLedger
from claims.domain.ledger import (
    ContradictoryWords,
    Said,
    Word,
    check_words,
    derive_links,
    find_chain,
    fold_words,
    say,
)

SAME, DIFFERENT, UNSURE, WITHDRAWN = Said.SAME, Said.DIFFERENT, Said.UNSURE, Said.WITHDRAWN


def stand(*words):
    return fold_words(Word(low, high, said) for low, high, said in words)


def test_a_later_word_on_a_pair_supersedes_the_earlier_one():
    assert stand((1, 2, SAME), (3, 4, SAME), (1, 2, DIFFERENT)) == {(3, 4): SAME, (1, 2): DIFFERENT}


def test_a_withdrawn_word_no_longer_stands():
    assert stand((1, 2, SAME), (1, 2, WITHDRAWN)) == {}


def test_a_word_names_its_mentions_in_order():
    assert say(7, 3, SAME) == Word(3, 7, SAME)


def test_a_mention_is_not_compared_with_itself():
    with pytest.raises(ValueError, match="itself"):
        say(3, 3, SAME)


def test_different_inside_a_chain_of_same_is_refused_with_the_chain():
    with pytest.raises(ContradictoryWords) as refused:
        check_words(stand((1, 2, SAME), (2, 3, SAME), (1, 3, DIFFERENT), (8, 9, SAME)))
    assert (refused.value.different, refused.value.same) == ((1, 3), [(1, 2), (2, 3)])
    assert isinstance(refused.value, ContradictoryLedger)


def test_unsure_contradicts_nothing():
    check_words(stand((1, 2, SAME), (2, 3, SAME), (1, 3, UNSURE)))


def test_the_chain_shown_is_the_shortest_one():
    standing = stand((1, 2, SAME), (2, 3, SAME), (3, 4, SAME), (1, 5, SAME), (4, 5, SAME))
    assert find_chain(standing, 1, 4) == [(1, 5), (4, 5)]


def test_links_between_present_mentions_are_those_that_were_said():
    standing = stand((1, 2, SAME), (2, 3, DIFFERENT), (3, 4, UNSURE))
    assert derive_links(standing, [1, 2, 3, 4]) == ([(1, 2)], [(2, 3)])


def test_same_holds_through_a_mention_that_is_gone():
    assert derive_links(stand((1, 2, SAME), (2, 3, SAME)), [1, 3]) == ([(1, 3)], [])


def test_different_from_a_mention_that_is_gone_holds_for_what_is_the_same_as_it():
    assert derive_links(stand((1, 2, SAME), (2, 3, DIFFERENT)), [1, 3]) == ([], [(1, 3)])


def test_different_from_a_mention_that_is_gone_and_alone_binds_nobody():
    assert derive_links(stand((2, 3, DIFFERENT)), [3]) == ([], [])
