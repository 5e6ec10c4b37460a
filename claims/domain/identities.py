"""Which claim is still which after regrouping.

Idea. Groups are computed anew; claims carry decisions, links and addresses, so each group continues the
existing claim it shares most mentions with. Largest overlap first, each claim continued at most once.

Method. All overlaps, sorted by the members that a reviewed claim holds (falling), by size (falling), then by claim
id (rising: the older claim), then by the group's smallest member; taken greedily.

Limits. Greedy, not the assignment of largest total overlap: a person can follow "the biggest shared part
wins", and only contrived splits differ.

Reference: none needed; the greedy matching is that of community tracking (Greene, Doyle and Cunningham 2010).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar


class Sortable(Hashable, Protocol):
    """Anything with an order of its own: a string, an integer, a UUID."""

    def __lt__(self, other: Any, /) -> bool: ...


ClaimId = TypeVar("ClaimId", bound=Sortable)
Member = TypeVar("Member", bound=Sortable)


def assign_identities(
    groups: Sequence[frozenset[Member]],
    existing: Mapping[ClaimId, frozenset[Member]],
    held: Mapping[ClaimId, frozenset[Member]] | None = None,
) -> list[ClaimId | None]:
    """For each group the existing claim that it continues, or None where it is a new claim.

    Each claim is given at most once. `held` are the members that a reviewed claim holds: a group with such members
    continues their claim, however many others it shares with a claim that
    nobody reviewed. Raises ValueError when groups, or existing claims, share a member.
    """
    _check_disjoint(groups, "groups")
    anchored = {(number, claim): shared for number, claim, shared in _count_overlaps(groups, held or {})}
    overlaps = sorted(
        (-anchored.get((number, claim), 0), -shared, claim, min(groups[number]), number)
        for number, claim, shared in _count_overlaps(groups, existing)
    )
    identities: list[ClaimId | None] = [None] * len(groups)
    taken: set[ClaimId] = set()
    for _, _, claim, _, number in overlaps:
        if identities[number] is None and claim not in taken:
            identities[number] = claim
            taken.add(claim)
    return identities


def find_successors(
    groups: Sequence[frozenset[Member]],
    identities: Sequence[ClaimId | None],
    existing: Mapping[ClaimId, frozenset[Member]],
) -> dict[ClaimId, ClaimId | None]:
    """For each existing claim that no group continues, the claim that took most of its members, None if
    none is left.

    `identities` is what `assign_identities` gave for `groups`, with or without the ids of new claims
    filled in. Equal shares go to the smallest (oldest) id. Raises ValueError when the two differ in
    length or members are shared.
    """
    if len(identities) != len(groups):
        raise ValueError(f"There are {len(groups)} groups but {len(identities)} identities.")
    shares: dict[ClaimId, Counter[ClaimId]] = {claim: Counter() for claim in existing}
    for number, claim, shared in _count_overlaps(groups, existing):
        heir = identities[number]
        if heir is not None:
            shares[claim][heir] += shared
    orphans = sorted(set(existing) - set(identities))
    return {orphan: _pick_heir(shares[orphan]) for orphan in orphans}


def _pick_heir(shares: Counter[ClaimId]) -> ClaimId | None:
    most = max(shares.values(), default=0)
    return min((claim for claim, shared in shares.items() if shared == most), default=None)


def _count_overlaps(
    groups: Sequence[frozenset[Member]], existing: Mapping[ClaimId, frozenset[Member]]
) -> Iterator[tuple[int, ClaimId, int]]:
    """(group number, claim, shared members) wherever any are shared."""
    _check_disjoint(existing.values(), "existing claims")
    owner = {member: claim for claim, members in existing.items() for member in members}
    for number, group in enumerate(groups):
        counts = Counter(owner[member] for member in group if member in owner)
        for claim, shared in counts.items():
            yield number, claim, shared


def _check_disjoint(sets: Iterable[frozenset[Member]], what: str) -> None:
    counts = Counter(member for members in sets for member in members)
    twice = sorted(member for member, count in counts.items() if count > 1)
    if twice:
        raise ValueError(f"The {what} share the member {twice[0]!r}; a mention belongs to one claim.")
