"""Choose the claims whose proposal is computed again by the scheduled job."""

from verification.models import ClaimStanding


def select_claims_to_reverify(limit: int) -> list[int]:
    """Those not looked at for longest first; decided and undecided alike."""
    return list(ClaimStanding.objects.open().order_by("updated_at").values_list("claim_id", flat=True)[:limit])
