"""What happened to a claim, newest first, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from claims.models import Claim, PairDecision
from verification.models import ClaimReview, ProposedVerdict
from verification.views.marks import Mark, show_decision, show_proposal

SHOWN_PROPOSALS = 30
PAIR_WORDS = {
    PairDecision.Decision.SAME: "say the same",
    PairDecision.Decision.DIFFERENT: "are different claims",
    PairDecision.Decision.UNSURE: "may or may not be the same",
    PairDecision.Decision.WITHDRAWN: "are left to the machine again",
}


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    sentence: str
    note: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class StandingDecision:
    """A word in the ledger that holds now and can be taken back."""

    mention_a: int
    mention_b: int
    sentence: str
    reason: str


def list_events(claim: Claim, mention_ids: list[int]) -> list[Event]:
    proposals = ProposedVerdict.objects.filter(claim=claim).order_by("-number").defer("evidence", "policy")
    reviews = ClaimReview.objects.of_claim_and_merged(claim.pk)
    reviews = reviews.select_related("claim", "reviewer", "proposal", "withdraws")
    entries = PairDecision.objects.touching(mention_ids).select_related("decided_by")
    events = [
        *(describe_proposal(proposal) for proposal in proposals[:SHOWN_PROPOSALS]),
        *(describe_review(review, claim) for review in reviews.defer("proposal__evidence", "proposal__policy")),
        *(describe_entry(entry) for entry in entries[:SHOWN_PROPOSALS]),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def describe_proposal(proposal: ProposedVerdict) -> Event:
    sentence = f"Proposal {proposal.number}: {proposal.get_verdict_display()}"
    counts = f"{count(proposal.outlets, 'outlet')}, {count(proposal.origins, 'origin')}"
    return Event(proposal.created_at, f"{sentence}, {counts}.", "", show_proposal(proposal.verdict))


def describe_review(review: ClaimReview, claim: Claim) -> Event:
    if review.claim_id != claim.pk:
        return describe_merged_review(review)
    mark = None
    if review.withdraws:
        sentence = f"{review.reviewer} took back their decision {review.withdraws.get_verdict_display()}."
    else:
        sentence = f"{review.reviewer} signed {review.get_verdict_display()}, seeing proposal {review.proposal.number}."
        mark = show_decision(review.verdict)
    return Event(review.decided_at, sentence, review.note, mark)


def describe_merged_review(review: ClaimReview) -> Event:
    """What was said of a claim that is part of this one by now."""
    claim, verdict = f"“{review.claim.text}”", review.get_verdict_display()
    if review.withdraws:
        sentence = f"{review.reviewer} took back their decision on {claim} before it was merged into this claim."
        return Event(review.decided_at, sentence, review.note, None)
    sentence = f"{claim} was signed {verdict} by {review.reviewer} before it was merged into this claim."
    return Event(review.decided_at, sentence, review.note, show_decision(review.verdict))


def describe_entry(entry: PairDecision) -> Event:
    return Event(entry.decided_at, f"{entry.decided_by}: {describe_pair(entry)}", entry.reason, None)


def describe_pair(entry: PairDecision) -> str:
    words = PAIR_WORDS[PairDecision.Decision(entry.decision)]
    return f"m{entry.mention_low_id} and m{entry.mention_high_id} {words}."


def list_standing_decisions(mention_ids: list[int]) -> list[StandingDecision]:
    entries = PairDecision.objects.standing().touching(mention_ids).select_related("decided_by")
    return [
        StandingDecision(entry.mention_low_id, entry.mention_high_id, describe_pair(entry), entry.reason)
        for entry in entries
    ]


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
