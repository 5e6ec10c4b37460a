"""Bring claims in line with vectors and ledger around some mentions. The one place that changes who belongs to a claim.

The database retrieves (strong links, decisions, present members), the pure method decides, one transaction under one
advisory lock writes. Only the connected part around the given mentions is solved again; by the argument in
`claims/domain/clustering.py` the result equals that of grouping everything at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.conf import settings
from django.db import connection
from django.db.models import F

from claims.domain.clustering import GroupingPolicy, group_vectors, number_components
from claims.domain.distinction import separate_different_names
from claims.domain.holds import KeyPair, derive_holds
from claims.domain.pair_score import score_pair
from claims.domain.separation import separate_long_statements, separate_within_articles
from claims.lookups import AnyOf
from claims.models import Mention, MentionLink
from claims.services.find_neighbours import find_neighbours
from claims.services.load_neighbourhood import Neighbourhood, collect_neighbourhood, load_neighbourhood
from claims.services.read_policy import find_reach, read_policy
from claims.services.suggest import Parted, refresh_suggestions
from claims.services.write_groups import write_groups

GROUPING_LOCK = 0x436C61696D  # "Claim": all regrouping in this database takes turns


def lock_grouping(seconds: float = 0) -> None:
    """Wait for one's turn, at most so long (0: for ever); OperationalError by LockNotAvailable where that is too short.

    Other locks of the transaction are waited for as they were before.
    """
    with connection.cursor() as cursor:
        if not seconds:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])
            return
        cursor.execute("SELECT current_setting('lock_timeout')")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{round(1000 * seconds)}ms"])
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [before])


def link_mentions(mention_ids: Iterable[int], model: str, policy: GroupingPolicy | None = None) -> int:
    """Store the links of these mentions to all live ones, strong or worth a suggestion; returns how many were new.

    Calls for one model must take turns (`lock_grouping`, or the lock of the re-embedding).
    """
    links = []
    for mention, other, similarity in find_neighbours(list(mention_ids), model, find_reach(policy or read_policy())):
        low, high = min(mention, other), max(mention, other)
        links.append(MentionLink(low_id=low, high_id=high, model=model, similarity=similarity))
    return len(MentionLink.objects.bulk_create(links, ignore_conflicts=True))


def regroup_around(
    seeds: Iterable[int], model: str, placed: Mapping[int, int] | None = None, policy: GroupingPolicy | None = None
) -> set[int]:
    """Solve the neighbourhood of `seeds` again; returns the ids of the claims whose members changed.

    `placed` (mention: claim) is where a person puts mentions: claims continue by that, not by where they are now.
    Must run inside a transaction that holds `lock_grouping()`.
    """
    seeds = set(seeds)
    placed = placed or {}
    policy = policy or read_policy()
    around = load_neighbourhood(collect_neighbourhood(seeds, model, policy), model, placed)
    if not around.mentions:
        return set()
    touched = {mention.claim_id for mention in around.mentions if mention.pk in seeds and mention.claim_id is not None}
    changed = write_groups(around, group_neighbourhood(around, policy), placed)
    touched |= set(
        Mention.objects.filter(AnyOf(F("pk"), seeds), claim__isnull=False).order_by().values_list("claim_id", flat=True)
    )
    refresh_suggestions(changed | touched | set(around.held.values()), model, find_parted(around, policy), policy.cut)
    return changed


def group_neighbourhood(around: Neighbourhood, policy: GroupingPolicy) -> list[list[int]]:
    """The groups that `policy` makes of these mentions, as positions; nothing is written."""
    positions: dict[int, list[int]] = defaultdict(list)
    for position, label in enumerate(solve(around, policy)):
        positions[label].append(position)
    return list(positions.values())


def solve(around: Neighbourhood, policy: GroupingPolicy) -> list[int]:
    """A group number for each mention: vectors and wording, the ledger, signatures, and what must stay apart."""
    must_link, cannot_link = bind(around, policy)
    return group_vectors(
        around.keys,
        around.vectors,
        policy=policy,
        must_link=must_link,
        cannot_link=cannot_link,
        texts=around.texts,
    )


def bind(around: Neighbourhood, policy: GroupingPolicy) -> tuple[list[KeyPair], list[KeyPair]]:
    """What must be one claim and what must not: by the ledger, by signatures, and by what the texts are."""
    together, apart = derive_holds(around.held, around.must_link, around.cannot_link)
    must_link = [*around.must_link, *together]
    return must_link, [*around.cannot_link, *apart, *separate(around, policy, must_link)]


def separate(around: Neighbourhood, policy: GroupingPolicy, joined: list[KeyPair]) -> list[KeyPair]:
    """Pairs that stay apart unless people joined them: statements of one article, and different people or places.

    Of one article only what strong links connect is compared: a text of thousands of statements has millions of pairs.
    """
    place = {key: position for position, key in enumerate(around.keys)}
    components = number_components(around.vectors, policy.strong_link, [(place[a], place[b]) for a, b in joined])
    versions = [mention.version for mention in around.mentions]
    spans = [(mention.start, mention.end) for mention in around.mentions]
    return [
        *separate_within_articles(
            around.keys, list(zip(versions, components, strict=True)), around.vectors, joined, spans
        ),
        *separate_long_statements(around.keys, components, around.vectors, around.texts, policy.wording, joined),
        *separate_different_names(around.keys, around.texts, joined),
    ]


def find_parted(around: Neighbourhood, policy: GroupingPolicy) -> dict[int, Parted]:
    """Signed claims that grouping alone would part, each with two of its members that would part."""
    places: dict[int, list[int]] = defaultdict(list)
    for place in sorted(range(len(around.keys)), key=around.keys.__getitem__):
        if around.keys[place] in around.held:
            places[around.held[around.keys[place]]].append(place)
    if all(len(members) == 1 for members in places.values()):
        return {}
    labels = solve(replace(around, held={}), policy)
    parted: dict[int, Parted] = {}
    for claim, (first, *others) in places.items():
        left = next((place for place in others if labels[place] != labels[first]), None)
        if left is not None:
            parted[claim] = Parted(
                around.mentions[first].pk, around.mentions[left].pk, score_places(around, first, left)
            )
    return parted


def score_places(around: Neighbourhood, a: int, b: int) -> float:
    return score_pair(around.vectors[a], around.vectors[b], around.texts[a], around.texts[b], settings.WORDING)
