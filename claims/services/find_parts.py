"""The whole store in parts that cannot influence one another: for looking at another policy, and for changing it.

Mentions that strong links, "same" decisions or a present claim connect belong to one part. Parts are solved one after
the other, each as `regroup` solves a neighbourhood, so memory holds one batch of them besides the vectors, and those
only where the strong link is lowered: then links are missing from the store, and all pairs have to be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from claims.domain.clustering import LINK_SLACK, GroupingPolicy
from claims.domain.partition import Partition
from claims.domain.similarity import Grid, iterate_links, snap_vectors
from claims.models import MentionLink, MentionVector, PairDecision
from claims.services.read_policy import read_policy

BATCH = 2_000  # mentions solved at a time; a part that is larger is solved alone
CHUNK = 5_000  # rows read from the database at a time


@dataclass(frozen=True, slots=True)
class Parts:
    """Batches of whole parts, as ids of mentions; `alone` are the mentions that nothing connects."""

    batches: list[list[int]]
    alone: list[int]


def find_parts(policy: GroupingPolicy, model: str) -> Parts:
    live = MentionVector.objects.of_model(model).order_by("mention_id")
    rows = live.values_list("mention_id", "mention__claim_id").iterator(chunk_size=CHUNK)
    ids, homes = [], []
    for mention, claim in rows:
        ids.append(mention)
        homes.append(claim)
    place = {mention: position for position, mention in enumerate(ids)}
    partition = Partition(len(ids))
    for first, second in iterate_pairs(model, set(ids), policy.strong_link - LINK_SLACK):
        if first in place and second in place:
            partition.join(place[first], place[second])
    if policy.strong_link < read_policy().strong_link:
        join_links(partition, load_grid(model, ids), policy.strong_link)
    first_of: dict[int, int] = {}
    for position, claim in enumerate(homes):
        if claim is not None:
            partition.join(first_of.setdefault(claim, position), position)
    parts = partition.list_sets()
    alone = [ids[part[0]] for part in parts if len(part) == 1]
    return Parts(pack_parts([[ids[position] for position in part] for part in parts if len(part) > 1]), alone)


def pack_parts(parts: list[list[int]]) -> list[list[int]]:
    batches: list[list[int]] = []
    for part in parts:
        if batches and len(batches[-1]) + len(part) <= BATCH:
            batches[-1] += part
        else:
            batches.append(list(part))
    return batches


def iterate_pairs(model: str, here: set[int], reach: float) -> Iterator[tuple[int, int]]:
    """What the store says may connect two mentions."""
    said = PairDecision.objects.standing().filter(decision=PairDecision.Decision.SAME)
    yield from join_through_absent(list(said.values_list("mention_low_id", "mention_high_id")), here)
    links = MentionLink.objects.strong(reach).filter(model=model).order_by()
    yield from links.values_list("low_id", "high_id").iterator(chunk_size=CHUNK)


def join_links(partition: Partition, grid: Grid, strong_link: float) -> None:
    """Join what the vectors connect, one tile of similarities in memory at a time."""
    for rows, columns, _ in iterate_links(grid, strong_link):
        touched = np.unique(np.concatenate([rows, columns]))
        root = dict(zip(touched.tolist(), map(partition.find, touched.tolist()), strict=True))
        ends = {(root[row], root[column]) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)}
        for first, second in ends:
            partition.join(first, second)


def join_through_absent(same: list[tuple[int, int]], here: set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of present mentions that say what `same` says, chains through mentions that are gone included."""
    everyone = sorted({end for pair in same for end in pair})
    place = {mention: position for position, mention in enumerate(everyone)}
    partition = Partition(len(everyone))
    for low, high in same:
        partition.join(place[low], place[high])
    for kin in partition.list_sets():
        present = [everyone[position] for position in kin if everyone[position] in here]
        yield from ((present[0], other) for other in present[1:])


def load_grid(model: str, ids: list[int]) -> Grid:
    """The vectors in order of `ids`, snapped to the grid chunk by chunk."""
    rows = MentionVector.objects.of_model(model).order_by("mention_id")
    place = {mention: position for position, mention in enumerate(ids)}
    grid: Grid | None = None
    waiting: list[tuple[int, np.ndarray]] = []

    def store(grid: Grid | None) -> Grid:
        snapped = snap_vectors(np.stack([vector for _, vector in waiting]).astype(np.float32))
        filled = np.zeros((len(ids), snapped.shape[1]), dtype=np.float32) if grid is None else grid
        filled[[position for position, _ in waiting]] = snapped
        waiting.clear()
        return filled

    for mention, vector in rows.values_list("mention_id", "vector").iterator(chunk_size=CHUNK):
        if mention in place:
            waiting.append((place[mention], np.asarray(vector)))
        if len(waiting) == CHUNK:
            grid = store(grid)
    if waiting:
        grid = store(grid)
    return np.zeros((0, 1), dtype=np.float32) if grid is None else grid
