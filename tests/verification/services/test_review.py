"""A decision is kept for ever, bound to what its author saw, and never overwritten."""

import pytest
from django.db import transaction
from django.utils import timezone

from claims.models import Claim
from tests.factories import make_article, make_claim, make_mention, make_source
from verification.models import ClaimReview, ClaimStanding, ProposedVerdict
from verification.services.assess import assess_claim
from verification.services.list_claims import list_claims
from verification.services.review import ReviewConflictError, ReviewRefusedError, record_review, withdraw_review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim():
    claim = make_claim()
    mention = make_mention(make_article("The town of Selm counted forty storks."), claim=claim)
    Claim.objects.filter(pk=claim.pk).update(canonical_mention=mention)
    assess_claim(claim.pk)
    return Claim.objects.get()


def add_report(claim, text="Forty storks were counted in the town of Selm."):
    mention = make_mention(make_article(text, source=make_source()), claim=claim)
    Claim.objects.filter(pk=claim.pk).update(revision=claim.revision + 1)
    assess_claim(claim.pk)
    return mention


def sign(claim, person, verdict="single_source", *, version=0, proposal=None, note=""):
    proposal = proposal or ClaimStanding.objects.get(claim=claim).proposal
    if verdict != proposal.verdict:
        note = note or "the town hall says so"
    return record_review(
        claim.pk, reviewer=person, verdict=verdict, proposal_id=proposal.pk, expected_version=version, note=note
    )


def test_one_report_is_proposed_as_single_source(claim):
    assert ClaimStanding.objects.get().proposal.verdict == "single_source"


def test_nothing_is_proposed_anew_when_nothing_changed(claim):
    assert assess_claim(claim.pk) is False
    assert ProposedVerdict.objects.count() == 1


def test_a_second_independent_report_gives_a_second_proposal(claim):
    add_report(claim)
    assert ClaimStanding.objects.get().proposal.verdict == "corroborated"
    assert ProposedVerdict.objects.count() == 2


def test_a_decision_takes_the_claim_off_the_queue(claim, reviewer):
    sign(claim, reviewer)
    assert not ClaimStanding.objects.awaiting_review().exists()


def test_a_decision_is_bound_to_the_proposal_that_was_seen(claim, reviewer):
    review = sign(claim, reviewer)
    assert review.proposal.number == 1


def test_new_evidence_makes_the_decision_stale_and_says_why(claim, reviewer):
    sign(claim, reviewer)
    add_report(claim)
    standing = ClaimStanding.objects.get()
    assert standing.stale and standing.needs_review
    assert any("origin" in words for words in standing.stale_because)


def test_new_evidence_never_changes_the_decision(claim, reviewer):
    review = sign(claim, reviewer, note="called the town hall")
    add_report(claim)
    assert ClaimReview.objects.get() == review
    assert ClaimReview.objects.get().note == "called the town hall"


def test_deciding_again_after_new_evidence_clears_staleness(claim, reviewer):
    sign(claim, reviewer)
    add_report(claim)
    sign(claim, reviewer, "corroborated", version=1)
    assert not ClaimStanding.objects.get().stale


def test_a_late_second_decision_is_refused(claim, reviewer, colleague):
    sign(claim, reviewer)
    with pytest.raises(ReviewConflictError, match="rosa"):
        sign(claim, colleague, "contradicted")
    assert ClaimReview.objects.count() == 1


def test_a_decision_on_evidence_that_changed_meanwhile_is_refused(claim, reviewer):
    seen = ClaimStanding.objects.get().proposal
    add_report(claim)
    with pytest.raises(ReviewConflictError, match="evidence changed"):
        sign(claim, reviewer, proposal=seen)


def test_a_decision_on_a_merged_claim_is_refused(claim, reviewer):
    Claim.objects.update(retired_at=timezone.now())
    with pytest.raises(ReviewConflictError, match="merged"):
        sign(claim, reviewer)


@pytest.mark.parametrize("verdict", ["insufficient", "", "true", "corroborated "])
def test_only_the_three_verdicts_can_be_signed(claim, reviewer, verdict):
    with pytest.raises(ReviewRefusedError):
        sign(claim, reviewer, verdict)


def test_a_note_of_novel_length_is_refused(claim, reviewer):
    with pytest.raises(ReviewRefusedError, match="note"):
        sign(claim, reviewer, note="x" * 10_001)


def test_a_proposal_of_another_claim_is_refused(claim, reviewer):
    with pytest.raises(ReviewRefusedError):
        record_review(claim.pk, reviewer=reviewer, verdict="corroborated", proposal_id=10**12, expected_version=0)


def test_taking_a_decision_back_returns_the_claim_to_the_queue_and_keeps_both_entries(claim, reviewer):
    sign(claim, reviewer, "contradicted")
    withdraw_review(claim.pk, reviewer=reviewer, expected_version=1)
    standing = ClaimStanding.objects.get()
    assert standing.review is None and standing.needs_review
    assert list(ClaimReview.objects.values_list("version", "verdict")) == [(2, "withdrawn"), (1, "contradicted")]


def test_taking_a_decision_back_puts_the_one_before_it_in_force(claim, reviewer, colleague):
    first = sign(claim, colleague)
    sign(claim, reviewer, "contradicted", version=1)
    withdraw_review(claim.pk, reviewer=reviewer, expected_version=2)
    assess_claim(claim.pk)
    assert ClaimStanding.objects.get().review == first
    assert [record["reviewed_verdict"] for record in list_claims()] == ["single_source"]


def test_an_earlier_decision_comes_back_as_stale_as_it_was(claim, reviewer):
    sign(claim, reviewer)
    add_report(claim)
    sign(claim, reviewer, "corroborated", version=1)
    withdraw_review(claim.pk, reviewer=reviewer, expected_version=2)
    standing = ClaimStanding.objects.get()
    assert standing.stale and standing.needs_review and standing.stale_because


def test_a_decision_can_follow_one_that_was_taken_back(claim, reviewer):
    sign(claim, reviewer)
    withdraw_review(claim.pk, reviewer=reviewer, expected_version=1)
    assert sign(claim, reviewer, "contradicted", version=2).version == 3


def test_a_decision_that_another_one_followed_is_not_taken_back(claim, reviewer, colleague):
    sign(claim, reviewer)
    sign(claim, colleague, "contradicted", version=1)
    with pytest.raises(ReviewConflictError, match="colm"):
        withdraw_review(claim.pk, reviewer=reviewer, expected_version=1)
    with pytest.raises(ReviewRefusedError, match="your own"):
        withdraw_review(claim.pk, reviewer=reviewer, expected_version=2)
    assert ClaimReview.objects.count() == 2


def test_a_decision_on_a_page_from_before_a_withdrawal_is_refused(claim, reviewer, colleague):
    sign(claim, reviewer)
    withdraw_review(claim.pk, reviewer=reviewer, expected_version=1)
    with pytest.raises(ReviewConflictError, match="took a decision back"):
        sign(claim, colleague, version=1)


@pytest.mark.parametrize("model", [ClaimReview, ProposedVerdict])
def test_the_record_cannot_be_changed_or_deleted(claim, reviewer, model):
    sign(claim, reviewer)
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        model.objects.update(verdict="contradicted")
    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        model.objects.all()._raw_delete(using="default")
