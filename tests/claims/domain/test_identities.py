"""Which claim goes on after regrouping, and which one took its mentions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.clustering import assign_identities, find_successors


def sets(*groups):
    return [frozenset(group) for group in groups]


def test_it_continues_the_claim_that_a_group_shares_most_mentions_with():
    assert assign_identities(sets("abc", "d"), {1: frozenset("d"), 2: frozenset("abc")}) == [2, 1]


def test_it_calls_a_group_without_old_mentions_a_new_claim():
    assert assign_identities(sets("ab", "xy"), {7: frozenset("ab")}) == [7, None]


def test_it_keeps_the_older_claim_when_two_merge_as_equals():
    assert assign_identities(sets("abcd"), {9: frozenset("ab"), 4: frozenset("cd")}) == [4]


def test_it_gives_a_split_claim_to_its_larger_part():
    assert assign_identities(sets("a", "bc"), {1: frozenset("abc")}) == [None, 1]


def test_it_gives_an_even_split_to_the_part_with_the_smallest_mention():
    assert assign_identities(sets("cd", "ab"), {1: frozenset("abcd")}) == [None, 1]


def test_it_names_the_claim_that_took_an_orphans_mentions():
    existing = {1: frozenset("abc"), 2: frozenset("de")}
    groups = sets("abcde")
    assert find_successors(groups, assign_identities(groups, existing), existing) == {2: 1}


def test_it_names_no_successor_for_a_claim_whose_mentions_are_gone():
    existing = {1: frozenset("ab"), 2: frozenset("z")}
    assert find_successors(sets("ab"), [1], existing) == {2: None}


def test_it_names_the_older_successor_of_evenly_shared_mentions():
    existing = {1: frozenset("abc"), 2: frozenset("def"), 3: frozenset("xy")}
    groups = sets("abcx", "defy")
    assert find_successors(groups, assign_identities(groups, existing), existing) == {3: 1}


def test_it_refuses_groups_that_share_a_mention():
    with pytest.raises(ValueError, match="groups share the member 'a'"):
        assign_identities(sets("ab", "ac"), {1: frozenset("a")})


def test_it_refuses_claims_that_share_a_mention():
    with pytest.raises(ValueError, match="existing claims share the member 'a'"):
        assign_identities(sets("ab"), {1: frozenset("a"), 2: frozenset("a")})


def test_it_refuses_identities_of_another_regrouping():
    with pytest.raises(ValueError, match="1 groups but 0 identities"):
        find_successors(sets("ab"), [], {})


labellings = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=20)


@given(labels=labellings, seed=st.randoms())
def test_it_gives_each_claim_once_and_the_same_in_any_order_of_groups(labels, seed):
    groups, existing = {}, {}
    for mention, (group, claim) in enumerate(labels):
        groups.setdefault(group, set()).add(mention)
        existing.setdefault(claim, set()).add(mention)
    existing = {claim: frozenset(held) for claim, held in existing.items()}
    listed = sets(*groups.values())
    mixed = listed.copy()
    seed.shuffle(mixed)
    straight = dict(zip(listed, assign_identities(listed, existing), strict=True))
    assert straight == dict(zip(mixed, assign_identities(mixed, existing), strict=True))
    given_out = [claim for claim in straight.values() if claim is not None]
    assert len(given_out) == len(set(given_out))
