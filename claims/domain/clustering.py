"""Which mentions form one claim: a strong link connects, average linkage splits, people overrule both.

Idea. Average linkage alone gives good groups but needs all pairs; single linkage is local but chains distant
statements together. So pairs at `strong_link` or above (cosine of their vectors) connect mentions into
components, and inside a component average linkage over the pairs' scores, cut at `cut`, finds the groups, each
held together by strong links of its own. Components stay small, only a component that a new mention touches has
to be solved again, and the groups of any arrival order equal those of one batch, because all steps are functions
of the set of mentions alone: a pair's score depends on these two mentions only (`pair_score`), scores and their
sums are exact (`similarity`, `linkage`), and equal averages are decided by the mentions' keys, which say what a
mention is, never when it came.

People's decisions. `must_link` pairs are joined before anything else and count as strong links.
`cannot_link` pairs never end in one group. A pair that is both raises `ContradictoryLedger`. Where a
chain of must-links would bring a cannot-link pair together, the explicit "different" wins: must-links are
honoured in order of falling similarity (equal ones by key), and one that would break a cannot-link is set
aside; `find_set_aside` names it, so that it can be shown to people instead of being dropped in silence.

Limits. Average linkage knows nothing of numbers or names: "25%" and "10%" of one thing fall together, by
intent (the difference is a conflict inside a claim). A person's "same" for a pair that the vectors put
far apart joins the two and lets averages decide about their neighbours. Keys must be unique: two mentions
with one text need keys that also name their article and place.

References: UPGMA in Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms"; must-link and
cannot-link in Wagstaff et al. 2001, "Constrained k-means clustering with background knowledge".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from claims.domain.identities import assign_identities, find_successors
from claims.domain.linkage import link_groups
from claims.domain.pair_score import widen_vectors
from claims.domain.partition import Links, Partition, find_components, list_connected
from claims.domain.similarity import (
    LINK_SLACK,
    FloatArray,
    Grid,
    count_steps,
    find_links_between,
    find_strong_links,
    iterate_links,
    measure_pair,
    snap_vectors,
)

__all__ = [
    "LINK_SLACK",
    "ON_VECTORS_ALONE",
    "ContradictoryLedger",
    "GroupingPolicy",
    "assign_identities",
    "find_components",
    "find_links_between",
    "find_set_aside",
    "find_strong_links",
    "find_successors",
    "group_vectors",
    "hold_together",
    "number_components",
    "split_component",
]

FEW = 200  # mentions of a group whose similarities are one small matrix
WIDENED_AT_ONCE = 4096  # mentions whose words are read together, 23 MB; of more, those of one component
KeyPair = tuple[str, str]
PlacePair = tuple[int, int]


class ContradictoryLedger(ValueError):  # noqa: N818 - it names what the ledger is
    """The ledger says both "same" and "different" about one pair, or calls a mention different from
    itself."""


@dataclass(frozen=True, slots=True)
class GroupingPolicy:
    """Raises ValueError unless 0 < cut <= strong_link < 1 and 0 <= wording < 1.

    `strong_link` is a cosine of sentence vectors, `wording` the share of the words in a pair's score (see
    `pair_score`), `cut` such a score. Chosen with MiniLM vectors on one half of 148 rumours and scored on the other,
    many times over; the figures, and what other values give, stand in `evaluation/README.md`.
    """

    strong_link: float = 0.60
    cut: float = 0.42
    wording: float = 0.30

    def __post_init__(self) -> None:
        if not 0.0 <= self.wording < 1.0:
            raise ValueError(f"The share of the wording lies between 0 and below 1; got {self.wording}.")
        if not 0.0 < self.cut <= self.strong_link < 1.0:
            raise ValueError(
                "The cut must lie above 0 and not above the strong link, and the strong link below 1; "
                f"got cut {self.cut} and strong link {self.strong_link}."
            )


ON_VECTORS_ALONE = GroupingPolicy(strong_link=0.65, cut=0.48, wording=0.0)
"""For vectors whose texts are not at hand. 1,256 headlines on 148 rumours: 0.890 / 0.813 (B-cubed F1 / ARI)."""


@dataclass(frozen=True, slots=True)
class _Ledger:
    """People's decisions about the mentions at hand, as pairs of places (low, high)."""

    same: set[PlacePair]
    different: set[PlacePair]


