import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verification.domain.making import make_statement
from verification.adapters.stance_weights import PATH
from verification.domain.stance import judge_stances, list_undecided
from verification.domain.stance_model import (
    SIGNALS,
    STANCES,
    Bars,
    Relation,
    StanceModel,
    form_opinions,
    measure_signals,
    read_stance_model,
)
from verification.domain.types import Stance

CLAIM = make_statement(1, "The mayor signed the harbour contract")
OTHER = make_statement(2, "Harbour deal has the mayor's signature")
SURE = Relation(0.96, 0.02, 0.02)


def make_model(supports: float = 0.5, refutes: float = 0.5) -> StanceModel:
    """A model that repeats what the network says."""
    weights = {stance: [0.0] * len(SIGNALS) for stance in STANCES}
    weights[Stance.SUPPORTS][SIGNALS.index("network_supports")] = 4.0
    weights[Stance.REFUTES][SIGNALS.index("network_refutes")] = 4.0
    return StanceModel("ours", {s: tuple(w) for s, w in weights.items()}, Bars(supports, refutes, withholds=0.6))


def read_signal(name: str, statement, canonical=CLAIM, relation=SURE, nearness=0.7) -> float:
    return measure_signals(statement, canonical, relation, nearness)[SIGNALS.index(name)]


def test_it_measures_as_many_signals_as_it_names():
    assert len(measure_signals(OTHER, CLAIM, SURE, 0.7)) == len(SIGNALS)


@pytest.mark.parametrize(
    ("signal", "quote"),
    [
        ("denies", "City hall denies that the mayor signed"),
        ("withholds", "Did the mayor sign the harbour contract?"),
        ("one_denies", "The story of the signed contract is a hoax"),
        ("quotes_somebody", "Mayor: “I signed”"),
    ],
)
def test_it_sees_cue_words(signal, quote):
    assert read_signal(signal, make_statement(2, quote)) == 1.0
    assert read_signal(signal, OTHER) == 0.0


def test_two_that_deny_are_not_one_that_denies():
    claim = make_statement(1, "Mayor denies signing the harbour contract")
    assert read_signal("one_denies", make_statement(2, "Signed contract is a hoax"), claim) == 0.0


def test_no_word_of_the_network_outweighs_everything():
    assert read_signal("network_supports", OTHER, relation=Relation(1.0, 0.0, 0.0)) == 1.0
    assert read_signal("network_supports", OTHER, relation=Relation(0.0, 0.0, 1.0)) == -1.0


probabilities = st.floats(0.0, 1.0)


@given(probabilities, probabilities, probabilities, st.floats(-1.0, 1.0))
def test_an_opinion_is_a_probability_for_each_stance(supports, refutes, neutral, nearness):
    opinion = make_model().weigh(measure_signals(OTHER, CLAIM, Relation(supports, refutes, neutral), nearness))
    assert sum(opinion.give(stance) for stance in STANCES) == pytest.approx(1.0)


def test_it_says_nothing_when_it_is_not_sure():
    assert make_model(supports=0.8).decide(Relation(0.7, 0.1, 0.2)) is None
    assert make_model(supports=0.6).decide(Relation(0.7, 0.1, 0.2)) == Stance.SUPPORTS
    assert make_model(refutes=0.6).decide(Relation(0.2, 0.5, 0.3)) is None


def test_the_word_of_another_network_counts_as_it_stands():
    found = form_opinions(make_model(), CLAIM, [OTHER], {2: Relation(0.1, 0.8, 0.1)}, {2: 0.7}, "another")
    assert found == {2: Stance.REFUTES}


def test_it_forms_no_opinion_on_what_was_not_read():
    assert form_opinions(make_model(), CLAIM, [OTHER], {}, {2: 0.7}, "ours") == {}


def form(quote, relation, *, reader="ours"):
    other = make_statement(2, quote)
    return form_opinions(make_model(refutes=0.3), CLAIM, [other], {2: relation}, {2: 0.7}, reader)[2]


def test_a_sentence_of_other_words_is_no_support_however_sure_the_network_is():
    assert form("The unions want a say in the plans for the old docks.", SURE) is None
    assert form("The contract on the harbour was signed by the mayor.", SURE) is Stance.SUPPORTS


def test_a_sentence_that_only_contains_the_claims_words_among_many_others_is_no_support():
    long = "Harbour workers marched past the mayor's house on Monday, asked for higher pay and tore up a contract."
    assert form(long, SURE) is None


def test_a_headline_may_say_it_in_words_of_its_own():
    assert form("Unions lose out as docks deal is done", SURE) is Stance.SUPPORTS


@pytest.mark.parametrize(("own_word", "stance"), [(0.4, Stance.REFUTES), (0.2, None)])
def test_a_sentence_refutes_only_where_the_network_itself_gives_that_some_weight(own_word, stance):
    relation = Relation(0.1, own_word, 0.9 - own_word)
    model = make_model()
    weights = {**model.weights, Stance.REFUTES: tuple(3.0 * (name == "always") for name in SIGNALS)}
    other = make_statement(2, "The mayor never signed the harbour contract.")
    found = form_opinions(replace(model, weights=weights), CLAIM, [other], {2: relation}, {2: 0.7}, "ours")
    assert found == {2: stance}


