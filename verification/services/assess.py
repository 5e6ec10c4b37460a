"""Assess one claim: read its statements, let the pure rules decide, store the proposal when the evidence changed.

Fencing is by revision: the claim's members are read at one revision, and the result is written only while the claim is
still at it. Nothing here ever touches a review; it only says that one went stale, and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from claims.adapters.encoder import name_encoder
from claims.models import Claim
from verification.domain.conflicts import find_conflicts, fold_conflicts
from verification.domain.evidence import digest_evidence, freeze_evidence
from verification.domain.evidence_changes import describe_change
from verification.domain.independence import fold_origins
from verification.domain.stance import judge_stances
from verification.domain.types import ConflictType, FoundConflict, Proposal, Statement, disputes
from verification.domain.urgency import compute_urgency
from verification.domain.verdict import propose_verdict
from verification.models import ClaimReview, ClaimStanding, Conflict, ProposedVerdict
from verification.services.load_statements import load_statements, measure_closeness

POLICY_VERSION = "2"  # raise it when a rule changes, so that proposals under the old rule can be told apart
TRIES = 3  # a claim that gains members faster than this is left to the next sweep


@dataclass(frozen=True, slots=True)
class Assessment:
    proposal: Proposal
    conflicts: tuple[FoundConflict, ...]
    evidence: dict[str, Any]
    digest: str


def assess_claims(claim_ids: Iterable[int]) -> int:
    """Assess each; returns how many got a new proposal."""
    return sum(assess_claim(claim_id) for claim_id in claim_ids)


def assess_claim(claim_id: int) -> bool:
    """True when a new proposal was stored, False when nothing had changed."""
    for _ in range(TRIES):
        claim = Claim.objects.get(pk=claim_id)
        if claim.retired_at is not None:
            return False
        statements = load_statements(claim)
        canonical = claim.canonical_mention_id
        if canonical is None or all(statement.id != canonical for statement in statements):
            return False  # its article has a new version; clustering comes first and asks again
        assessment = compute_assessment(statements, canonical)
        with transaction.atomic():
            locked = Claim.objects.select_for_update().get(pk=claim_id)
            if locked.revision != claim.revision:
                continue
            return store_assessment(locked, assessment)
    return False


def compute_assessment(statements: list[Statement], canonical: int) -> Assessment:
    origins = fold_origins(statements)
    conflicts = find_conflicts(statements)
    closeness = measure_closeness([s.id for s in statements], canonical, name_encoder(settings.EMBEDDING_MODEL))
    stances = judge_stances(statements, conflicts, canonical, closeness)
    proposal = propose_verdict(statements, origins, stances, conflicts)
    folded = fold_conflicts(conflicts, statements, origins)
    evidence = freeze_evidence(statements, origins, stances, folded, POLICY_VERSION)
    return Assessment(proposal, folded, evidence, digest_evidence(evidence))


def store_assessment(claim: Claim, assessment: Assessment) -> bool:
    latest = ProposedVerdict.objects.filter(claim=claim).order_by("-number").first()
    proposal = latest
    if proposal is None or proposal.evidence_digest != assessment.digest:
        proposal = create_proposal(claim, assessment, number=latest.number + 1 if latest else 1)
    update_standing(claim, proposal)
    Claim.objects.filter(pk=claim.pk).update(assessed_revision=claim.revision)
    return proposal != latest


def create_proposal(claim: Claim, assessment: Assessment, number: int) -> ProposedVerdict:
    proposal = ProposedVerdict.objects.create(
        claim=claim,
        number=number,
        verdict=assessment.proposal.verdict,
        reasons=list(assessment.proposal.reasons),
        outlets=assessment.proposal.outlets,
        origins=assessment.proposal.origins,
        evidence=assessment.evidence,
        evidence_digest=assessment.digest,
        policy={
            "version": POLICY_VERSION,
            "model": name_encoder(settings.EMBEDDING_MODEL),
            "strong_link": settings.STRONG_LINK,
            "cut": settings.CUT,
        },
    )
    Conflict.objects.bulk_create(build_conflict(proposal, found) for found in assessment.conflicts)
    return proposal


def build_conflict(proposal: ProposedVerdict, found: FoundConflict) -> Conflict:
    return Conflict(
        proposal=proposal,
        mention_a_id=found.a,
        mention_b_id=found.b,
        type=found.type,
        value_a=found.value_a,
        value_b=found.value_b,
        start_a=found.start_a,
        end_a=found.end_a,
        start_b=found.start_b,
        end_b=found.end_b,
        rule=found.rule,
        strength=found.strength,
        also_a=[[side.id, side.start, side.end] for side in found.also_a],
        also_b=[[side.id, side.start, side.end] for side in found.also_b],
    )


def update_standing(claim: Claim, proposal: ProposedVerdict) -> None:
    """Where the claim stands after this proposal; a review whose evidence changed is stale, and says what changed."""
    review = ClaimReview.objects.filter(claim=claim).select_related("proposal").order_by("-version").first()
    stale = review is not None and review.proposal.evidence_digest != proposal.evidence_digest
    because = describe_change(review.proposal.evidence, proposal.evidence) if review and stale else ()
    disputed = any(disputes(ConflictType(c.type), c.strength) for c in proposal.conflicts.all())
    urgency = compute_urgency(
        check_worthiness=claim.check_worthiness, outlets=proposal.outlets, disputed=disputed, stale=stale
    )
    ClaimStanding.objects.update_or_create(
        claim=claim,
        defaults={
            "proposal": proposal,
            "review": review,
            "needs_review": review is None or stale,
            "stale": stale,
            "stale_because": list(because),
            "urgency": urgency.score,
        },
    )
