"""What people say of origins, and how their words stand above the machine's.

Idea: a reviewer who has called the newsroom knows more than any rule. Three words are enough: two mentions *share* an
origin, two are *independent* (apart), and one mention comes *from* a named place. Each word is kept for good; undoing
one is an entry of its own, so what holds is what was said and not taken back, the later word of two on the same thing.

Method: "from" replaces what the machine reads from the text (`independence` does that, where names are compared).
Then "share" joins whole origins, since sharing is transitive, and "apart" takes the later of two mentions out of the
origin that they share, together with those said to share it. Everything that nobody spoke of stays as the machine has
it.

Limits: a mention taken out leaves its own copies behind with the first; a second word takes them along. Words that
contradict each other through a chain are refused before they are written (`find_contradiction`).
Reference: as for the ledger of grouping, whose rule this repeats.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.domain.phrases import mark_phrase, phrase
from verification.domain.citations import rank_in_time
from verification.domain.types import UNKNOWN, Origin, Statement

Pair = tuple[int, int]


class Relation(StrEnum):
    SHARE = "share"
    APART = "apart"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class OriginWord:
    """One standing word of a person; `b` is the other mention (0 for "from"), `name` the place that "from" names."""

    relation: Relation
    a: int
    b: int
    name: str
    by: str

    @property
    def pair(self) -> Pair:
        return (min(self.a, self.b), max(self.a, self.b))


def keep_standing(words: Iterable[OriginWord]) -> tuple[OriginWord, ...]:
    """The last word on each pair and on each mention, of words in the order in which they were said."""
    last = {(word.relation is Relation.FROM, word.pair): word for word in words}
    return tuple(last.values())


def find_contradiction(word: OriginWord, standing: Iterable[OriginWord]) -> tuple[OriginWord, ...]:
    """The standing words that cannot hold beside the new one, () when all can.

    Two mentions cannot be independent while a chain of others says that they share an origin; a word on the very same
    pair is replaced and contradicts nothing.
    """
    others = [one for one in standing if one.relation is not Relation.FROM and one.pair != word.pair]
    if word.relation is Relation.FROM:
        return ()
    after = [*others, word]
    for apart in (one for one in after if one.relation is Relation.APART):
        chain = _find_chain(apart.pair, [one for one in after if one.relation is Relation.SHARE])
        if chain and (apart is word or word in chain):
            return tuple(one for one in (apart, *chain) if one is not word)
    return ()


def _find_chain(pair: Pair, shared: Sequence[OriginWord]) -> tuple[OriginWord, ...]:
    """The words that lead from one end of the pair to the other, () when none do."""
    paths: dict[int, tuple[OriginWord, ...]] = {pair[0]: ()}
    waiting = [pair[0]]
    while waiting:
        here = waiting.pop(0)
        for word in shared:
            for end, other in (word.pair, word.pair[::-1]):
                if end == here and other not in paths:
                    paths[other] = (*paths[here], word)
                    waiting.append(other)
    return paths.get(pair[1], ())


def apply_words(
    statements: Sequence[Statement], origins: Mapping[int, Origin], words: Sequence[OriginWord]
) -> dict[int, Origin]:
    """The machine's origins with every "share" and "apart" carried out; the other words leave them as they are."""
    by_id = {statement.id: statement for statement in statements}
    pairs = [word for word in words if word.relation is not Relation.FROM and word.a in by_id and word.b in by_id]
    if not pairs:
        return dict(origins)
    kin = _gather_kin([word for word in pairs if word.relation is Relation.SHARE])
    apart = [word for word in pairs if word.relation is Relation.APART]
    changed = _take_apart(_join_shared(dict(origins), by_id, pairs), by_id, apart, kin)
    return dict(sorted(changed.items()))


def _gather_kin(shared: Sequence[OriginWord]) -> dict[int, frozenset[int]]:
    """Mentions said to share an origin, directly or through others."""
    kin: dict[int, frozenset[int]] = {}
    for word in shared:
        joined = kin.get(word.a, frozenset({word.a})) | kin.get(word.b, frozenset({word.b}))
        kin.update(dict.fromkeys(joined, joined))
    return kin


def _join_shared(
    origins: dict[int, Origin], by_id: Mapping[int, Statement], words: Sequence[OriginWord]
) -> dict[int, Origin]:
    """Whole origins become one; the larger of two gives its name, known before unknown."""
    for word in (word for word in words if word.relation is Relation.SHARE):
        first, second = origins[word.a], origins[word.b]
        later = max((word.a, word.b), key=lambda id: (rank_in_time(by_id[id]), id))
        if first.key != second.key:
            sizes = Counter(origin.key for origin in origins.values())
            head = min((first, second), key=lambda o: (not o.known, -sizes[o.key], o.key))
            for id, origin in origins.items():
                if origin.key in (first.key, second.key):
                    origins[id] = replace(origin, key=head.key, label=head.label, known=head.known)
        other = by_id[word.b if later == word.a else word.a]
        reason = phrase("shares its origin with {outlet}, says {person}", outlet=_name(other), person=word.by)
        origins[later] = replace(origins[later], reason=reason)
    return origins


def _take_apart(
    origins: dict[int, Origin],
    by_id: Mapping[int, Statement],
    words: Sequence[OriginWord],
    kin: Mapping[int, frozenset[int]],
) -> dict[int, Origin]:
    """Of two mentions that are independent, the one that told it later leaves the origin that both are in."""
    enemies: dict[int, dict[int, OriginWord]] = defaultdict(dict)
    for word in words:
        enemies[word.a][word.b] = enemies[word.b][word.a] = word
    for id in sorted(enemies, key=lambda id: (rank_in_time(by_id[id]), id)):
        earlier = [other for other in enemies[id] if origins[other].key == origins[id].key]
        first = min(earlier, key=lambda other: (rank_in_time(by_id[other]), other), default=None)
        if first is None or (rank_in_time(by_id[first]), first) > (rank_in_time(by_id[id]), id):
            continue
        leaving = [one for one in kin.get(id, frozenset({id})) if one in origins]
        told = by_id[id].source
        for one in leaving:
            named = {"outlet": _name(by_id[first]), "person": enemies[id][first].by}
            reason = phrase("is independent of {outlet}, says {person}", **named)
            if one != id:
                like = mark_phrase("is independent of {outlet}, as is {other}, whose origin it shares, says {person}")
                reason = phrase(like, other=_name(by_id[id]), **named)
            origins[one] = Origin(f"apart:{by_id[id].article}", told or UNKNOWN, reason, bool(told), True)
    return origins


def _name(statement: Statement) -> str:
    return statement.source or UNKNOWN
