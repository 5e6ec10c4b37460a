"""Have the claims that sources tell looked at again, because what is known about these sources has changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from claims.models import Claim, Mention


def touch_claims_of_sources(source_ids: Iterable[int]) -> int:
    """Returns how many claims; the sweep has each of them assessed anew. Runs in the caller's transaction."""
    told = Mention.objects.live().filter(article_version__article__source__in=list(source_ids), claim__isnull=False)
    return Claim.objects.active().filter(pk__in=told.order_by().values("claim")).update(revision=F("revision") + 1)
