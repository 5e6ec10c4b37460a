"""Disjoint sets of positions: what is connected to what.

Idea. Every set is a tree whose root is its smallest member; two sets join by hanging one root under the
other. Method. Union by smallest root with path halving: close to constant time per operation. Limits.
Sets only grow together; taking a link away means building a new partition. Reference: Tarjan and van
Leeuwen 1984, "Worst-case analysis of set union algorithms".
"""

from __future__ import annotations

from collections.abc import Iterable


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
