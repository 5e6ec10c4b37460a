from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verification.domain.making import MONDAY, TUESDAY, count_soldiers, make_statement
from verification.domain.conflicts import find_conflicts
from verification.domain.stance import judge_stances
from verification.domain.types import Stance

CLAIM = make_statement(1, "The mayor signed the harbour contract")


def judge(*statements, canonical=1):
    return judge_stances(statements, find_conflicts(statements), canonical)


def test_the_canonical_statement_supports_its_claim():
    assert judge(CLAIM)[1].stance == Stance.SUPPORTS


def test_a_statement_that_says_the_same_supports_it():
    assert judge(CLAIM, make_statement(2, "Harbour contract signed by mayor"))[2].stance == Stance.SUPPORTS


def test_a_sentence_of_other_words_does_not_support_it_however_near_it_is():
    other = make_statement(2, "The unions want a say in the plans for the old docks.")
    judgement = judge(CLAIM, other)[2]
    assert judgement.stance == Stance.NEUTRAL
    assert "may say something else" in judgement.reason


def test_a_denial_refutes_it():
    judgement = judge(CLAIM, make_statement(2, "The city hall denied that the mayor signed the contract"))[2]
    assert (judgement.stance, judgement.reason) == (Stance.REFUTES, "denies it")


def test_a_denial_in_quite_other_words_refutes_it():
    assert judge(CLAIM, make_statement(2, "That story is a hoax"))[2].stance == Stance.REFUTES


def test_an_assertion_refutes_a_claim_that_denies():
    canonical = make_statement(1, "The mayor did not sign the harbour contract", negated=True)
    judgement = judge(canonical, make_statement(2, "The mayor signed the harbour contract"))[2]
    assert (judgement.stance, judgement.reason) == (Stance.REFUTES, "asserts what the claim denies")


def test_a_denial_supports_a_claim_that_denies():
    canonical = make_statement(1, "The mayor did not sign the harbour contract", negated=True)
    other = make_statement(2, "Reports that the mayor signed the harbour contract are false")
    assert judge(canonical, other)[2].stance == Stance.SUPPORTS


def test_a_question_takes_no_position():
    judgement = judge(CLAIM, make_statement(2, "Did the mayor sign the harbour contract?"))[2]
    assert (judgement.stance, judgement.reason) == (Stance.NEUTRAL, "only asks")


def test_hearsay_takes_no_position():
    judgement = judge(CLAIM, make_statement(2, "The mayor reportedly signed the harbour contract"))[2]
    assert judgement.stance == Stance.NEUTRAL
    assert "reportedly" in judgement.reason


def test_another_number_refutes_the_claims_number_and_names_both():
    judgement = judge(count_soldiers(1, "10,000", "10000"), count_soldiers(2, "15,000", "15000"))[2]
    assert (judgement.stance, judgement.reason) == (
        Stance.REFUTES,
        "says 15,000 where the claim says 10,000 (number)",
    )


def test_a_later_update_takes_no_position():
    later = "The number the ministry will send to the northern valley rose to {} soldiers"
    judged = judge(
        count_soldiers(1, "10,000", "10000", published_at=MONDAY),
        count_soldiers(2, "15,000", "15000", quote=later, published_at=TUESDAY),
    )
    assert judged[2].stance == Stance.NEUTRAL
    assert "in time" in judged[2].reason


def test_a_mere_possibility_leaves_a_firm_claim_open():
    maybe = make_statement(2, "The mayor could have signed the harbour contract", hedges=("could",))
    assert judge(CLAIM, maybe)[2].stance == Stance.NEUTRAL


def test_a_firm_statement_supports_a_claim_of_possibility():
    maybe = make_statement(2, "The mayor could have signed the harbour contract", hedges=("could",))
    assert judge(CLAIM, maybe, canonical=2)[1].stance == Stance.SUPPORTS


def test_a_claim_of_possibility_is_supported_by_another_one():
    a, b = (make_statement(n, "The mayor could sign the harbour contract", hedges=("could",)) for n in (1, 2))
    assert judge(a, b)[2].stance == Stance.SUPPORTS


def test_others_are_judged_by_what_a_withholding_canonical_would_say():
    question = make_statement(1, "Did the mayor sign the harbour contract?")
    judged = judge(question, make_statement(2, "The mayor signed the harbour contract"))
    assert (judged[1].stance, judged[2].stance) == (Stance.NEUTRAL, Stance.SUPPORTS)


def test_it_refuses_a_canonical_statement_that_is_not_there():
    with pytest.raises(ValueError, match="not among the 1 statements"):
        judge(CLAIM, canonical=7)


variants = st.sampled_from(
    [
        ("The mayor signed the harbour contract", {}),
        ("The mayor did not sign the harbour contract", {"negated": True}),
        ("The city hall denied that the mayor signed the harbour contract", {}),
        ("The mayor could sign the harbour contract", {"hedges": ("could",)}),
        ("The harbour contract story is a hoax", {}),
    ]
)


@settings(max_examples=60, deadline=None)
@given(variants, variants)
def test_refutation_is_symmetric(first, second):
    told = [make_statement(id, quote, **more) for id, (quote, more) in enumerate((first, second))]
    forth, back = judge(*told, canonical=0)[1].stance, judge(*told, canonical=1)[0].stance
    assert (forth == Stance.REFUTES) == (back == Stance.REFUTES)


@settings(max_examples=60, deadline=None)
@given(st.lists(variants, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_it_judges_the_same_in_any_order(values, random):
    told = [make_statement(id, quote, **more) for id, (quote, more) in enumerate(values)]
    shuffled = list(told)
    random.shuffle(shuffled)
    assert judge(*shuffled, canonical=0) == judge(*told, canonical=0)


def test_it_takes_no_position_when_it_only_shares_the_subject():
    told = [make_statement(0), make_statement(1, "The old town is proud of its river")]
    judged = judge_stances(told, (), 0, closeness={1: 0.6})
    assert judged[1].stance == Stance.NEUTRAL
    assert "may say something else" in judged[1].reason


def test_a_statement_that_was_not_compared_supports_nothing():
    told = [make_statement(0), make_statement(1, "The old town was flooded by the river")]
    assert judge_stances(told, (), 0, closeness={})[1].stance == Stance.NEUTRAL


def test_it_supports_when_it_is_close_to_the_canonical_statement():
    told = [make_statement(0), make_statement(1, "The old town was flooded by the river")]
    assert judge_stances(told, (), 0, closeness={1: 0.7})[1].stance == Stance.SUPPORTS
