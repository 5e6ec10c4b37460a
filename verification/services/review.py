"""Record a person's decision: append-only, bound to the proposal they saw, never over somebody else's."""

from __future__ import annotations

from django.db import transaction

from claims.models import Claim
from claims.services.hold_members import hold_members
from verification.domain.types import Verdict
from verification.models import ClaimReview, ClaimStanding, ProposedVerdict

NOTE_LENGTH = 10_000  # characters; a note is a paragraph, not a file


class ReviewRefusedError(ValueError):
    """The decision cannot be recorded as it is; the message says why."""


class ReviewConflictError(Exception):
    """Somebody decided, or the evidence changed, after this person opened the page. Nothing was overwritten."""


def record_review(
    claim_id: int, *, reviewer, verdict: str, proposal_id: int, expected_version: int, note: str = ""
) -> ClaimReview:
    """`expected_version` is the number of decisions that the reviewer saw (0 for none).

    Raises ReviewRefusedError for a verdict or claim that cannot be decided, ReviewConflictError when overtaken.
    """
    if verdict not in (Verdict.CORROBORATED, Verdict.SINGLE_SOURCE, Verdict.CONTRADICTED):
        raise ReviewRefusedError("Choose corroborated, single-source or contradicted.")
    if len(note) > NOTE_LENGTH:
        raise ReviewRefusedError(f"The note is longer than {NOTE_LENGTH:,} characters; shorten it.")
    with transaction.atomic():
        claim = Claim.objects.select_for_update().filter(pk=claim_id).first()
        if claim is None:
            raise ReviewRefusedError("There is no such claim.")
        seen = ProposedVerdict.objects.filter(pk=proposal_id, claim=claim).first()
        if seen is None:
            raise ReviewRefusedError("The decision must refer to a proposal of this claim.")
        standing = ClaimStanding.objects.select_related("review__reviewer", "proposal").get(claim=claim)
        refuse_when_overtaken(claim, standing, seen, expected_version)
        review = ClaimReview.objects.create(
            claim=claim,
            version=expected_version + 1,
            proposal=seen,
            verdict=verdict,
            note=note.strip(),
            reviewer=reviewer,
        )
        standing.review, standing.needs_review, standing.stale, standing.stale_because = (
            review,
            False,
            False,
            [],
        )
        standing.save()
        hold_members(claim.pk, [entry["ids"]["mention"] for entry in seen.evidence["statements"]])
    return review


def refuse_when_overtaken(claim: Claim, standing: ClaimStanding, seen: ProposedVerdict, expected_version: int) -> None:
    if claim.retired_at is not None:
        raise ReviewConflictError("This claim was merged into another one meanwhile; decide it there.")
    version = standing.review.version if standing.review else 0
    if version != expected_version and standing.review:
        raise ReviewConflictError(
            f"{standing.review.reviewer} decided “{standing.review.get_verdict_display()}” meanwhile. "
            "Your decision was not recorded; look at theirs first."
        )
    if version != expected_version:
        raise ReviewRefusedError("The decision refers to an earlier decision that does not exist.")
    if standing.proposal.evidence_digest != seen.evidence_digest:
        raise ReviewConflictError(
            "The evidence changed after you opened this claim. Your decision was not recorded; look at what is new."
        )
