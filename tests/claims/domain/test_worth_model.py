import numpy as np
import pytest

from claims.domain.types import CheckWorthiness
from claims.domain.worth_model import HIGHEST_COUNT, SIGNAL_NAMES, measure_signals, read_worth_model, score_by_model


def make_content(**changes):
    signals = dict.fromkeys(SIGNAL_NAMES, 0.0) | {"states a quantity": 1.0, "asks a question": -2.0}
    content = {"encoder": "some/encoder", "bias": 0.0, "threshold": 0.5, "usual_wording": 0.0}
    return content | {"vector": [2.0, 0.0], "signals": signals} | changes


MODEL = read_worth_model(make_content())
NEUTRAL = np.array([0.0, 1.0])


def test_it_adds_what_the_vector_and_the_signals_say():
    plain = score_by_model("The quay is shut.", NEUTRAL, MODEL)
    assert plain == CheckWorthiness(0.5, ())
    counted = score_by_model("The quay holds 40 boats.", NEUTRAL, MODEL)
    worded = score_by_model("The quay holds 40 boats.", np.array([1.0, 0.0]), MODEL)
    assert plain.score < counted.score < worded.score


def test_it_gives_its_reasons_in_words_strongest_first():
    reasons = score_by_model("The quay holds 40 boats.", np.array([1.0, 0.0]), MODEL).reasons
    assert reasons == ("is worded like a statement of fact", "states a quantity")
    assert score_by_model("Is it shut?", np.array([-0.5, 0.0]), MODEL).reasons == (
        "asks a question",
        "is worded like no statement of fact",
    )


def test_it_counts_a_named_claimant_in_favour():
    attributed = score_by_model("The quay is shut.", NEUTRAL, MODEL, attributed=True)
    assert attributed.score > 0.5
    assert attributed.reasons == ("says who claims it",)


@pytest.mark.parametrize("vector", [np.zeros(3), np.zeros((1, 2)), np.array([np.nan, 0.0])])
def test_it_refuses_a_vector_that_is_not_of_its_encoder(vector):
    with pytest.raises(ValueError, match="a vector of 2 numbers"):
        score_by_model("The quay is shut.", vector, MODEL)


@pytest.mark.parametrize("sentence", ["", "\x00", "😀" * 5_000, "9 " * 100_000])
def test_it_stays_between_zero_and_one(sentence):
    assert 0 <= score_by_model(sentence, NEUTRAL, MODEL).score <= 1


def test_a_list_of_numbers_counts_no_more_than_a_few():
    assert measure_signals("It sold 12, 13, 14, 15, 16, 17 and 18 boats.")["quantities"] == HIGHEST_COUNT


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"vector": ["x"]}, "cannot be read"),
        ({"vector": [[1.0]]}, "not a number"),
        ({"bias": float("nan")}, "not a number"),
        ({"threshold": 2}, "no threshold"),
        ({"signals": {}}, "lacks"),
    ],
)
def test_it_says_what_is_wrong_with_a_file_of_weights(changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_worth_model(make_content(**changes))


@pytest.mark.parametrize("content", [None, [], 3, {}])
def test_it_refuses_what_is_no_model(content):
    with pytest.raises(ValueError, match="check-worthiness model"):
        read_worth_model(content)
