"""One row a pair of values, with every mention on its side."""

from __future__ import annotations

from tests.verification.domain.making import count_soldiers, make_statement
from verification.domain.conflicts import find_conflicts, fold_conflicts
from verification.domain.independence import fold_origins


def fold(told):
    return fold_conflicts(find_conflicts(told), told, fold_origins(told))


def test_it_folds_500_mentions_into_one_conflict_a_pair_of_values():
    told = [count_soldiers(n, *(("15,000", "15000") if n % 10 == 0 else ("10,000", "10000"))) for n in range(500)]
    (conflict,) = fold(told)
    assert len(conflict.also_a) + len(conflict.also_b) == 498


def test_it_keeps_every_mention_on_the_side_of_its_value():
    told = [
        count_soldiers(1, "10,000", "10000"),
        count_soldiers(2, "10.000", "10000"),
        count_soldiers(3, "15,000", "15000"),
    ]
    (conflict,) = fold(told)
    assert (conflict.value_b, [side.id for side in conflict.also_a], conflict.also_b) == ("15,000", [2], ())


def test_it_keeps_two_pairs_of_values_apart():
    values = (("10,000", "10000"), ("15,000", "15000"), ("22,000", "22000"))
    assert len(fold([count_soldiers(n, *value) for n, value in enumerate(values)])) == 3


def test_it_folds_denials_in_other_words():
    said = make_statement(1, "The mayor signed the harbour contract")
    denials = (
        "The city hall denied that the mayor signed the harbour contract",
        "The mayor did not sign the harbour contract",
    )
    told = [said, make_statement(2, denials[0], negated=True), make_statement(3, denials[1], negated=True)]
    (conflict,) = fold(told)
    assert {conflict.a, conflict.b, *(s.id for s in (*conflict.also_a, *conflict.also_b))} == {1, 2, 3}
