import pytest

from verification.domain.stance_words import StanceWord, apply_stance_words, keep_in_force
from verification.domain.types import Stance, StanceJudgement

JUDGED = {
    1: StanceJudgement(Stance.SUPPORTS, "states the claim"),
    2: StanceJudgement(Stance.SUPPORTS, "says the same"),
    3: StanceJudgement(Stance.NEUTRAL, "only asks"),
}
WORDING = "The mill burnt down"


def say(stance, mention=2, towards=1, wording=WORDING, by="rosa"):
    return StanceWord(mention, stance, towards, wording, by)


def correct(*words, canonical=1, wording=WORDING):
    return apply_stance_words(JUDGED, keep_in_force(words, JUDGED, canonical, wording))


def test_a_word_stands_above_the_machine_and_names_who_said_it():
    judged = correct(say(Stance.REFUTES))[2]
    assert (judged.stance, judged.reason) == (Stance.REFUTES, "refutes it, says rosa")


def test_a_word_that_agrees_leaves_the_machines_reason():
    assert correct(say(Stance.SUPPORTS)) == JUDGED


def test_the_later_of_two_words_holds():
    assert correct(say(Stance.REFUTES), say(Stance.NEUTRAL, by="colm"))[2].reason.endswith("says colm")


def test_a_word_on_a_mention_of_another_claim_changes_nothing():
    assert correct(say(Stance.REFUTES, mention=9)) == JUDGED


@pytest.mark.parametrize(
    ("towards", "wording", "holds"),
    [
        (1, WORDING, True),
        (9, WORDING, True),
        (2, "The mill caught fire", True),
        (3, "Did it burn?", False),
        (9, "x", False),
    ],
)
def test_it_holds_while_the_claim_still_says_what_it_was_said_of(towards, wording, holds):
    changed = correct(say(Stance.NEUTRAL, towards=towards, wording=wording))[2].stance is Stance.NEUTRAL
    assert changed == holds


def test_what_stands_for_the_claim_by_now_cannot_refute_it():
    assert correct(say(Stance.REFUTES, towards=1), canonical=2) == JUDGED
