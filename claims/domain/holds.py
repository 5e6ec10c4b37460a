"""What a signature holds together: the members of a reviewed claim never change silently.

Idea. A reviewer signs a claim with the members they saw. From then on grouping may add to that claim (which marks the
decision stale and says what came), but it may not take one of those members away, and may not make two signed claims
one. Only people do that, with words in the ledger; what grouping alone would have done is suggested to them.

Method. The signed members of one claim are joined by must-links, two signed claims are kept apart by a cannot-link.
Both yield to the ledger: a "different" between two members of one set divides it, each member staying with those it
may stay with, and a "same" that joins two sets joins them. A function of signatures and ledger, so the result still
does not depend on the order of arrival.

Limits. A member whose article was withdrawn is no member any more, held or not.
Reference: instance-level constraints as in Wagstaff et al. 2001.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise, product

from claims.domain.partition import find_components

KeyPair = tuple[str, str]


def derive_holds(
    held: Mapping[str, int], same: Iterable[KeyPair], different: Iterable[KeyPair]
) -> tuple[list[KeyPair], list[KeyPair]]:
    """Must-links and cannot-links beyond the ledger's. `held` maps each signed mention's key to its claim."""
    barred = {frozenset(pair) for pair in different}
    sets: dict[int, list[str]] = defaultdict(list)
    for key in sorted(held):
        sets[held[key]].append(key)
    divided = {held[a] for a, b in map(tuple, barred) if held.get(a, -1) == held.get(b, -2)}
    together = [
        pair
        for claim, keys in sets.items()
        for pair in (combinations(keys, 2) if claim in divided else pairwise(keys))
        if frozenset(pair) not in barred
    ]
    return together, _keep_apart(sets, divided, [*same, *together])


def _keep_apart(sets: Mapping[int, list[str]], divided: set[int], joined: list[KeyPair]) -> list[KeyPair]:
    """One pair for each two signed claims that no chain of words joins; all pairs where one of them is divided."""
    place = {key: number for number, key in enumerate(dict.fromkeys(end for pair in joined for end in pair))}
    component: dict[int, int] = {}
    for number, places in enumerate(find_components(len(place), [(place[a], place[b]) for a, b in joined])):
        component.update(dict.fromkeys(places, number))
    kin = {claim: {component[place[key]] for key in keys if key in place} for claim, keys in sets.items()}
    return [
        pair
        for one, other in combinations(sorted(sets), 2)
        if not kin[one] & kin[other]
        for pair in (product(sets[one], sets[other]) if {one, other} & divided else [(sets[one][0], sets[other][0])])
    ]
