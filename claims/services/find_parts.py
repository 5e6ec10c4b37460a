"""The whole store in parts that cannot influence one another: for looking at another policy, and for changing it.

Mentions that strong links, "same" decisions or a present claim connect belong to one part. Parts are solved one after
the other, each as `regroup` solves a neighbourhood, so memory holds one batch of them besides the vectors, and those
only where the strong link is lowered: then links are missing from the store, and all pairs have to be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, QuerySet, Value
from django.db.models.functions import Coalesce

from claims.adapters.binary_copy import BIG, copy_out, describe_row
from claims.domain.clustering import LINK_SLACK, GroupingPolicy
from claims.domain.partition import Links, Partition, connect_links
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
    ids, homes = read_homes(model)
    component = connect_links(len(ids), iterate_links_stored(ids, homes, model, policy))
    order = np.argsort(component, kind="stable")
    starts = np.flatnonzero(np.diff(component[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(order)))
    alone = np.sort(ids[order[starts[sizes == 1]]]).tolist()
    larger = zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True)
    return Parts(pack_parts(ids[order[start : start + size]].tolist() for start, size in larger), alone)


def read_homes(model: str) -> tuple[np.ndarray, np.ndarray]:
    """Ids of the live mentions in rising order, and the claim of each, 0 for none."""
    live = MentionVector.objects.of_model(model).order_by("mention_id")
    home = Coalesce("mention__claim_id", Value(0), output_field=BigIntegerField())
    rows = read_columns(live.annotate(home=home).values_list("mention_id", "home"))
    return rows[0], rows[1]


def read_columns(query: QuerySet) -> tuple[np.ndarray, np.ndarray]:
    """Two columns of ids, by binary COPY: as rows of Python, those of a million mentions take a minute."""
    parts = list(stream_columns(query))
    return (
        np.concatenate([np.empty(0, dtype=np.int64), *(first for first, _ in parts)]),
        np.concatenate([np.empty(0, dtype=np.int64), *(second for _, second in parts)]),
    )


def stream_columns(query: QuerySet) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    try:
        statement, values = query.query.sql_with_params()
    except EmptyResultSet:
        return
    for rows in copy_out(connection.connection, statement, values, describe_row(first=BIG, second=BIG)):
        yield rows["first"].astype(np.int64), rows["second"].astype(np.int64)


def pack_parts(parts: Iterable[list[int]]) -> list[list[int]]:
    batches: list[list[int]] = []
    for part in parts:
        if batches and len(batches[-1]) + len(part) <= BATCH:
            batches[-1] += part
        else:
            batches.append(list(part))
    return batches


def iterate_links_stored(ids: np.ndarray, homes: np.ndarray, model: str, policy: GroupingPolicy) -> Iterator[Links]:
    """What may connect two mentions, as positions in `ids`: present claims, people's words, strong links."""
    yield link_members(homes)
    said = PairDecision.objects.standing().filter(decision=PairDecision.Decision.SAME)
    pairs = join_through_absent(list(said.values_list("mention_low_id", "mention_high_id")), set(ids.tolist()))
    joined = np.array(list(pairs), dtype=np.int64).reshape(-1, 2)
    yield np.searchsorted(ids, joined[:, 0]), np.searchsorted(ids, joined[:, 1])
    links = MentionLink.objects.strong(policy.strong_link - LINK_SLACK).filter(model=model).order_by()
    for low, high in stream_columns(links.values_list("low_id", "high_id")):
        rows, columns = np.searchsorted(ids, low), np.searchsorted(ids, high)
        known = np.append(ids, -1)  # a link may lead to a mention that is not live
        both = (known[rows] == low) & (known[columns] == high)
        yield rows[both], columns[both]
    if policy.strong_link < read_policy().strong_link:
        for rows, columns, _ in iterate_links(load_grid(model, ids.tolist()), policy.strong_link):
            yield rows, columns


def link_members(homes: np.ndarray) -> Links:
    """Each member of a claim with the next one."""
    order = np.argsort(homes, kind="stable")
    follows = (homes[order][1:] == homes[order][:-1]) & (homes[order][1:] > 0)
    return order[:-1][follows], order[1:][follows]


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
