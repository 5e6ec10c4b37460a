"""Other thresholds for grouping: recorded, and every claim brought in line with them in the same transaction.

Until it commits, readers see the claims of the old thresholds; nobody ever sees a mixture. Grouping of new articles
waits meanwhile. The ledger holds under any thresholds.
"""

from __future__ import annotations

from django.db import transaction

from claims.domain.clustering import GroupingPolicy
from claims.domain.similarity import SCALE, iterate_links
from claims.models import MentionLink, MentionVector, ThresholdChange
from claims.services.choose_model import read_active_model
from claims.services.find_parts import CHUNK, find_parts, load_grid
from claims.services.regroup import lock_grouping, read_policy, regroup_around


def change_policy(policy: GroupingPolicy, *, person, note: str = "") -> set[int]:
    """Returns the claims whose members changed; they need assessment, which the caller asks for."""
    model = read_active_model()
    changed: set[int] = set()
    with transaction.atomic():
        lock_grouping()
        if policy.strong_link < read_policy().strong_link:
            store_links(policy.strong_link, model)
        ThresholdChange.objects.create(strong_link=policy.strong_link, cut=policy.cut, changed_by=person, note=note)
        for batch in find_parts(policy, model).batches:
            changed |= regroup_around(batch, model)
    return changed


def store_links(strong_link: float, model: str) -> None:
    """The links that a lower threshold adds; those that are stored already are left as they are."""
    ids = list(MentionVector.objects.of_model(model).order_by("mention_id").values_list("mention_id", flat=True))
    for rows, columns, steps in iterate_links(load_grid(model, ids), strong_link):
        links = (
            MentionLink(low_id=ids[row], high_id=ids[column], model=model, similarity=step / SCALE)
            for row, column, step in zip(rows.tolist(), columns.tolist(), steps.tolist(), strict=True)
        )
        MentionLink.objects.bulk_create(links, batch_size=CHUNK, ignore_conflicts=True)
