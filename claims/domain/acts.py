"""What a merge, a split or a move says, as few words on pairs as make it hold.

Idea. A person acts on whole claims, the ledger knows pairs. A merge says that all mentions of two claims are the
same. A split says that the ticked mentions are one claim and differ from all the rest; of the rest among itself it
says nothing new. A move says both: the mention is the same as its new claim, and differs from all it leaves.

Method. "Same" is said once for each set of kin that has to come in, from one centre: n sets need n - 1 words, and
fewer would leave a set to the machine. "Different" is said once for each set of kin of the rest. A split may cut
through earlier "same" words: those are superseded by "different", and what they had joined on either side is joined
anew. A merge or a move never passes over an earlier "different" unless it is told to (`overrule`).

Undo. An act is taken back by restoring, for each pair it spoke of, the word that stood before. That gives exactly
the earlier ledger only while no other act on the same mentions stands differently from how it stood when this one was
made, so anything else is refused (`find_obstacle`).

Limits. Words of order n for n mentions: a merge of two claims with 500 mentions each writes up to 999.
Reference: none needed; the spanning forest is the textbook one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from claims.domain.ledger import (
    ContradictoryWords,
    Pair,
    Said,
    Standing,
    Word,
    check_words,
    find_chain,
    fold_words,
    gather_kin,
    index_same,
    list_pairs,
    say,
)


def plan_word(a: int, b: int, said: Said, standing: Standing) -> list[Word]:
    """A word on one pair. Raises ContradictoryWords when it cannot stand beside the others, ValueError for
    a mention and itself."""
    words = [say(a, b, said)]
    check_words(fold_words(words, standing))
    return words


def plan_merge(
    kept: Sequence[int], joining: Sequence[int], standing: Standing, *, overrule: bool = False
) -> list[Word]:
    """Make all mentions of two claims the same; the first of `kept` is the centre.

    Raises ContradictoryWords where somebody called mentions of the two different, unless `overrule`.
    """
    return _unite([*kept, *joining], standing, overrule)


def plan_split(ticked: Sequence[int], rest: Sequence[int], standing: Standing) -> list[Word]:
    """Make `ticked` one claim, apart from all of `rest`.

    Raises ContradictoryWords where somebody called two of `ticked` different.
    """
    words = _cut(ticked, rest, standing)
    words += _unite(ticked, fold_words(words, standing), overrule=False)
    words += _rejoin(rest, standing, fold_words(words, standing))
    words += _hold_apart(ticked[0], rest, fold_words(words, standing))
    return words


def plan_move(
    mention: int, rest: Sequence[int], target: Sequence[int], standing: Standing, *, overrule: bool = False
) -> list[Word]:
    """Make `mention` one with `target` and apart from `rest`, which may be empty.

    Raises ContradictoryWords where somebody called it different from one of `target`, unless `overrule`.
    """
    words = plan_split([mention], rest, standing) if rest else []
    words += _unite([target[0], mention, *target[1:]], fold_words(words, standing), overrule)
    return words


def plan_restoration(spoken_of: Iterable[Pair], before: Standing) -> list[Word]:
    """The words that bring each pair back to what stood `before`."""
    return [Word(*pair, before.get(pair, Said.WITHDRAWN)) for pair in sorted(set(spoken_of))]


def find_overruled(words: Iterable[Word], standing: Standing) -> list[Pair]:
    """The pairs of which `words` say the opposite of what stands."""
    opposite = {(Said.SAME, Said.DIFFERENT), (Said.DIFFERENT, Said.SAME)}
    return [word.pair for word in words if (standing.get(word.pair), word.said) in opposite]


def _unite(members: Sequence[int], standing: Standing, overrule: bool) -> list[Word]:
    words = _overrule(members, standing) if overrule else []
    told = len(words)
    kin = gather_kin(fold_words(words, standing), members)
    centre = members[0]
    for member in members[1:]:
        if not kin.are_kin(centre, member):
            kin.join(centre, member)
            words.append(say(centre, member, Said.SAME))
    for different in list_pairs(fold_words(words[:told], standing), Said.DIFFERENT):
        if kin.are_kin(*different):
            raise ContradictoryWords(different, find_chain(fold_words(words, standing), *different))
    return words


def _overrule(members: Sequence[int], standing: Standing) -> list[Word]:
    """Turn round each "different" that stands in the way; one said of mentions outside is only taken back."""
    kin, inside = gather_kin(standing, members), set(members)
    family = {kin.find(member) for member in members}
    return [
        Word(low, high, Said.SAME if {low, high} <= inside else Said.WITHDRAWN)
        for low, high in list_pairs(standing, Said.DIFFERENT)
        if kin.find(low) in family and kin.find(high) in family
    ]


def _cut(ticked: Sequence[int], rest: Collection[int], standing: Standing) -> list[Word]:
    """End every chain of "same" between the two sides; absent mentions stay with the rest that they lead to."""
    side, staying = set(ticked), set(rest)
    beyond = _reach(staying, side, standing)
    return [
        Word(low, high, Said.DIFFERENT if {low, high} <= side | staying else Said.WITHDRAWN)
        for low, high in list_pairs(standing, Said.SAME)
        if (low in beyond) != (high in beyond)
    ]


def _reach(start: Collection[int], barred: Collection[int], standing: Standing) -> set[int]:
    near = index_same(standing)
    reached, waiting = set(start), list(start)
    while waiting:
        fresh = near[waiting.pop()] - reached - set(barred)
        reached |= fresh
        waiting += fresh
    return reached


def _rejoin(rest: Sequence[int], before: Standing, after: Standing) -> list[Word]:
    """What people had joined among the rest stays joined, though the mention that joined it was split off."""
    old, new = gather_kin(before, rest), gather_kin(after, rest)
    centres: dict[int, int] = {}
    words: list[Word] = []
    for member in rest:
        centre = centres.setdefault(old.find(member), member)
        if not new.are_kin(centre, member):
            new.join(centre, member)
            words.append(say(centre, member, Said.SAME))
    return words


def _hold_apart(speaker: int, rest: Sequence[int], standing: Standing) -> list[Word]:
    kin = gather_kin(standing, [speaker, *rest])
    apart = {
        kin.find(high if kin.are_kin(low, speaker) else low)
        for low, high in list_pairs(standing, Said.DIFFERENT)
        if kin.are_kin(low, speaker) or kin.are_kin(high, speaker)
    }
    words: list[Word] = []
    for member in rest:
        if kin.find(member) not in apart:
            apart.add(kin.find(member))
            words.append(say(speaker, member, Said.DIFFERENT))
    return words


@dataclass(frozen=True, slots=True)
class ActRow:
    """One row of the record of acts: `root` is the act itself, or the one that this row undoes or brings back."""

    id: int
    root: int


def is_in_force(root: int, rows: Iterable[ActRow], until: int | None = None) -> bool:
    """Whether an act holds after the rows up to `until`: made, undone, brought back, undone again and so on."""
    return sum(row.root == root and (until is None or row.id <= until) for row in rows) % 2 == 1


def find_obstacle(root: int, rows: Sequence[ActRow]) -> int | None:
    """The latest other act that stands in the way of undoing `root`, or of bringing it back; None when nothing does.

    `rows` are those of `root` and of every act on the same mentions. An act stands in the way when it holds now and
    did not when `root` was last made, undone or brought back, or the other way round.
    """
    last = max(row.id for row in rows if row.root == root)
    later = {row.root: row.id for row in sorted(rows, key=lambda row: row.id) if row.id > last}
    changed = [other for other in later if is_in_force(other, rows) != is_in_force(other, rows, until=last)]
    return max(changed, key=lambda other: later[other], default=None)
