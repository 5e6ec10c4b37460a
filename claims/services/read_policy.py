"""The thresholds in force."""

from __future__ import annotations

from django.conf import settings

from claims.domain.clustering import LINK_SLACK, GroupingPolicy
from claims.models import ThresholdChange


def read_policy() -> GroupingPolicy:
    """The thresholds last chosen in this instance; those of the settings until somebody has chosen."""
    chosen = ThresholdChange.objects.order_by("-id").first()
    if chosen is None:
        return GroupingPolicy(strong_link=settings.STRONG_LINK, cut=settings.CUT, wording=settings.WORDING)
    return GroupingPolicy(strong_link=chosen.strong_link, cut=chosen.cut, wording=settings.WORDING)


def find_reach(policy: GroupingPolicy) -> float:
    """The similarity from which pairs are stored: a little less than what the exact method may link or suggest."""
    return min(settings.SUGGEST_LINK, policy.strong_link - LINK_SLACK)
