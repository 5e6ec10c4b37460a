"""The groups of very many mentions at once, from their strong links: the answer of `clustering`, in bulk.

Idea. Nearly all components are small, and there are hundreds of thousands of them; solving one at a time costs far
more in overhead than in arithmetic. Components of one size are solved together.

Method. Components come from `partition.connect_links`. All components of one size (up to `SMALL`) form one stack of
matrices of summed similarities; in each round every component merges its two most similar groups, until no pair of
groups averages the cut; then each group falls into the parts that strong links inside it hold together. That is what
nearest-neighbour chains give (see `linkage`), because average linkage is reducible, except where two averages are
exactly equal: such a component is left to `link_groups`, as is every larger one.

Limits. No decisions of people: what they touched is solved again by `clustering` with the ledger at hand. The rows
must be in order of key, which is what decides between equals.

Reference: Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from claims.domain.clustering import hold_together
from claims.domain.linkage import link_groups
from claims.domain.partition import Labels
from claims.domain.similarity import SCALE, Steps, count_steps

SMALL = 32  # mentions of a component that is solved in a stack; beyond, chains cost less than rounds over n * n numbers
STACK_CELLS = 1 << 20  # numbers in one stack of vectors (4 MiB) or of summed similarities (8 MiB)


def split_components(steps: Steps, component: Labels, cut: float, strong_link: float) -> Labels:
    """A group number for each mention: average linkage at `cut` inside each component, held together by strong links.

    `steps` (n, d) comes from `compress_vectors`, rows in order of key; `component` (n,) from `connect_links`. Group
    numbers are not dense and say nothing but who belongs together: each is the row of the group's first member.
    """
    group = np.arange(len(steps), dtype=np.int32)
    order = np.argsort(component, kind="stable")
    starts = np.flatnonzero(np.diff(component[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(order)))
    for size in np.unique(sizes[sizes > 1]).tolist():
        rows = order[starts[sizes == size][:, None] + np.arange(size)]
        if size <= SMALL:
            height = max(1, STACK_CELLS // (size * max(size, steps.shape[1])))
            for top in range(0, len(rows), height):
                _split_stack(steps, rows[top : top + height], cut, strong_link, group)
        else:
            for members in rows:
                _split_one(steps, members, cut, strong_link, group)
    return group


def _split_one(steps: Steps, members: NDArray[np.intp], cut: float, strong_link: float, group: Labels) -> None:
    grid = steps[members].astype(np.float32)
    for found in link_groups(grid, [[i] for i in range(len(members))], set(), cut):
        for part in hold_together(grid, found, strong_link):
            group[members[part]] = members[part[0]]


def _split_stack(steps: Steps, rows: NDArray[np.intp], cut: float, strong_link: float, group: Labels) -> None:
    """Solve components of one size, `rows` (m, size) each ascending, and write their groups."""
    grids = steps[rows].astype(np.float32)
    merged, tied = _merge_stack(grids, cut)
    inside = _hold_stack(grids, merged, strong_link)
    clear = ~tied
    group[rows[clear]] = np.take_along_axis(rows[clear], inside[clear], axis=1)
    for members in rows[tied]:
        _split_one(steps, members, cut, strong_link, group)


def _merge_stack(grids: NDArray[np.float32], cut: float) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each of m components of `size` mentions, the first member of each one's group, shape (m, size), and whether
    equal averages made the answer a matter of order, shape (m,)."""
    m, size, _ = grids.shape
    sums = np.matmul(grids, grids.transpose(0, 2, 1)).astype(np.float64)
    counts = np.ones((m, size))
    home = np.tile(np.arange(size), (m, 1))
    tied = np.zeros(m, dtype=bool)
    above = np.triu(np.ones((size, size), dtype=bool), 1)
    averages = np.where(above, sums / SCALE, -np.inf)
    active = np.arange(m)
    while active.size:
        flat = averages[active].reshape(len(active), -1)
        best = flat.argmax(axis=1)
        highest = flat[np.arange(len(active)), best]
        merging = highest >= cut
        tied[active] |= merging & ((flat == highest[:, None]).sum(axis=1) > 1)
        going = merging & ~tied[active]
        active, keep, drop = active[going], best[going] // size, best[going] % size
        _merge_pairs(active, keep, drop, sums, counts, home)
        _renew_averages(active, keep, drop, sums, counts, averages)
    return home, tied


def _hold_stack(grids: NDArray[np.float32], home: NDArray[np.intp], strong_link: float) -> NDArray[np.intp]:
    """For each member the first one that strong links inside its group lead to, shape (m, size)."""
    m, size = home.shape
    linked = np.matmul(grids, grids.transpose(0, 2, 1)) >= count_steps(strong_link)
    linked &= home[:, :, None] == home[:, None, :]
    linked |= np.eye(size, dtype=bool)
    part = np.tile(np.arange(size), (m, 1))
    while True:
        nearest = np.where(linked, part[:, None, :], size).min(axis=2)
        if np.array_equal(nearest, part):
            return part
        part = nearest


def _merge_pairs(
    active: NDArray[np.intp],
    keep: NDArray[np.intp],
    drop: NDArray[np.intp],
    sums: NDArray[np.float64],
    counts: NDArray[np.float64],
    home: NDArray[np.intp],
) -> None:
    """In each active component the group `drop` becomes part of the group `keep`."""
    sums[active, keep] += sums[active, drop]
    sums[active, :, keep] = sums[active, keep]
    counts[active, keep] += counts[active, drop]
    counts[active, drop] = 0
    moved = home[active]
    home[active] = np.where(moved == drop[:, None], keep[:, None], moved)


def _renew_averages(
    active: NDArray[np.intp],
    keep: NDArray[np.intp],
    drop: NDArray[np.intp],
    sums: NDArray[np.float64],
    counts: NDArray[np.float64],
    averages: NDArray[np.float64],
) -> None:
    """Averages of the merged groups; they stand above the diagonal only, so that each pair of groups is there once."""
    weights = counts[active] * counts[active, keep][:, None]
    usable = weights > 0
    usable[np.arange(len(active)), keep] = False
    row = np.full(weights.shape, -np.inf)
    np.divide(sums[active, keep], weights, out=row, where=usable)
    row /= SCALE
    places = np.arange(weights.shape[1])
    averages[active, keep] = np.where(places > keep[:, None], row, -np.inf)
    averages[active, :, keep] = np.where(places < keep[:, None], row, -np.inf)
    averages[active, drop] = -np.inf
    averages[active, :, drop] = -np.inf