def split_component(
    keys: Sequence[str],
    vectors: FloatArray,
    policy: GroupingPolicy,
    must_link: Iterable[KeyPair] = (),
    cannot_link: Iterable[KeyPair] = (),
    texts: Sequence[str] | None = None,
) -> list[list[int]]:
    """The groups inside one component: lists of positions in order of key, groups in order of smallest key.

    `keys` (n, unique) say what each mention is; `vectors` are unit vectors of shape (n, d). Ledger pairs name
    keys; a pair with an end outside this component has no effect here. `texts` (n) are needed when the policy
    looks at the wording. Raises ContradictoryLedger for a pair that is both "same" and "different", ValueError for
    repeated keys, missing texts or vectors of wrong shape or content.
    """
    order, grid, ledger = _read_mentions(keys, vectors, must_link, cannot_link)
    scored = _read_scored(grid, order, vectors, texts, policy)
    return [[order[place] for place in group] for group in _split(grid, scored(range(len(order))), ledger, policy)]


def group_vectors(
    keys: Sequence[str],
    vectors: FloatArray,
    policy: GroupingPolicy = ON_VECTORS_ALONE,
    must_link: Iterable[KeyPair] = (),
    cannot_link: Iterable[KeyPair] = (),
    texts: Sequence[str] | None = None,
) -> list[int]:
    """A group number for each of n mentions; groups are numbered from 0 in order of their smallest key.

    Arguments, ledger and errors as in `split_component`; here the mentions need not be connected.
    """
    order, grid, ledger = _read_mentions(keys, vectors, must_link, cannot_link)
    scored = _read_scored(grid, order, vectors, texts, policy)
    components = _connect(grid, policy.strong_link, ledger.same)
    groups: list[list[int]] = []
    for component, inside in zip(components, _share_ledger(ledger, components), strict=True):
        found = _split(grid[component], scored(component), inside, policy) if len(component) > 1 else [[0]]
        groups.extend([component[i] for i in group] for group in found)
    labels = [0] * len(order)
    for number, group in enumerate(sorted(groups)):
        for place in group:
            labels[order[place]] = number
    return labels


def number_components(vectors: FloatArray, strong_link: float, same: Iterable[PlacePair] = ()) -> list[int]:
    """For each of n mentions (unit vectors of shape (n, d)) the number of the component that strong links and `same`,
    pairs of positions, connect it to. What stands in two components never meets in one group."""
    numbers = [0] * len(vectors)
    for number, component in enumerate(_connect(snap_vectors(vectors), strong_link, set(same))):
        for position in component:
            numbers[position] = number
    return numbers


def find_set_aside(
    keys: Sequence[str],
    vectors: FloatArray,
    must_link: Iterable[KeyPair],
    cannot_link: Iterable[KeyPair],
) -> list[KeyPair]:
    """The must-links not honoured because a chain of them would break a cannot-link, in order of key.

    Arguments and errors as in `split_component`. Empty for a ledger that agrees with itself.
    """
    order, grid, ledger = _read_mentions(keys, vectors, must_link, cannot_link)
    _, aside = _join_must_links(grid, ledger)
    return [(keys[order[a]], keys[order[b]]) for a, b in sorted(aside)]


def _read_scored(
    grid: Grid, order: Sequence[int], vectors: FloatArray, texts: Sequence[str] | None, policy: GroupingPolicy
) -> Callable[[Sequence[int]], Grid]:
    """What gives, for some places, the grid whose products are the scores of their pairs."""
    if not policy.wording:
        return lambda places: grid[list(places)]
    if texts is None or len(texts) != len(order):
        raise ValueError("A policy that looks at the wording needs the text of each mention.")

    def widen(places: Sequence[int]) -> Grid:
        rows = [order[place] for place in places]
        return snap_vectors(widen_vectors(np.asarray(vectors)[rows], [texts[row] for row in rows], policy.wording))

    if len(order) > WIDENED_AT_ONCE:
        return widen
    everyone = widen(range(len(order)))
    return lambda places: everyone[list(places)]


def _read_mentions(
    keys: Sequence[str], vectors: FloatArray, must_link: Iterable[KeyPair], cannot_link: Iterable[KeyPair]
) -> tuple[list[int], Grid, _Ledger]:
    """Positions in order of key, the grid in that order, and the ledger in places of that order."""
    grid = snap_vectors(vectors)
    if len(keys) != len(grid):
        raise ValueError(f"There must be one key for each vector; got {len(keys)} and {len(grid)}.")
    order = sorted(range(len(keys)), key=keys.__getitem__)
    for before, after in pairwise(order):
        if keys[before] == keys[after]:
            raise ValueError(f"Keys must tell mentions apart; {keys[after]!r} is used more than once.")
    ledger = _read_ledger({keys[position]: place for place, position in enumerate(order)}, must_link, cannot_link)
    return order, grid[order], ledger


