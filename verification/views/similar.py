"""Claims that the machine found alike and did not join, as a claim's page lists them, with what was decided there."""

from __future__ import annotations

from dataclasses import dataclass

from claims.models import Claim, MatchSuggestion, Mention
from verification.models import ClaimReview, ClaimStanding

MOST_SHOWN = 8  # the best; a person decides about the rest when these are gone


@dataclass(frozen=True, slots=True)
class Similar:
    """One suggestion as seen from a claim: `claim` is the other one, or this one where the machine would part it."""

    claim: Claim
    quote: Mention
    other_quote: Mention
    score: float
    why: str
    shared: list[str]
    differing: list[str]
    seen_before: ClaimReview | None


def list_similar(claim: Claim) -> list[Similar]:
    found = list(MatchSuggestion.objects.shown_for(claim.pk)[:MOST_SHOWN])
    others = {end for row in found for end in (row.claim_low_id, row.claim_high_id)} - {claim.pk}
    standings = ClaimStanding.objects.filter(claim__in=others, review__isnull=False).select_related("review__reviewer")
    reviews = {standing.claim_id: standing.review for standing in standings}
    return [describe_similar(row, claim, reviews) for row in found]


def describe_similar(row: MatchSuggestion, claim: Claim, reviews: dict[int, ClaimReview | None]) -> Similar:
    here_low = row.claim_low_id == claim.pk
    other = row.claim_high if here_low else row.claim_low
    return Similar(
        claim=other,
        quote=row.mention_low if here_low else row.mention_high,
        other_quote=row.mention_high if here_low else row.mention_low,
        score=row.score,
        why=row.get_why_display(),
        shared=row.shared,
        differing=row.differing,
        seen_before=reviews.get(other.pk),
    )