def test_the_word_of_another_network_on_a_sentence_counts_as_it_stands_too():
    assert form("The unions want a say in the plans for the old docks.", SURE, reader="another") is Stance.SUPPORTS


def test_the_shipped_weights_fit_the_signals():
    model = read_stance_model(json.loads(PATH.read_text()))
    assert set(model.weights) == set(STANCES)


@pytest.mark.parametrize(
    "content", [{}, {"signals": ["mood"]}, {"signals": list(SIGNALS), "weights": {"supports": "no"}}]
)
def test_it_refuses_weights_for_other_signals_in_one_sentence(content):
    with pytest.raises(ValueError, match="The stance weights cannot be used"):
        read_stance_model(content)


# What becomes of opinions


def judge(other, opinions, closeness=0.8):
    return judge_stances([CLAIM, other], (), 1, {1: 1.0, other.id: closeness}, opinions)[other.id]


@pytest.mark.parametrize("stance", STANCES)
def test_an_opinion_becomes_the_stance_and_says_where_it_is_from(stance):
    judgement = judge(OTHER, {2: stance})
    assert judgement.stance == stance
    assert "relation model" in judgement.reason


def test_an_unsure_opinion_takes_no_position():
    judgement = judge(OTHER, {2: None})
    assert judgement.stance == Stance.NEUTRAL
    assert "not sure" in judgement.reason


def test_support_for_something_far_off_is_not_trusted():
    assert judge(OTHER, {2: Stance.SUPPORTS}, closeness=0.2).stance == Stance.NEUTRAL


def test_a_question_stays_a_question_whatever_the_opinion():
    question = make_statement(2, "Did the mayor sign the harbour contract?")
    assert judge(question, {2: Stance.SUPPORTS}).reason == "only asks"


def test_a_statement_without_an_opinion_is_left_to_the_rules():
    denial = make_statement(2, "City hall denies that the mayor signed the harbour contract")
    assert judge(denial, {}).reason == "denies it"


def test_an_opinion_may_see_that_two_denials_agree():
    claim = make_statement(1, "Mayor denies signing the harbour contract")
    other = make_statement(2, "Signature under harbour contract was painted on")
    judged = judge_stances([claim, other], (), 1, {1: 1.0, 2: 0.8}, {2: Stance.SUPPORTS})
    assert judged[2].stance == Stance.SUPPORTS


def test_a_text_in_another_language_is_marked_and_not_judged():
    judgement = judge(make_statement(2, "El alcalde firmó el contrato del puerto según la prensa"), {})
    assert (judgement.stance, judgement.reason) == (Stance.NEUTRAL, "is in another language and was not judged")


def test_copies_and_sure_cases_are_not_asked_about():
    copy = make_statement(3, "Breaking: the mayor signed the harbour contract")
    question = make_statement(4, "Did the mayor sign the harbour contract?")
    retracted = make_statement(5, "The contract was signed on a boat", retracted=True)
    assert list_undecided([CLAIM, OTHER, question, retracted], (), 1) == [1, 2]
    assert list_undecided([CLAIM, copy], (), 1) == [1, 3]
    assert list_undecided([CLAIM, make_statement(3, "the mayor has signed the harbour contract")], (), 1) == [1]


@pytest.mark.parametrize(
    "quote",
    [
        "Did the mayor sign the harbour contract?",
        "El alcalde firmó el contrato del puerto según la prensa",
        "The mayor has signed the harbour contract, the clerk said.",
    ],
)
def test_only_a_headline_in_english_is_asked_whether_it_takes_a_position(quote):
    assert 1 not in list_undecided([make_statement(1, quote), OTHER], (), 1)


def test_a_statement_read_with_itself_takes_its_position_unless_the_opinion_is_sure_that_not():
    model = make_model()
    unsure, sure = Relation(0.35, 0.1, 0.55), Relation(0.2, 0.1, 0.7)
    assert [model.decide_itself(opinion) for opinion in (unsure, sure)] == [Stance.SUPPORTS, Stance.NEUTRAL]
    assert form_opinions(model, CLAIM, [CLAIM], {1: sure}, {1: 1.0}, "another") == {1: Stance.NEUTRAL}


def test_a_claim_that_only_passes_something_on_supports_nothing_nor_does_its_copy():
    copy = make_statement(2, "the mayor has signed the harbour contract")
    judged = judge_stances([CLAIM, copy], (), 1, {1: 1.0, 2: 0.9}, {1: Stance.NEUTRAL})
    assert {judgement.stance for judgement in judged.values()} == {Stance.NEUTRAL}
    assert judged[1].reason == "reads as taking no position (relation model)"


def test_others_may_stand_by_what_the_claim_only_passes_on():
    judged = judge_stances([CLAIM, OTHER], (), 1, {1: 1.0, 2: 0.8}, {1: Stance.NEUTRAL, 2: Stance.SUPPORTS})
    assert (judged[1].stance, judged[2].stance) == (Stance.NEUTRAL, Stance.SUPPORTS)


def test_the_same_words_in_another_order_are_asked_about():
    claim, other = make_statement(1, "Selm beat Werne"), make_statement(2, "Werne beat Selm")
    assert list_undecided([claim, other], (), 1) == [1, 2]
