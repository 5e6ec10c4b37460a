"""An article of thirty claims added to many: our clustering step against grouping everything again.

Measured is what the step computes (neighbours on the shelf, exact confirmation, solving the touched components), in
one process. What the database adds to it (reading candidates, writing links and claims) is not in these figures. Each
article is added to the same starting point, and its groups must be those of grouping everything at once.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.adapters.block_join import join_all
from claims.adapters.shelf import Shelf
from claims.domain.bulk_grouping import split_components
from claims.domain.clustering import ON_VECTORS_ALONE, GroupingPolicy
from claims.domain.partition import connect_links
from claims.domain.similarity import GRID, Steps, compress_vectors, confirm_links
from evaluation.benchmark.timing import describe_cpu, time_call
from evaluation.generator import generate_claims

ARTICLE = 30
AIM_SECONDS, AIM_AT = 0.150, 1_000_000
ARTICLES, QUICK_ARTICLES = 40, 10


def run(options: argparse.Namespace) -> dict[str, Any]:
    n = options.size or (20_000 if options.quick else AIM_AT)
    articles = QUICK_ARTICLES if options.quick else ARTICLES
    steps = compress_vectors(generate_claims(n + articles * ARTICLE).vectors)
    old, policy = steps[:n], ON_VECTORS_ALONE
    component = connect_links(n, join_all(old, policy.strong_link))
    shelf = Shelf(steps.shape[1], policy.strong_link)
    shelf.add(np.arange(n, dtype=np.int64), old.astype(np.float32) / np.float32(GRID))
    members = list_members(component)
    seconds, groups = [], []
    for number in range(articles):
        new = steps[n + number * ARTICLE : n + (number + 1) * ARTICLE]
        started = time.perf_counter()
        groups.append(insert_article(old, new, shelf, component, members, policy))
        seconds.append(time.perf_counter() - started)
    whole = np.concatenate([old, steps[n : n + ARTICLE]])
    batch: list[NDArray[np.int32]] = []
    peer = time_call(lambda: batch.append(group_all(whole, policy)))
    ours = float(np.percentile(seconds, 95))
    equal = is_part_of(groups[0], batch[0])
    return {
        "unit": "s, 95th percentile",
        "ours": round(ours, 4),
        "peer": round(peer, 2),
        "ratio": round(peer / ours, 1),
        "cpu": describe_cpu(),
        "meets_aim": n >= AIM_AT and ours <= AIM_SECONDS and equal,
        "equals_batch": equal,
        "median": round(float(np.median(seconds)), 4),
        "n": n,
    }


def group_all(steps: Steps, policy: GroupingPolicy) -> NDArray[np.int32]:
    return split_components(
        steps, connect_links(len(steps), join_all(steps, policy.strong_link)), policy.cut, policy.strong_link
    )


def list_members(component: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows in order of component, and where each component starts among them."""
    order = np.argsort(component, kind="stable")
    return order, np.searchsorted(component[order], np.arange(int(component.max()) + 2))


def insert_article(
    old: Steps,
    new: Steps,
    shelf: Shelf,
    component: NDArray[np.int32],
    members: tuple[NDArray[np.intp], NDArray[np.intp]],
    policy: GroupingPolicy,
) -> dict[int, int]:
    """The group of each mention in a touched component, by row; new mentions follow the old ones."""
    rows, found = shelf.find_candidates(new.astype(np.float32) / np.float32(GRID), policy.strong_link)
    linked = confirm_links(new, old, rows, found, policy.strong_link)
    order, starts = members
    touched = np.unique(component[found[linked]])
    parts = [order[starts[number] : starts[number + 1]] for number in touched]
    around = np.concatenate([np.sort(np.concatenate(parts)) if parts else np.empty(0, dtype=np.intp),
                             len(old) + np.arange(len(new))])  # fmt: skip
    steps = np.concatenate([old[around[: -len(new)]], new])
    inside = split_components(
        steps, connect_links(len(steps), join_all(steps, policy.strong_link, 1)), policy.cut, policy.strong_link
    )
    return {int(row): int(around[group]) for row, group in zip(around, inside, strict=True)}


def is_part_of(some: dict[int, int], batch: NDArray[np.int32]) -> bool:
    """Whether these mentions are grouped as in the batch, and with nobody else."""
    groups = {int(batch[row]) for row in some}
    members = np.flatnonzero(np.isin(batch, sorted(groups)))
    pairs = {(some.get(int(row)), int(batch[row])) for row in members}
    return len(pairs) == len(groups) == len(set(some.values())) and not any(mine is None for mine, _ in pairs)
