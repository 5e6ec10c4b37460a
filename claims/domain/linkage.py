"""Average linkage with pairs that may never meet, exact and without ties left open.

Idea. The two groups whose members are most alike on average merge first, until no two groups reach the
cut. Groups that hold a barred pair are infinitely unlike.

Method. Nearest-neighbour chains: follow each group to its nearest one until two are nearest to each other
and merge these. O(n^2) time for n groups. It gives what "merge the most similar pair of all first" gives,
because average linkage is *reducible*: a merged group is never closer to a third than the closer of its
parts was. Minus infinity for barred pairs, inherited from both parts, keeps that property. Sums of
similarities are whole numbers of grid steps (see `similarity`), so an average is one correctly rounded
division; equal averages are decided by the groups' numbers, which follow their smallest member.

Limits. One component of tens of thousands takes minutes; its memory stays bounded.

Reference: Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from claims.domain.similarity import SCALE, Grid

# Up to this many groups the sums of all pairs are kept (128 MiB); beyond, they are computed from the
# groups' summed vectors when asked for: slower, but the memory grows with n and not with n * n. Both are
# exact, so both agree.
MATRIX_LIMIT = 4096


class _Groups:
    """Live groups and the exact sums of similarities between them."""

    def __init__(self, grid: Grid, groups: list[list[int]], barred: set[tuple[int, int]], matrix_limit: int) -> None:
        self.members = [list(group) for group in groups]
        self.sizes: NDArray[np.float64] = np.array([len(group) for group in groups], dtype=np.float64)
        self.live = np.ones(len(groups), dtype=bool)
        exact = grid.astype(np.float64)
        self.summed = np.stack([exact[group].sum(axis=0) for group in groups])
        self.sums = self.summed @ self.summed.T if len(groups) <= matrix_limit else None
        home = {place: number for number, group in enumerate(groups) for place in group}
        self.barred: list[set[int]] = [set() for _ in groups]
        for a, b in barred:
            self.barred[home[a]].add(home[b])
            self.barred[home[b]].add(home[a])

    def find_nearest(self, i: int) -> tuple[int, float]:
        """The live group nearest to group i, of equals the lowest number, and their average similarity."""
        sums = self.summed @ self.summed[i] if self.sums is None else self.sums[i]
        averages = np.where(self.live, sums / (self.sizes * self.sizes[i]), -np.inf)
        averages[i] = -np.inf
        if self.barred[i]:
            averages[list(self.barred[i])] = -np.inf
        nearest = int(np.argmax(averages))
        return nearest, float(averages[nearest]) / SCALE

    def merge(self, i: int, j: int) -> None:
        """Make groups i and j one, under the lower number, so that numbers keep following the smallest
        member."""
        keep, drop = sorted((i, j))
        self.members[keep] += self.members[drop]
        self.sizes[keep] += self.sizes[drop]
        self.summed[keep] += self.summed[drop]
        if self.sums is not None:
            self.sums[keep] += self.sums[drop]
            self.sums[:, keep] = self.sums[keep]
        self.live[drop] = False
        for other in self.barred[drop]:
            self.barred[other].discard(drop)
            self.barred[other].add(keep)
        self.barred[keep] |= self.barred[drop]


def link_groups(
    grid: Grid,
    groups: list[list[int]],
    barred: set[tuple[int, int]],
    cut: float,
    matrix_limit: int = MATRIX_LIMIT,
) -> list[list[int]]:
    """Merge `groups` (rows of `grid`, in order of their smallest row) while any two average `cut` or more.

    `grid` has shape (n, d) and comes from `snap_vectors`; `cut` is a cosine similarity; `barred` holds
    pairs of rows that may not meet, none of them inside one starting group. Returns the groups, rows
    ascending, in order of smallest row.
    """
    if not groups:
        return []
    state = _Groups(grid, groups, barred, matrix_limit)
    finished: list[int] = []
    chain: list[int] = []
    while chain or state.live.any():
        if not chain:
            chain.append(int(np.argmax(state.live)))
        nearest, average = state.find_nearest(chain[-1])
        if average < cut:
            # Averages rise along a chain, so only its first group ends here, and later merges bring
            # nothing closer.
            finished.append(chain.pop())
            state.live[finished[-1]] = False
        elif len(chain) > 1 and nearest == chain[-2]:
            state.merge(chain.pop(), chain.pop())
        else:
            chain.append(nearest)
    return [sorted(state.members[i]) for i in sorted(finished)]
