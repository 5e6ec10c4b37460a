"""What a signature holds together, and where people overrule it."""

from claims.domain.holds import derive_holds
from claims.domain.identities import assign_identities


def test_signed_members_are_joined():
    assert derive_holds({"c": 1, "a": 1, "b": 1}, [], []) == ([("a", "b"), ("b", "c")], [])


def test_two_signed_claims_are_kept_apart():
    assert derive_holds({"a": 1, "b": 2}, [], []) == ([], [("a", "b")])


def test_a_persons_same_joins_two_signed_claims():
    together, apart = derive_holds({"a": 1, "b": 1, "c": 2}, [("b", "c")], [])
    assert (together, apart) == ([("a", "b")], [])


def test_a_persons_different_divides_a_signed_claim():
    together, _ = derive_holds({"a": 1, "b": 1, "c": 1}, [], [("c", "a")])
    assert together == [("a", "b"), ("b", "c")]


def test_a_divided_claim_is_kept_from_another_member_by_member():
    _, apart = derive_holds({"a": 1, "b": 1, "c": 2}, [], [("a", "b")])
    assert apart == [("a", "c"), ("b", "c")]


def test_a_group_continues_the_signed_claim_however_many_come_from_another():
    groups = [frozenset({1, 2, 3, 4})]
    existing = {5: frozenset({1, 2, 3}), 9: frozenset({4})}
    assert assign_identities(groups, existing) == [5]
    assert assign_identities(groups, existing, {9: frozenset({4})}) == [9]
