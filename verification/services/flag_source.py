"""A source was graded anew: decisions that rest on it are looked at again. Nothing in them is changed."""

from __future__ import annotations

from django.db import transaction

from claims.models import Claim, Mention
from verification.domain.evidence_changes import Change, ChangeKind
from verification.models import ClaimStanding
from verification.services.find_changes import record_changes


def flag_source_regraded(source_id: int, name: str, old: str, new: str) -> int:
    """To be called by whoever changes a grade, in the same transaction. Returns how many decisions are stale now."""
    change = Change(ChangeKind.SOURCE_REGRADED, f"{name} was re-graded: {old or 'no grade'} → {new or 'no grade'}")
    told = Mention.objects.live().filter(article_version__article__source=source_id, claim__isnull=False)
    decided = ClaimStanding.objects.open().filter(review__isnull=False, claim__in=told.values("claim"))
    with transaction.atomic():
        # The claim's row is what every writer of a standing locks first.
        claims = {claim.pk: claim for claim in Claim.objects.select_for_update().filter(pk__in=decided.values("claim"))}
        standings = ClaimStanding.objects.filter(claim__in=claims, review__isnull=False).select_related("review")
        for standing in standings:
            record_changes(claims[standing.claim_id], standing.review, [change])  # type: ignore[arg-type]  # filtered
            standing.stale = standing.needs_review = True
            standing.stale_because = [*standing.stale_because, change.words]
            standing.save(update_fields=["stale", "needs_review", "stale_because", "updated_at"])
    return len(claims)
