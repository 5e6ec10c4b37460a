"""Whether decisions need two people: recorded with who chose it, and every claim's waiting brought in line."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from verification.domain.four_eyes import SecondLook
from verification.models import ClaimStanding, DeskRule
from verification.services.read_round import needs_second_review


@transaction.atomic
def change_desk_rule(second_review: bool, *, person: Any) -> bool:
    """False when the rule was so already. Where one person decides again, open first opinions wait for nobody."""
    if needs_second_review() == second_review:
        return False
    DeskRule.objects.create(second_review=second_review, changed_by=person)
    if not second_review:
        waiting = ClaimStanding.objects.exclude(second_look=SecondLook.NONE)
        waiting.filter(review__isnull=False, stale=False).update(needs_review=False)
        waiting.update(second_look=SecondLook.NONE, first_by=None)
    return True
