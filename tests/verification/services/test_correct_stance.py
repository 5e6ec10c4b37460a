"""People's words on stances: above the machine, undone by a further entry."""

import pytest

from claims.models import Mention
from tests.factories import make_review, make_told_claim, read_proposal
from verification.models import ClaimStanding
from verification.services.assess import assess_claim
from verification.services.correct_stance import say_stance, turn_stance_entry
from verification.services.record_word import RefusedWordError

pytestmark = pytest.mark.django_db


def say(claim, stance, mention, person):
    entry = say_stance(claim.pk, stance, mention, person=person)
    assess_claim(claim.pk)
    return entry


def test_a_mention_said_to_refute_contradicts_the_claim(told_claim, mentions, reviewer):
    assert read_proposal(told_claim).verdict == "corroborated"
    say(told_claim, "refutes", mentions[1], reviewer)
    assert read_proposal(told_claim).verdict == "contradicted"
    assert any("refutes it, says rosa" in reason for reason in read_proposal(told_claim).reasons)
    assert any("rosa says that" in change for change in read_proposal(told_claim).changes)


def test_mentions_that_only_report_it_add_nothing(told_claim, mentions, reviewer):
    for mention in mentions[1:]:
        say(told_claim, "neutral", mention, reviewer)
    assert read_proposal(told_claim).verdict == "single_source"


def test_a_word_that_agrees_makes_nothing_stale(told_claim, mentions, reviewer, colleague):
    make_review(told_claim, colleague, "corroborated")
    say(told_claim, "supports", mentions[1], reviewer)
    assert read_proposal(told_claim).evidence["corrections"]
    assert not ClaimStanding.objects.get(claim=told_claim).stale


def test_a_word_that_differs_makes_the_decision_stale_and_says_why(told_claim, mentions, reviewer, colleague):
    make_review(told_claim, colleague, "corroborated")
    say(told_claim, "refutes", mentions[1], reviewer)
    standing = ClaimStanding.objects.get(claim=told_claim)
    assert standing.stale
    assert any("supports → refutes" in because for because in standing.stale_because)


def test_undoing_it_brings_the_earlier_evidence_back(told_claim, mentions, reviewer, colleague):
    before = read_proposal(told_claim).evidence_digest
    entry = say(told_claim, "refutes", mentions[1], reviewer)
    turn_stance_entry(entry.pk, "undo", person=colleague)
    assess_claim(told_claim.pk)
    assert read_proposal(told_claim).evidence_digest == before
    with pytest.raises(RefusedWordError, match="undone already"):
        turn_stance_entry(entry.pk, "undo", person=colleague)


def test_the_claims_own_wording_cannot_refute_it(told_claim, mentions, reviewer):
    with pytest.raises(RefusedWordError, match="cannot refute it"):
        say_stance(told_claim.pk, "refutes", mentions[0], person=reviewer)


def test_a_mention_of_another_claim_is_refused(told_claim, reviewer):
    stranger = Mention.objects.get(claim=make_told_claim())
    with pytest.raises(RefusedWordError, match="is no mention of this claim"):
        say_stance(told_claim.pk, "refutes", stranger.pk, person=reviewer)


def test_half_a_word_is_one_sentence(told_claim, mentions, reviewer):
    with pytest.raises(RefusedWordError, match="Say whether the mention"):
        say_stance(told_claim.pk, "perhaps", mentions[1], person=reviewer)
    with pytest.raises(RefusedWordError, match="longer than 2,000"):
        say_stance(told_claim.pk, "refutes", mentions[1], person=reviewer, note="x" * 2001)
