"""Claims as the desk of the ledger's tests makes them, assessed, for tests of the pages that correct them."""

from __future__ import annotations

from claims.models import Claim, Mention
from tests.claims.services.desk import claim_of, tell_all
from verification.services.assess import assess_claim


def tell_claim(*angles: float) -> list[Mention]:
    """One claim of mentions at these angles, with its proposal."""
    mentions = tell_all(*angles)
    assess_claim(claim_of(mentions[0]))
    return mentions


def seen(mention: Mention) -> str:
    """What the page's form says of the claim it shows."""
    claim = Claim.objects.get(pk=claim_of(mention))
    return f"{claim.pk}@{claim.revision}"


def address(mention: Mention, action: str) -> str:
    return f"/claims/{claim_of(mention)}/{action}/"
