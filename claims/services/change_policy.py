"""Other thresholds for grouping: recorded, and every claim brought in line with them in the same transaction.

Until it commits, readers see the claims of the old thresholds; nobody ever sees a mixture. Grouping of new articles
waits meanwhile. The ledger holds under any thresholds.
"""

from __future__ import annotations

from django.db import transaction

from claims.domain.clustering import GroupingPolicy
from claims.models import ThresholdChange
from claims.services.choose_model import read_active_model
from claims.services.link_everything import link_everything
from claims.services.read_policy import read_policy
from claims.services.regroup import lock_grouping
from claims.services.regroup_everything import regroup_everything


def change_policy(policy: GroupingPolicy, *, person, note: str = "") -> set[int]:
    """Returns the claims whose members changed; they need assessment, which the caller asks for."""
    model = read_active_model()
    with transaction.atomic():
        lock_grouping()
        if policy.strong_link < read_policy().strong_link:
            link_everything(model, policy.strong_link)
        ThresholdChange.objects.create(strong_link=policy.strong_link, cut=policy.cut, changed_by=person, note=note)
        return regroup_everything(model)
