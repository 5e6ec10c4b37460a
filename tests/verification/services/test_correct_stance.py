"""People's words on stances: above the machine, undone by a further entry."""

import pytest

from claims.models import Mention
from tests.factories import list_mentions, make_review, make_told_claim, read_proposal
from verification.models import ClaimStanding
from verification.services.assess import assess_claim
from verification.services.correct_stance import say_stance, turn_stance_entry
from verification.services.record_word import RefusedWordError

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_told_claim(outlets=3)


@pytest.fixture
def mentions(claim):
    return list_mentions(claim)


def say(claim, stance, mention, person):
    entry = say_stance(claim.pk, stance, mention, person=person)
    assess_claim(claim.pk)
    return entry


def test_a_mention_said_to_refute_contradicts_the_claim(claim, mentions, reviewer):
    assert read_proposal(claim).verdict == "corroborated"
    say(claim, "refutes", mentions[1], reviewer)
    assert read_proposal(claim).verdict == "contradicted"
    assert any("refutes it, says rosa" in reason for reason in read_proposal(claim).reasons)
    assert any("rosa says that" in change for change in read_proposal(claim).changes)


def test_mentions_that_only_report_it_add_nothing(claim, mentions, reviewer):
    for mention in mentions[1:]:
        say(claim, "neutral", mention, reviewer)
    assert read_proposal(claim).verdict == "single_source"


def test_a_word_that_agrees_makes_nothing_stale(claim, mentions, reviewer, colleague):
    make_review(claim, colleague, "corroborated")
    say(claim, "supports", mentions[1], reviewer)
    assert read_proposal(claim).evidence["corrections"]
    assert not ClaimStanding.objects.get(claim=claim).stale


def test_a_word_that_differs_makes_the_decision_stale_and_says_why(claim, mentions, reviewer, colleague):
    make_review(claim, colleague, "corroborated")
    say(claim, "refutes", mentions[1], reviewer)
    standing = ClaimStanding.objects.get(claim=claim)
    assert standing.stale
    assert any("supports → refutes" in because for because in standing.stale_because)


def test_undoing_it_brings_the_earlier_evidence_back(claim, mentions, reviewer, colleague):
    before = read_proposal(claim).evidence_digest
    entry = say(claim, "refutes", mentions[1], reviewer)
    turn_stance_entry(entry.pk, "undo", person=colleague)
    assess_claim(claim.pk)
    assert read_proposal(claim).evidence_digest == before
    with pytest.raises(RefusedWordError, match="undone already"):
        turn_stance_entry(entry.pk, "undo", person=colleague)


def test_the_claims_own_wording_cannot_refute_it(claim, mentions, reviewer):
    with pytest.raises(RefusedWordError, match="cannot refute it"):
        say_stance(claim.pk, "refutes", mentions[0], person=reviewer)


def test_a_mention_of_another_claim_is_refused(claim, reviewer):
    stranger = Mention.objects.get(claim=make_told_claim())
    with pytest.raises(RefusedWordError, match="is no mention of this claim"):
        say_stance(claim.pk, "refutes", stranger.pk, person=reviewer)


def test_half_a_word_is_one_sentence(claim, mentions, reviewer):
    with pytest.raises(RefusedWordError, match="Say whether the mention"):
        say_stance(claim.pk, "perhaps", mentions[1], person=reviewer)
    with pytest.raises(RefusedWordError, match="longer than 2,000"):
        say_stance(claim.pk, "refutes", mentions[1], person=reviewer, note="x" * 2001)
