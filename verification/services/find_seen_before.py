"""Whether a claim that awaits a person resembles one that somebody has decided already."""

from __future__ import annotations

from collections.abc import Collection

from claims.models import MatchSuggestion
from verification.models import ClaimReview, ClaimStanding


def find_seen_before(claim_ids: Collection[int]) -> dict[int, ClaimReview]:
    """For each of these claims the review of the decided one that is most like it, where there is any; three queries
    however many claims."""
    pairs = list(
        MatchSuggestion.objects.touching(claim_ids)
        .exclude(why=MatchSuggestion.Why.APART)
        .order_by("-score", "id")
        .values_list("claim_low_id", "claim_high_id")
    )
    others = {end for pair in pairs for end in pair}
    decided = ClaimStanding.objects.filter(claim__in=others, claim__retired_at=None, review__isnull=False)
    reviews = {standing.claim_id: standing.review for standing in decided.select_related("review__reviewer")}
    seen: dict[int, ClaimReview] = {}
    for one, other in [*pairs, *((high, low) for low, high in pairs)]:
        review = reviews.get(other)
        if one in claim_ids and one not in reviews and review is not None:
            seen.setdefault(one, review)
    return seen
