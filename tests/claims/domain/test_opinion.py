import pytest

from claims.domain.opinion import find_refusal
from claims.domain.types import AUTHOR, Claimant, ClaimantKind

OFFICIALS = Claimant("two port officials", ClaimantKind.UNNAMED)
CRITICS = Claimant("critics", ClaimantKind.UNNAMED)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Will the quay hold?", "question"),
        ("Or does it, asked nobody?”", "question"),
        ("Read the letter before Monday.", "command"),
        ("Do not trust the harbour master.", "command"),
        ("Let us rebuild the quay.", "command"),
        ("We have tried this in Orrin before.", "the author's own view"),
        ("The long-term gains for Orrin are obvious.", "opinion"),
        ("The plan is a terrible mistake for the port.", "opinion"),
        ("The future of the port hangs in the balance.", "opinion"),
        ("This could lead to a strike in Orrin.", "speculation"),
        ("The port would benefit from a strike.", "speculation"),
        ("The union is expected to refuse.", "speculation"),
        ("The union will face pressure.", "prediction"),
        ("If the port closes, Orrin loses its trade.", "conditional"),
        ("It happens all the time.", "names nobody it speaks of"),
        ("Here is what the harbour master wrote to Orrin:", "introduces what follows"),
    ],
)
def test_it_refuses_what_nobody_asserts(sentence, reason):
    assert find_refusal(sentence, AUTHOR) == reason


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ministry of Ports closed two quays.",
        "The court ruled that the ferry line may stay.",
        "The tariffs of 25 percent will start on February 1.",
        "The union asked the port for talks.",
        "Takes on the strike filled 40 pages of the Lantern Post.",
    ],
)
def test_it_lets_facts_pass(sentence):
    assert find_refusal(sentence, AUTHOR) is None


def test_it_keeps_a_plan_that_a_source_reports():
    assert find_refusal("The port is considering a sale and could close a quay.", OFFICIALS) is None


def test_it_refuses_the_same_guess_from_a_nameless_crowd():
    assert find_refusal("The port could lose its trade.", CRITICS) == "opinion"


def test_it_takes_no_count_of_speakers_for_a_fact():
    assert find_refusal("Having 6 sources argues against that reading.", AUTHOR) == "opinion"


def test_it_keeps_a_withdrawal_of_an_earlier_report():
    assert find_refusal("We withdraw our report that the bridge at Selm was closed in May.", AUTHOR) is None
