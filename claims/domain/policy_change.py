"""What other thresholds would do to the claims: which would merge, which would split, and who agrees.

Idea. Two partitions of the same mentions, as claims now and as groups then. A group that holds mentions of several
claims merges these; a claim whose mentions fall into several groups is split. A claim can do both. Pairs that people
labelled, in a file or in the ledger, are counted under either partition: how many of the same are together, how many
of the different are apart.

Method. One pass over each part of the mentions that stands alone under both policies, so that the whole is never in
memory; the parts' counts add up. Limits: a few examples are kept, not all.
Reference: pair counting as in Rand 1971, "Objective criteria for the evaluation of clustering methods".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claims.domain.ledger import Pair

EXAMPLES = 10  # merges, and splits, that a report shows


@dataclass(slots=True)
class Agreement:
    """How a grouping treats pairs that people labelled."""

    same: int = 0
    same_together: int = 0
    different: int = 0
    different_apart: int = 0

    @property
    def share(self) -> float | None:
        """Of all labelled pairs, those treated as labelled; None without any."""
        pairs = self.same + self.different
        return (self.same_together + self.different_apart) / pairs if pairs else None

    def count(self, labels: Mapping[int, int], pairs: Iterable[tuple[Pair, bool]]) -> None:
        """Add the pairs of which both mentions have a label; `labels` is mention: group."""
        for (a, b), same in pairs:
            if a not in labels or b not in labels:
                continue
            together = labels[a] == labels[b]
            self.same += same
            self.different += not same
            self.same_together += same and together
            self.different_apart += not same and not together


@dataclass(slots=True)
class PolicyChange:
    """Counts over all parts seen so far; `touched` are the claims that would merge or split."""

    mentions: int = 0
    claims_now: int = 0
    claims_then: int = 0
    merges: int = 0
    splits: int = 0
    merge_examples: list[list[int]] = field(default_factory=list)
    split_examples: list[tuple[int, list[list[int]]]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)

    def count_alone(self, mentions: int) -> None:
        """Mentions that are a claim of their own, now and then."""
        self.mentions += mentions
        self.claims_now += mentions
        self.claims_then += mentions

    def count_part(self, now: Mapping[int, int | None], then: Sequence[Sequence[int]]) -> None:
        """One part: `now` is mention: claim (None for a mention that is not grouped yet), `then` its groups."""
        self.mentions += len(now)
        self.claims_now += len({claim for claim in now.values() if claim is not None})
        self.claims_then += len(then)
        parts: dict[int, list[list[int]]] = defaultdict(list)
        for group in then:
            here: dict[int, list[int]] = defaultdict(list)
            for mention in group:
                claim = now[mention]
                if claim is not None:
                    here[claim].append(mention)
            for claim, members in here.items():
                parts[claim].append(sorted(members))
            if len(here) > 1:
                self._add_merge(sorted(here))
        for claim, pieces in sorted(parts.items()):
            if len(pieces) > 1:
                self._add_split(claim, sorted(pieces))

    def _add_merge(self, claims: list[int]) -> None:
        self.merges += 1
        self.touched.update(claims)
        if len(self.merge_examples) < EXAMPLES:
            self.merge_examples.append(claims)

    def _add_split(self, claim: int, pieces: list[list[int]]) -> None:
        self.splits += 1
        self.touched.add(claim)
        if len(self.split_examples) < EXAMPLES:
            self.split_examples.append((claim, pieces))
