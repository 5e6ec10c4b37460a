"""Assess one claim: read its statements, let the pure rules decide, store the proposal when the evidence changed.

Fencing is by revision: the claim's members are read at one revision, and the result is written only while the claim is
still at it. Nothing here ever touches a review; it only says that one went stale, and why.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.domain.lifecycle import compute_retry_delay
from claims.domain.phrases import phrase
from claims.models import Claim, Mention
from claims.services.choose_model import read_active_model
from claims.services.read_policy import read_policy
from verification.domain.conflict_words import ConflictWord, apply_conflict_words, correct_stances, explain_words
from verification.domain.conflicts import find_conflicts, fold_conflicts
from verification.domain.evidence import digest_evidence, freeze_evidence
from verification.domain.evidence_changes import Change, ChangeKind, describe_change
from verification.domain.independence import fold_origins
from verification.domain.origin_words import OriginWord, keep_standing
from verification.domain.polarity import explain_withholding
from verification.domain.stance import judge_stances, list_undecided
from verification.domain.stance_words import StanceWord, apply_stance_words, keep_in_force
from verification.domain.types import ConflictType, FoundConflict, Proposal, Stance, Statement, disputes
from verification.domain.urgency import compute_urgency
from verification.domain.verdict import propose_verdict
from verification.models import ClaimReview, ClaimStanding, Conflict, ProposedVerdict
from verification.services.correct_origin import load_words
from verification.services.correct_stance import load_stance_words
from verification.services.find_changes import find_changes, list_acts_since, record_changes
from verification.services.hear_relations import Heard, hear_relations
from verification.services.judge_conflict import load_conflict_words
from verification.services.load_statements import load_statements, measure_closeness
from verification.services.notify import tell_of_staleness
from verification.services.read_round import read_open_round

logger = logging.getLogger(__name__)

POLICY_VERSION = "6"  # raise it when a rule changes, so that proposals under the old rule can be told apart
TRIES = 3  # a claim that gains members faster than this is left to the next sweep
LONGEST_FAILURE = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """What people said above the machine and did not take back, each in the order in which it was said."""

    of_origins: Sequence[OriginWord] = ()
    of_conflicts: Sequence[ConflictWord] = ()
    of_stances: Sequence[StanceWord] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    proposal: Proposal
    conflicts: tuple[FoundConflict, ...]
    evidence: dict[str, Any]
    digest: str
    heard: Heard


@dataclass(frozen=True, slots=True)
class Assessed:
    proposals: int  # claims that got a new one
    failed: int


def assess_claims(claim_ids: Iterable[int], *, ask: bool = False) -> Assessed:
    """Assess each that has not failed lately. A claim that fails is put off, and stops no other. `ask` as below."""
    ids = list(claim_ids)
    ready = set(Claim.objects.attemptable(timezone.now()).filter(id__in=ids).values_list("id", flat=True))
    proposals = failed = 0
    for claim_id in ids:
        if claim_id in ready:
            try:
                proposals += assess_claim(claim_id, ask=ask)
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


def assess_claim(claim_id: int, *, ask: bool = False) -> bool:
    """True when a new proposal was stored, False when nothing had changed.

    With `ask` the relation model reads what it has not read yet, which belongs in a worker. Without, what is stored
    counts; a claim on which something is left to read gets its proposal at once and stays due for a worker.
    """
    for _ in range(TRIES):
        claim = Claim.objects.get(pk=claim_id)
        if claim.retired_at is not None:
            mark_retired(claim)
            return False
        if is_regrouping(claim):
            return False  # clustering comes first, and asks again
        statements = load_statements(claim)
        canonical = claim.canonical_mention_id
        if canonical is None or all(statement.id != canonical for statement in statements):
            return False
        closeness = measure_closeness([s.id for s in statements], canonical, read_active_model())
        if canonical not in closeness:
            return False  # the model has changed; embedding comes first, and no proposal rests on a missing vector
        words = load_all_words(claim_id, [statement.id for statement in statements])
        assessment = compute_assessment(statements, canonical, closeness, words, ask=ask)
        with transaction.atomic():
            locked = Claim.objects.select_for_update().get(pk=claim_id)
            if locked.revision != claim.revision:
                continue
            return store_assessment(locked, assessment)
    return False


def load_all_words(claim_id: int, mention_ids: Sequence[int]) -> Words:
    said_of = load_conflict_words(claim_id, mention_ids), load_stance_words(mention_ids)
    return Words(load_words(mention_ids), *said_of)


def is_regrouping(claim: Claim) -> bool:
    """An article of it has a new version that grouping has not reached: what is missing now may be back at once."""
    members = Mention.objects.filter(claim=claim)
    gone = members.filter(article_version__current=False)
    return gone.exists() or members.filter(vectors=None, worth_checking=True).exists()


def compute_assessment(
    statements: list[Statement],
    canonical: int,
    closeness: dict[int, float],
    words: Words = Words(),  # noqa: B008 -- frozen
    *,
    ask: bool = False,
) -> Assessment:
    judged = apply_conflict_words(find_conflicts(statements), statements, words.of_conflicts)
    conflicts = judged.standing
    heard = hear_relations(statements, list_undecided(statements, conflicts, canonical), canonical, closeness, ask=ask)
    found = judge_stances(statements, conflicts, canonical, closeness, heard.opinions)
    withholding = {statement.id: explain_withholding(statement) for statement in statements}
    read = correct_stances(found, judged, canonical, withholding=withholding)
    wording = next(statement.text for statement in statements if statement.id == canonical)
    of_stances = keep_in_force(words.of_stances, read, canonical, wording)
    stances = apply_stance_words(read, of_stances)
    refuting = [id for id, judgement in stances.items() if judgement.stance == Stance.REFUTES]
    origins = fold_origins(statements, refuting=refuting, words=words.of_origins)
    proposal = propose_verdict(statements, origins, stances, conflicts)
    folded = fold_conflicts(conflicts, statements, origins)
    evidence = freeze_evidence(
        statements,
        origins,
        stances,
        folded,
        POLICY_VERSION,
        canonical,
        words=keep_standing(words.of_origins),
        conflict_words=judged.words,
        stance_words=of_stances,
        dismissed=fold_conflicts(judged.dismissed, statements, origins),
    )
    told = replace(proposal, reasons=(*explain_words(judged), *proposal.reasons))
    return Assessment(told, folded, evidence, digest_evidence(evidence), heard)


def store_assessment(claim: Claim, assessment: Assessment) -> bool:
    latest = ProposedVerdict.objects.filter(claim=claim).order_by("-number").first()
    proposal = latest
    if proposal is None or proposal.evidence_digest != assessment.digest:
        proposal = create_proposal(claim, assessment, latest)
    update_standing(claim, proposal, assessment.heard.note)
    # What is left to read keeps the claim due: the next sweep brings it to a worker.
    seen = claim.assessed_revision if assessment.heard.unread else claim.revision
    Claim.objects.filter(pk=claim.pk).update(assessed_revision=seen, failures=0, failure="", next_attempt_at=None)
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
            "relation_model": assessment.heard.model,
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


def update_standing(claim: Claim, proposal: ProposedVerdict, relation_note: str) -> None:
    """Where the claim stands after this proposal; a review whose evidence changed is stale, and says what changed."""
    review = ClaimReview.objects.in_force().filter(claim=claim).select_related("proposal").first()
    changes = find_changes(claim, review, proposal) if review is not None else []
    stale = bool(changes)
    now = read_open_round(claim.pk, proposal.evidence_digest)
    disputed = any(disputes(ConflictType(c.type), c.strength) for c in proposal.conflicts.all())
    urgency = compute_urgency(
        check_worthiness=claim.check_worthiness, outlets=proposal.outlets, disputed=disputed, stale=stale
    )
    if review and stale and ClaimStanding.objects.filter(claim=claim, stale=False, review=review).exists():
        tell_of_staleness(claim, review, [change.words for change in changes])
    ClaimStanding.objects.update_or_create(
        claim=claim,
        defaults={
            "proposal": proposal,
            "review": review,
            "needs_review": review is None or stale or now.first is not None,
            "second_look": now.look,
            "first_by_id": now.first.reviewer if now.first else None,
            "stale": stale,
            "stale_because": [change.words for change in changes],
            "urgency": urgency.score,
            "relation_note": relation_note,
        },
    )
    if review is not None:
        record_changes(claim, review, changes)


def mark_retired(claim: Claim) -> None:
    """A decision on a claim that lost its mentions is stale; nobody is asked to decide what is no longer there."""
    review = ClaimReview.objects.in_force().filter(claim=claim).first()
    if review is not None:
        because = list_acts_since(claim, review) or [phrase("the claim has no mentions any more")]
        decided = ClaimStanding.objects.filter(claim=claim, review=review)
        if decided.update(stale=True, needs_review=False, stale_because=because):
            record_changes(claim, review, [Change(ChangeKind.GROUPING, words) for words in because])
