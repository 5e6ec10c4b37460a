"""Bring all claims in line with vectors, ledger and thresholds, part by part: after a bulk load, a change of thresholds
or one of the model.

Parts cannot influence one another (`find_parts`), so memory holds one batch of them, and the claims are those that
grouping everything at once would give.
"""

from __future__ import annotations

from collections.abc import Iterator

from claims.domain.clustering import GroupingPolicy
from claims.models import Mention
from claims.services.find_parts import CHUNK, find_parts, pack_parts
from claims.services.read_policy import read_policy
from claims.services.regroup import regroup_around


def regroup_everything(model: str) -> set[int]:
    """Returns the claims whose members changed; they need assessment, which the caller asks for.

    Must run inside a transaction that holds `lock_grouping()`, with all links of the present policy stored.
    """
    policy = read_policy()
    changed: set[int] = set()
    for batch in list_batches(model, policy):
        changed |= regroup_around(batch, model, policy=policy)
    return changed


def list_batches(model: str, policy: GroupingPolicy) -> Iterator[list[int]]:
    """Mentions that nothing connects need solving only where they have no claim yet."""
    parts = find_parts(policy, model)
    yield from parts.batches
    homeless = (
        Mention.objects.live()
        .filter(claim=None, worth_checking=True)
        .order_by()
        .values_list("id", flat=True)
        .iterator(chunk_size=CHUNK)
    )
    yield from pack_parts([[mention] for mention in sorted(set(parts.alone).intersection(homeless))])
