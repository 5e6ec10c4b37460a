"""Every read of `verification` that has a name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ClaimStandingQuerySet(models.QuerySet):
    def open(self) -> ClaimStandingQuerySet:
        """Claims that still exist and have a proposal."""
        return self.filter(claim__retired_at__isnull=True, proposal__isnull=False)

    def awaiting_review(self) -> ClaimStandingQuerySet:
        """Not decided yet, or decided and stale; most urgent first."""
        return self.open().filter(needs_review=True).by_urgency()

    def decided(self) -> ClaimStandingQuerySet:
        return self.open().filter(review__isnull=False).by_urgency()

    def by_urgency(self) -> ClaimStandingQuerySet:
        return self.select_related("claim", "proposal", "review__reviewer").order_by("-urgency", "-claim_id")

    def after(self, urgency: float, claim_id: int) -> ClaimStandingQuerySet:
        """The rows that follow the given one in `by_urgency` order (keyset paging)."""
        return self.filter(Q(urgency__lt=urgency) | Q(urgency=urgency, claim_id__lt=claim_id))