def _read_ledger(places: Mapping[str, int], must_link: Iterable[KeyPair], cannot_link: Iterable[KeyPair]) -> _Ledger:
    same = {(min(pair), max(pair)) for pair in must_link}
    different = {(min(pair), max(pair)) for pair in cannot_link}
    for a, b in sorted(different):
        if a == b:
            raise ContradictoryLedger(f"The ledger calls {a!r} different from itself.")
        if (a, b) in same:
            raise ContradictoryLedger(f"The ledger calls {a!r} and {b!r} both the same and different.")
    return _Ledger(_place_pairs(places, same), _place_pairs(places, different))


def _place_pairs(places: Mapping[str, int], pairs: set[KeyPair]) -> set[PlacePair]:
    return {(places[a], places[b]) for a, b in pairs if a != b and a in places and b in places}


def _connect(grid: Grid, strong_link: float, same: set[PlacePair]) -> list[list[int]]:
    """Components under strong links and must-links, one tile of links in memory at a time."""
    joined = np.array(sorted(same), dtype=np.intp).reshape(-1, 2)
    return list_connected(len(grid), [(joined[:, 0], joined[:, 1]), *_find_links(grid, strong_link)])


def _find_links(grid: Grid, strong_link: float) -> Iterator[Links]:
    return ((rows, columns) for rows, columns, _ in iterate_links(grid, strong_link))


def _share_ledger(ledger: _Ledger, components: list[list[int]]) -> list[_Ledger]:
    """Each component's part of the ledger, in positions within the component (which keep the order of
    keys)."""
    home = {place: (number, i) for number, component in enumerate(components) for i, place in enumerate(component)}
    same: dict[int, set[PlacePair]] = defaultdict(set)
    different: dict[int, set[PlacePair]] = defaultdict(set)
    for pairs, shares in ((ledger.same, same), (ledger.different, different)):
        for a, b in pairs:
            if home[a][0] == home[b][0]:
                shares[home[a][0]].add((home[a][1], home[b][1]))
    return [_Ledger(same[number], different[number]) for number in range(len(components))]


def _split(grid: Grid, scored: Grid, ledger: _Ledger, policy: GroupingPolicy) -> list[list[int]]:
    started, _ = _join_must_links(grid, ledger)
    groups = link_groups(scored, started, ledger.different, policy.cut)
    together = [pair for group in started for pair in pairwise(group)]
    return sorted(part for group in groups for part in hold_together(grid, group, policy.strong_link, together))


def hold_together(
    grid: Grid, group: list[int], strong_link: float, together: Iterable[PlacePair] = ()
) -> list[list[int]]:
    """The parts of a group that strong links or people's words inside it hold together.

    In a running story a component is large, and two statements linked only through others that average linkage then
    took elsewhere would be left together at a mere `cut`: "29 were extradited" with "the cartels act with impunity".
    """
    if len(group) < 2:
        return [group]
    if len(group) <= FEW and _are_held(grid[group], strong_link):
        return [group]
    place = {row: position for position, row in enumerate(group)}
    joined = [(place[a], place[b]) for a, b in together if a in place and b in place]
    ends = np.array(joined, dtype=np.intp).reshape(-1, 2)
    parts = list_connected(len(group), [(ends[:, 0], ends[:, 1]), *_find_links(grid[group], strong_link)])
    return [[group[position] for position in part] for part in parts]


def _are_held(grid: Grid, strong_link: float) -> bool:
    """Whether strong links alone hold these few mentions together, as they nearly always do."""
    linked = grid @ grid.T >= count_steps(strong_link)
    reached = linked[0]
    for _ in range(len(grid)):
        wider = linked[reached].any(axis=0) | reached
        if wider.all():
            return True
        if (wider == reached).all():
            return False
        reached = wider
    return False


def _join_must_links(grid: Grid, ledger: _Ledger) -> tuple[list[list[int]], list[PlacePair]]:
    """The sets to start from, in order of their smallest place, and the must-links set aside."""
    partition = Partition(len(grid))
    aside: list[PlacePair] = []
    for a, b in sorted(ledger.same, key=lambda pair: (-measure_pair(grid[pair[0]], grid[pair[1]]), pair)):
        ends = {partition.find(a), partition.find(b)}
        if any({partition.find(c), partition.find(d)} == ends for c, d in ledger.different):
            aside.append((a, b))
        else:
            partition.join(a, b)
    return partition.list_sets(), aside
