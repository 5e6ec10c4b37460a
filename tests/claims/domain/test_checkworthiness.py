import pytest

from claims.domain.checkworthiness import THRESHOLD, score_check_worthiness


@pytest.mark.parametrize(
    "sentence",
    [
        "The port of Orrin handled 4,000 ships in 2021.",
        "The Ministry of Ports closed two quays in March after Lena Ortiz signed the order.",
        "Unemployment in Orrin fell to 5.2 percent last year.",
    ],
)
def test_it_scores_verifiable_statements_above_the_threshold(sentence):
    assert score_check_worthiness(sentence).score >= THRESHOLD


@pytest.mark.parametrize(
    "sentence",
    [
        "We must believe in our future.",
        "Thank you, and good night.",
        "I hope you feel that this is the right thing.",
        "Should we not want better things?",
    ],
)
def test_it_scores_wishes_and_thanks_below_the_threshold(sentence):
    assert score_check_worthiness(sentence).score < THRESHOLD


def test_it_gives_its_reasons_strongest_first():
    reasons = score_check_worthiness("The port of Orrin handled 4,000 ships in 2021.").reasons
    assert reasons[0] == "states a quantity"
    assert "gives a date" in reasons


def test_it_counts_a_named_claimant_in_favour():
    plain = score_check_worthiness("The quay is closed to ships.")
    attributed = score_check_worthiness("The quay is closed to ships.", attributed=True)
    assert attributed.score > plain.score
    assert "says who claims it" in attributed.reasons


@pytest.mark.parametrize("sentence", ["", " ", "\x00", "9" * 100_000])
def test_it_stays_between_zero_and_one(sentence):
    assert 0 <= score_check_worthiness(sentence).score <= 1
