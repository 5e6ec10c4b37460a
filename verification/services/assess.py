"""Assess one claim: read its statements, let the pure rules decide, store the proposal when the evidence changed.

Fencing is by revision: the claim's members are read at one revision, and the result is written only while the claim is
still at it. Nothing here ever touches a review; it only says that one went stale, and why.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.domain.lifecycle import compute_retry_delay
from claims.models import Claim, LedgerAct
from claims.services.choose_model import read_active_model
from claims.services.describe_act import describe_act
from claims.services.regroup import read_policy
from verification.domain.conflicts import find_conflicts, fold_conflicts
from verification.domain.evidence import digest_evidence, freeze_evidence
from verification.domain.evidence_changes import describe_change
from verification.domain.independence import fold_origins
from verification.domain.origin_words import OriginWord, keep_standing
from verification.domain.stance import judge_stances
from verification.domain.types import ConflictType, FoundConflict, Proposal, Stance, Statement, disputes
from verification.domain.urgency import compute_urgency
from verification.domain.verdict import propose_verdict
from verification.models import ClaimReview, ClaimStanding, Conflict, ProposedVerdict
from verification.services.correct_origin import load_words
from verification.services.load_statements import load_statements, measure_closeness

logger = logging.getLogger(__name__)

POLICY_VERSION = "3"  # raise it when a rule changes, so that proposals under the old rule can be told apart
NAMED_ACTS = 5  # corrections named as reasons for staleness; the claim's history has all
TRIES = 3  # a claim that gains members faster than this is left to the next sweep
LONGEST_FAILURE = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Assessment:
    proposal: Proposal
    conflicts: tuple[FoundConflict, ...]
    evidence: dict[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Assessed:
    proposals: int  # claims that got a new one
    failed: int


def assess_claims(claim_ids: Iterable[int]) -> Assessed:
    """Assess each that has not failed lately. A claim that fails is put off, and stops no other."""
    ids = list(claim_ids)
    ready = set(Claim.objects.attemptable(timezone.now()).filter(id__in=ids).values_list("id", flat=True))
    proposals = failed = 0
    for claim_id in ids:
        if claim_id in ready:
            try:
                proposals += assess_claim(claim_id)
            except Exception as error:
                logger.exception("claim %s: its assessment failed", claim_id)
                put_off(claim_id, f"{type(error).__name__}: {error}"[:LONGEST_FAILURE])
                failed += 1
    return Assessed(proposals, failed)


def put_off(claim_id: int, failure: str) -> None:
    """Count a failure; each one makes the claim wait longer for the next attempt."""
    with transaction.atomic():
        claim = Claim.objects.select_for_update().get(pk=claim_id)
        claim.failures += 1
        claim.failure = failure
        claim.next_attempt_at = timezone.now() + compute_retry_delay(claim.failures)
        claim.save(update_fields=["failures", "failure", "next_attempt_at"])


def assess_claim(claim_id: int) -> bool:
    """True when a new proposal was stored, False when nothing had changed."""
    for _ in range(TRIES):
        claim = Claim.objects.get(pk=claim_id)
        if claim.retired_at is not None:
            mark_retired(claim)
            return False
        statements = load_statements(claim)
        canonical = claim.canonical_mention_id
        if canonical is None or all(statement.id != canonical for statement in statements):
            return False  # its article has a new version; clustering comes first and asks again
        closeness = measure_closeness([s.id for s in statements], canonical, read_active_model())
        if canonical not in closeness:
            return False  # the model has changed; embedding comes first, and no proposal rests on a missing vector
        words = load_words(statement.id for statement in statements)
        assessment = compute_assessment(statements, canonical, closeness, words)
        with transaction.atomic():
            locked = Claim.objects.select_for_update().get(pk=claim_id)
            if locked.revision != claim.revision:
                continue
            return store_assessment(locked, assessment)
    return False


def compute_assessment(
    statements: list[Statement], canonical: int, closeness: dict[int, float], words: Sequence[OriginWord] = ()
) -> Assessment:
    """`words` are what people said of origins, in the order in which they said it."""
    conflicts = find_conflicts(statements)
    stances = judge_stances(statements, conflicts, canonical, closeness)
    refuting = [id for id, judgement in stances.items() if judgement.stance == Stance.REFUTES]
    origins = fold_origins(statements, refuting=refuting, words=words)
    proposal = propose_verdict(statements, origins, stances, conflicts)
    folded = fold_conflicts(conflicts, statements, origins)
    evidence = freeze_evidence(
        statements, origins, stances, folded, POLICY_VERSION, canonical, words=keep_standing(words)
    )
    return Assessment(proposal, folded, evidence, digest_evidence(evidence))


def store_assessment(claim: Claim, assessment: Assessment) -> bool:
    latest = ProposedVerdict.objects.filter(claim=claim).order_by("-number").first()
    proposal = latest
    if proposal is None or proposal.evidence_digest != assessment.digest:
        proposal = create_proposal(claim, assessment, latest)
    update_standing(claim, proposal)
    Claim.objects.filter(pk=claim.pk).update(
        assessed_revision=claim.revision, failures=0, failure="", next_attempt_at=None
    )
    return proposal != latest


def create_proposal(claim: Claim, assessment: Assessment, latest: ProposedVerdict | None) -> ProposedVerdict:
    """Follows `latest`, and says in words what is different from it."""
    proposal = ProposedVerdict.objects.create(
        claim=claim,
        number=latest.number + 1 if latest else 1,
        changes=list(describe_change(latest.evidence, assessment.evidence)) if latest else [],
        verdict=assessment.proposal.verdict,
        reasons=list(assessment.proposal.reasons),
        outlets=assessment.proposal.outlets,
        origins=assessment.proposal.origins,
        evidence=assessment.evidence,
        evidence_digest=assessment.digest,
        policy={
            "version": POLICY_VERSION,
            "model": read_active_model(),
            **asdict(read_policy()),
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
    review = ClaimReview.objects.in_force().filter(claim=claim).select_related("proposal").first()
    stale = review is not None and review.proposal.evidence_digest != proposal.evidence_digest
    because = (
        (*list_acts_since(claim, review), *describe_change(review.proposal.evidence, proposal.evidence))
        if review and stale
        else ()
    )
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


def mark_retired(claim: Claim) -> None:
    """A decision on a claim that lost its mentions is stale; nobody is asked to decide what is no longer there."""
    review = ClaimReview.objects.filter(claim=claim).order_by("-version").first()
    if review is not None:
        because = list_acts_since(claim, review) or ["the claim has no mentions any more"]
        decided = ClaimStanding.objects.filter(claim=claim, review=review)
        decided.update(stale=True, needs_review=False, stale_because=because)


def list_acts_since(claim: Claim, review: ClaimReview) -> list[str]:
    """What people did to its grouping after the review; what they did and undid since is left out."""
    acts = LedgerAct.objects.concerning(claim.pk).filter(made_at__gt=review.decided_at).told().order_by("id")
    since = {act.pk: act for act in acts}
    undone = {act.pk for act in since.values() if act.turn_count % 2}  # type: ignore[attr-defined]  # by told
    standing = [act for act in since.values() if act.pk not in undone and act.undoes_id not in since]
    return [describe_act(act, claim.pk) for act in standing[-NAMED_ACTS:]]
