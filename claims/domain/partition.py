"""Disjoint sets of positions: what is connected to what.

Idea. Every set is a tree whose root is its smallest member; two sets join by hanging one root under the
other. Method. Union by smallest root with path halving: close to constant time per operation. Limits.
Sets only grow together; taking a link away means building a new partition. Links by the million come in
arrays and are folded from time to time, so that memory does not grow with their number. Reference: Tarjan and van
Leeuwen 1984, "Worst-case analysis of set union algorithms".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

FOLD = 1 << 18  # links held before they are folded, with what folding takes: some 15 MiB

Labels = NDArray[np.int32]
Links = tuple[NDArray[Any], NDArray[Any]]  # rows and columns, whole numbers


class Partition:
    """Positions 0..n-1, each alone at first; the smallest position stands for its set."""

    def __init__(self, n: int) -> None:
        self._parent = list(range(n))

    def find(self, i: int) -> int:
        """The smallest position of the set that holds i."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Make the sets that hold i and j one."""
        low, high = sorted((self.find(i), self.find(j)))
        self._parent[high] = low

    def list_sets(self) -> list[list[int]]:
        """All sets, each ascending, in order of their smallest position."""
        members: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            members.setdefault(self.find(i), []).append(i)
        return list(members.values())


def find_components(n: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Connected components of positions 0..n-1 under `pairs`, each ascending, in order of their smallest
    position.

    Raises ValueError for a pair that names a position outside 0..n-1.
    """
    partition = Partition(n)
    for i, j in pairs:
        if not (0 <= i < n and 0 <= j < n):
            raise ValueError(f"The pair ({i}, {j}) names a position outside 0 to {n - 1}.")
        partition.join(i, j)
    return partition.list_sets()


def connect_links(n: int, links: Iterable[Links]) -> Labels:
    """The component of each of n mentions, from links (rows, columns) that come in any number of parts; shape (n,)."""
    component = np.arange(n, dtype=np.int32)
    held: list[Links] = []
    count = 0
    for rows, columns in links:
        held.append((rows.astype(np.int32), columns.astype(np.int32)))
        count += len(rows)
        if count >= FOLD:
            component, held, count = _fold(component, held), [], 0
    return _fold(component, held)


def _fold(component: Labels, held: list[Links]) -> Labels:
    if not held:
        return component
    rows = component[np.concatenate([part[0] for part in held])]
    columns = component[np.concatenate([part[1] for part in held])]
    graph = coo_array((np.ones(len(rows), dtype=bool), (rows, columns)), shape=(len(component),) * 2)
    merged = connected_components(graph, directed=False)[1].astype(np.int32)
    return np.asarray(merged[component], dtype=np.int32)


def list_connected(n: int, links: Iterable[Links]) -> list[list[int]]:
    """As `find_components`, for links in arrays."""
    component = connect_links(n, links)
    order = np.argsort(component, kind="stable")
    starts = np.flatnonzero(np.diff(component[order], prepend=-1))
    return sorted(part.tolist() for part in np.split(order, starts[1:])) if n else []
