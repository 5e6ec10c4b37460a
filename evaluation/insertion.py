"""Grouping as production does it: mentions come a few at a time, and only touched components are solved
again.

State is what a database would hold (keys, vectors, the component and the claim of each mention); every
decision is one of the domain's functions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claims.domain.clustering import (
    GroupingPolicy,
    assign_identities,
    find_components,
    find_links_between,
    find_strong_links,
    split_component,
)


class GrowingGrouping:
    """Claims over the mentions inserted so far. `policy` as in `GroupingPolicy`, vectors of `dimension`."""

    def __init__(self, policy: GroupingPolicy, dimension: int) -> None:
        self.policy = policy
        self.keys: list[str] = []
        self.texts: list[str] = []
        self.vectors: NDArray[np.float32] = np.empty((0, dimension), dtype=np.float32)
        self.components: dict[int, list[int]] = {}
        self.claim_of: dict[str, int] = {}
        self._component_of: list[int] = []
        self._next_claim = 0

    def insert(self, keys: Sequence[str], vectors: NDArray[np.float32], texts: Sequence[str] = ()) -> None:
        """Add mentions: `keys` (n, unique over all insertions), unit `vectors` of shape (n, dimension) and `texts`
        (n), which a policy that looks only at vectors does without."""
        threshold = self.policy.strong_link
        old_links = find_links_between(vectors, self.vectors, threshold)
        new_links = find_strong_links(vectors, threshold)
        start = len(self.keys)
        self.keys.extend(keys)
        self.texts.extend(texts)
        self.vectors = np.concatenate([self.vectors, vectors])
        for component in self._join_touched(start, len(keys), old_links, new_links):
            self._solve(component)

    def _join_touched(
        self,
        start: int,
        count: int,
        old_links: list[tuple[int, int, float]],
        new_links: list[tuple[int, int, float]],
    ) -> list[list[int]]:
        """Replace the components that the new mentions touch by the joined ones, and return these."""
        touched = sorted({self._component_of[old] for _, old, _ in old_links})
        node = {component: count + i for i, component in enumerate(touched)}
        edges = [(new, node[self._component_of[old]]) for new, old, _ in old_links]
        edges += [(i, j) for i, j, _ in new_links]
        parts = [[start + i] for i in range(count)] + [self.components.pop(component) for component in touched]
        self._component_of.extend([-1] * count)
        joined = []
        for nodes in find_components(len(parts), edges):
            component = sorted(place for number in nodes for place in parts[number])
            self.components[component[0]] = component
            for place in component:
                self._component_of[place] = component[0]
            joined.append(component)
        return joined

    def _solve(self, component: list[int]) -> None:
        keys = [self.keys[place] for place in component]
        texts = [self.texts[place] for place in component] if self.texts else None
        split = split_component(keys, self.vectors[component], self.policy, texts=texts)
        groups = [frozenset(keys[i] for i in group) for group in split]
        for group, claim in zip(groups, assign_identities(groups, self._collect_claims(keys)), strict=True):
            if claim is None:
                claim, self._next_claim = self._next_claim, self._next_claim + 1
            self.claim_of.update(dict.fromkeys(group, claim))

    def _collect_claims(self, keys: Sequence[str]) -> dict[int, frozenset[str]]:
        members: dict[int, set[str]] = {}
        for key in keys:
            if key in self.claim_of:
                members.setdefault(self.claim_of[key], set()).add(key)
        return {claim: frozenset(held) for claim, held in members.items()}
