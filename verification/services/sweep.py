"""Find claims whose members changed since they were last assessed, and mark them as hinted at."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.models import Claim


def take_claims_to_assess(limit: int) -> list[int]:
    """Those that wait longest for a hint; what one sweep takes, the next ones leave alone for a while."""
    now = timezone.now()
    waiting = Claim.objects.awaiting_assessment(now, timedelta(seconds=settings.HINT_PATIENCE_SECONDS))
    with transaction.atomic():
        ids = list(waiting.select_for_update(skip_locked=True).values_list("id", flat=True)[:limit])
        Claim.objects.filter(id__in=ids).update(hinted_at=now)
    return ids
