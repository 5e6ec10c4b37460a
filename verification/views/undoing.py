"""Whether a person may still take a decision back: their own, the latest, signed since they signed in."""

from __future__ import annotations

from django.http import HttpRequest

from verification.models import ClaimReview


def can_undo(request: HttpRequest, review: ClaimReview | None, latest_version: int) -> bool:
    """`latest_version` is that of the claim's latest entry; signing in anew ends the time for undoing."""
    began = request.user.last_login  # type: ignore[union-attr]  # every page of ours requires sign-in
    return (
        review is not None
        and review.version == latest_version
        and review.withdraws_id is None
        and review.reviewer_id == request.user.pk
        and began is not None
        and review.decided_at >= began
    )
