"""Hold a claim's members together from the moment a person signs it."""

from __future__ import annotations

from collections.abc import Collection

from claims.models import Mention


def hold_members(claim_id: int, mention_ids: Collection[int]) -> int:
    """The signed members, as the person saw them, are held by the claim; earlier holds of it end. Returns how many.

    Must run inside the transaction that stores the signature.
    """
    Mention.objects.filter(held_by=claim_id).exclude(pk__in=mention_ids).update(held_by=None)
    return Mention.objects.filter(claim=claim_id, pk__in=mention_ids).update(held_by=claim_id)
