"""What people said of pairs of mentions, and which of it holds.

Idea. The ledger only grows. Each entry says of two mentions: same, different, unsure, or withdrawn (an earlier
word is taken back). The last word on a pair stands. "Same" carries over: whoever calls a and b the same, and b and
c, has called a and c the same. "Different" therefore stands between everything that is the same as the one and
everything that is the same as the other.

Rule for contradictions. Nothing is ever stored that makes people contradict themselves: a word that would put a
"different" between two mentions that a chain of "same" connects is refused with the entries of that chain. So the
words that stand can always be obeyed all at once, whatever the vectors say.

Method. Union of sets over the standing "same" pairs; a "different" inside one set is a contradiction, and the
shortest chain of "same" pairs between its ends is what has to be shown to people. A mention that left its article's
present version keeps its place in such chains: what was said through it still holds between the others.

Limits. Linear in the entries given; the caller gives those around the mentions in question, closed under "same".
Reference: must-link and cannot-link in Wagstaff et al. 2001, "Constrained k-means clustering with background
knowledge"; their transitive closure is section 3 there.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from claims.domain.clustering import ContradictoryLedger
from claims.domain.partition import Partition

Pair = tuple[int, int]


class Said(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Word:
    """One entry: what is said of two mentions, low < high."""

    low: int
    high: int
    said: Said

    @property
    def pair(self) -> Pair:
        return self.low, self.high


Standing = Mapping[Pair, Said]


class ContradictoryWords(ContradictoryLedger):
    """`different` is a pair called different, `same` the chain of pairs that makes its two ends the same."""

    def __init__(self, different: Pair, same: list[Pair]) -> None:
        super().__init__(f"{different} are called different, and the same through {same}.")
        self.different = different
        self.same = same


class Kin:
    """Which mentions people called the same, directly or through others."""

    def __init__(self, same: Iterable[Pair], alone: Iterable[int] = ()) -> None:
        pairs = list(same)
        everyone = sorted({*alone, *(end for pair in pairs for end in pair)})
        self._place = {mention: place for place, mention in enumerate(everyone)}
        self._partition = Partition(len(everyone))
        for pair in pairs:
            self.join(*pair)
        self._everyone = everyone

    def join(self, a: int, b: int) -> None:
        self._partition.join(self._place[a], self._place[b])

    def find(self, mention: int) -> int:
        """The smallest mention of its kin; itself where nobody called it the same as another."""
        place = self._place.get(mention)
        return mention if place is None else self._everyone[self._partition.find(place)]

    def are_kin(self, a: int, b: int) -> bool:
        return self.find(a) == self.find(b)


def say(a: int, b: int, said: Said) -> Word:
    """A word on two mentions in either order. Raises ValueError for a mention and itself."""
    if a == b:
        raise ValueError(f"Mention {a} cannot be compared with itself.")
    return Word(min(a, b), max(a, b), said)


def fold_words(words: Iterable[Word], before: Standing | None = None) -> dict[Pair, Said]:
    """What stands after `words`, oldest first, were said on top of `before`; withdrawn pairs are left out."""
    standing = dict(before or {})
    for word in words:
        standing.pop(word.pair, None)
        if word.said is not Said.WITHDRAWN:
            standing[word.pair] = word.said
    return standing


def list_pairs(standing: Standing, said: Said) -> list[Pair]:
    """The pairs of which `said` stands, ascending."""
    return sorted(pair for pair, word in standing.items() if word is said)


def gather_kin(standing: Standing, alone: Iterable[int] = ()) -> Kin:
    return Kin(list_pairs(standing, Said.SAME), alone)


def check_words(standing: Standing) -> None:
    """Raises ContradictoryWords for the first pair, ascending, called different although a chain of "same"
    connects it."""
    kin = gather_kin(standing)
    for different in list_pairs(standing, Said.DIFFERENT):
        if kin.are_kin(*different):
            raise ContradictoryWords(different, find_chain(standing, *different))


def find_chain(standing: Standing, start: int, end: int) -> list[Pair]:
    """The shortest chain of "same" pairs from `start` to `end`; empty where there is none."""
    near = index_same(standing)
    came_from = {start: start}
    waiting = deque([start])
    while waiting and end not in came_from:
        here = waiting.popleft()
        for there in sorted(near[here] - came_from.keys()):
            came_from[there] = here
            waiting.append(there)
    chain: list[Pair] = []
    while end in came_from and end != start:
        before = came_from[end]
        chain.append((min(before, end), max(before, end)))
        end = before
    return chain[::-1]


def index_same(standing: Standing) -> dict[int, set[int]]:
    """For each mention those it was directly called the same as."""
    near: dict[int, set[int]] = defaultdict(set)
    for low, high in list_pairs(standing, Said.SAME):
        near[low].add(high)
        near[high].add(low)
    return near


def derive_links(standing: Standing, present: Collection[int]) -> tuple[list[Pair], list[Pair]]:
    """Must-links and cannot-links between `present` mentions that say what `standing` says, absent mentions included.

    Pairs between present mentions come as they were said. Kin that only absent ones connect get links of their own,
    and a "different" with an absent end is carried over to the present kin of that end.
    """
    here = set(present)
    same = [pair for pair in list_pairs(standing, Said.SAME) if here.issuperset(pair)]
    kin, known = gather_kin(standing), Kin(same, here)
    elder: dict[int, int] = {}
    for mention in sorted(here):
        first = elder.setdefault(kin.find(mention), mention)
        if not known.are_kin(first, mention):
            known.join(first, mention)
            same.append((first, mention))
    different = []
    for low, high in list_pairs(standing, Said.DIFFERENT):
        ends = [end if end in here else elder.get(kin.find(end)) for end in (low, high)]
        if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            different.append((min(ends[0], ends[1]), max(ends[0], ends[1])))
    return same, sorted(set(different))
