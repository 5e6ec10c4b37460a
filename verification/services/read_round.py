"""What is open on a claim where two people decide: the opinions, the round they make, and the rule of the desk."""

from __future__ import annotations

from django.db.models import Q

from verification.domain.four_eyes import BLIND, Opinion, Round, Stage, read_round
from verification.models import ClaimReview, DeskRule

FIELDS = ("version", "reviewer_id", "verdict", "stage", "settles", "proposal__evidence_digest", "answers__version")


def needs_second_review() -> bool:
    """The rule of the desk as it is now."""
    return bool(DeskRule.objects.values_list("second_review", flat=True).first())


def read_opinions(claim_id: int) -> list[Opinion]:
    entries = ClaimReview.objects.filter(claim=claim_id, withdraws__isnull=True)
    taken_back = entries.annotate(taken_back=Q(withdrawn_by__isnull=False))
    return [build_opinion(*row) for row in taken_back.values_list(*FIELDS, "taken_back")]


def read_open_round(claim_id: int, digest: str) -> Round:
    """Of evidence with this digest; empty where one person decides."""
    if not ClaimReview.objects.filter(claim=claim_id, stage__in=BLIND).exists() or not needs_second_review():
        return Round()
    return read_round(read_opinions(claim_id), digest)


def build_opinion(
    version: int,
    reviewer: int,
    verdict: str,
    stage: str,
    settles: bool,
    digest: str,
    answers: int | None,
    withdrawn: bool,
) -> Opinion:
    return Opinion(version, reviewer, verdict, Stage(stage), settles, digest, answers, withdrawn)
