"""Bring claims in line with vectors and ledger around some mentions. The one place that changes who belongs to a claim.

The database retrieves (strong links, decisions, present members), the pure method decides, one transaction under one
advisory lock writes. Only the connected part around the given mentions is solved again; by the argument in
`claims/domain/clustering.py` the result equals that of grouping everything at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from claims.domain.canonical import choose_canonical
from claims.domain.clustering import (
    LINK_SLACK,
    GroupingPolicy,
    assign_identities,
    find_successors,
    group_vectors,
    number_components,
)
from claims.domain.distinction import separate_different_names
from claims.domain.holds import KeyPair, derive_holds
from claims.domain.ledger import Pair, Said, derive_links
from claims.domain.pair_score import score_pair
from claims.domain.separation import separate_long_statements, separate_within_articles
from claims.models import Claim, Mention, MentionLink, MentionVector, PairDecision, ThresholdChange
from claims.querysets import PairDecisionQuerySet
from claims.services.find_neighbours import find_neighbours
from claims.services.suggest import Parted, refresh_suggestions

GROUPING_LOCK = 0x436C61696D  # "Claim": all regrouping in this database takes turns


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Mentions that may influence one another's claim, with their content keys, vectors (n, d) and decided pairs."""

    mentions: list[Mention]
    keys: list[str]
    vectors: np.ndarray
    texts: list[str]
    held: dict[str, int]  # keys of signed members: the claim they were signed in
    must_link: list[KeyPair]
    cannot_link: list[KeyPair]


def lock_grouping() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])


def read_policy() -> GroupingPolicy:
    """The thresholds last chosen in this instance; those of the settings until somebody has chosen."""
    chosen = ThresholdChange.objects.order_by("-id").first()
    if chosen is None:
        return GroupingPolicy(strong_link=settings.STRONG_LINK, cut=settings.CUT, wording=settings.WORDING)
    return GroupingPolicy(strong_link=chosen.strong_link, cut=chosen.cut, wording=settings.WORDING)


def link_mentions(mention_ids: Iterable[int], model: str) -> int:
    """Store the links of these mentions to all live ones, strong or worth a suggestion; returns how many were new.

    Calls for one model must take turns (`lock_grouping`, or the lock of the re-embedding).
    """
    # retrieval finds a little more than the exact method may link
    reach = min(settings.SUGGEST_LINK, read_policy().strong_link - LINK_SLACK)
    links = []
    for mention, other, similarity in find_neighbours(list(mention_ids), model, reach):
        low, high = sorted((mention, other))
        links.append(MentionLink(low_id=low, high_id=high, model=model, similarity=similarity))
    return len(MentionLink.objects.bulk_create(links, ignore_conflicts=True))


def regroup_around(seeds: Iterable[int], model: str, placed: Mapping[int, int] | None = None) -> set[int]:
    """Solve the neighbourhood of `seeds` again; returns the ids of the claims whose members changed.

    `placed` (mention: claim) is where a person puts mentions: claims continue by that, not by where they are now.
    Must run inside a transaction that holds `lock_grouping()`.
    """
    seeds = set(seeds)
    placed = placed or {}
    around = load_neighbourhood(collect_neighbourhood(seeds, model), model, placed)
    if not around.mentions:
        return set()
    policy = read_policy()
    touched = {mention.claim_id for mention in around.mentions if mention.pk in seeds and mention.claim_id is not None}
    changed = write_groups(around, group_neighbourhood(around, policy), placed)
    touched |= set(Mention.objects.filter(pk__in=seeds, claim__isnull=False).values_list("claim_id", flat=True))
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
    together, apart = derive_holds(around.held, around.must_link, around.cannot_link)
    must_link = [*around.must_link, *together]
    return group_vectors(
        around.keys,
        around.vectors,
        policy=policy,
        must_link=must_link,
        cannot_link=[*around.cannot_link, *apart, *separate(around, policy, must_link)],
        texts=around.texts,
    )


def separate(around: Neighbourhood, policy: GroupingPolicy, joined: list[KeyPair]) -> list[KeyPair]:
    """Pairs that stay apart unless people joined them: statements of one article, and different people or places.

    Of one article only what strong links connect is compared: a text of thousands of statements has millions of pairs.
    """
    place = {key: position for position, key in enumerate(around.keys)}
    components = number_components(around.vectors, policy.strong_link, [(place[a], place[b]) for a, b in joined])
    versions = [mention.article_version_id for mention in around.mentions]
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
            parted[claim] = Parted(around.mentions[first], around.mentions[left], score_places(around, first, left))
    return parted


def score_places(around: Neighbourhood, a: int, b: int) -> float:
    return score_pair(around.vectors[a], around.vectors[b], around.texts[a], around.texts[b], settings.WORDING)


def collect_neighbourhood(seeds: set[int], model: str) -> set[int]:
    """Follow strong links, "same" decisions and present claims until nothing new is reached."""
    reached: set[int] = set()
    frontier = set(seeds)
    strong = MentionLink.objects.strong(read_policy().strong_link - LINK_SLACK)
    while frontier:
        reached |= frontier
        found: set[int] = set()
        links = strong.touching(frontier, model)
        for pair in links.values_list("low_id", "high_id"):
            found.update(pair)
        same = PairDecision.objects.standing().touching(frontier).filter(decision=PairDecision.Decision.SAME)
        for pair in same.values_list("mention_low_id", "mention_high_id"):
            found.update(pair)
        claims = Mention.objects.filter(id__in=frontier, claim__isnull=False).values("claim")
        found.update(Mention.objects.filter(claim__in=claims).values_list("id", flat=True))
        frontier = found - reached
    return reached


def load_neighbourhood(
    mention_ids: set[int], model: str, placed: Mapping[int, int] = MappingProxyType({})
) -> Neighbourhood:
    """The mentions with what binds them; a signature holds those that nobody places elsewhere."""
    rows = (
        MentionVector.objects.of_model(model)
        .filter(mention__in=mention_ids)
        .select_related("mention__article_version__article__source")
        .defer("mention__article_version__text", "mention__article_version__sketch")
        .order_by("mention_id")
    )
    mentions = [row.mention for row in rows]
    vectors = np.array([row.vector for row in rows], dtype=np.float32)
    keys = {mention.pk: content_key(mention) for mention in mentions}
    standing = read_standing(PairDecision.objects.standing().touching(mention_ids))
    same, different = derive_links(standing, keys)
    return Neighbourhood(
        mentions,
        list(keys.values()),
        vectors,
        texts=[mention.text for mention in mentions],
        held={
            keys[m.pk]: m.held_by_id
            for m in mentions
            if m.held_by_id is not None and m.held_by_id == placed.get(m.pk, m.claim_id)
        },
        must_link=[(keys[a], keys[b]) for a, b in same],
        cannot_link=[(keys[a], keys[b]) for a, b in different],
    )


def read_standing(entries: PairDecisionQuerySet) -> dict[Pair, Said]:
    pairs = entries.values_list("mention_low_id", "mention_high_id", "decision")
    return {(low, high): Said(decision) for low, high, decision in pairs}


def content_key(mention: Mention) -> str:
    """Orders mentions by what they are; only exact copies by one source, which are alike, fall back on their id."""
    version = mention.article_version
    place = f"{mention.start:08d}|{mention.end:08d}"
    return f"{version.article.source.name.casefold()}|{version.text_sha256}|{place}|{mention.pk}"


def write_groups(around: Neighbourhood, groups: list[list[int]], placed: Mapping[int, int]) -> set[int]:
    before = gather_claims({mention.pk: mention.claim_id for mention in around.mentions})
    continuing = gather_claims({mention.pk: placed.get(mention.pk, mention.claim_id) for mention in around.mentions})
    after = [frozenset(around.mentions[position].pk for position in group) for group in groups]
    identities = assign_identities(after, continuing, list_held(around))
    changed: set[int] = set()
    outdated = find_outdated(before)
    for number, (group, members) in enumerate(zip(groups, after, strict=True)):
        known = identities[number]
        claim_id = Claim.objects.create(text="").pk if known is None else known
        identities[number] = claim_id
        if before.get(claim_id) != members or claim_id in outdated:
            Mention.objects.filter(pk__in=members).update(claim_id=claim_id)
            describe_claim(claim_id, around, group, is_new=known is None)
            changed.add(claim_id)
    successors = find_successors(after, identities, continuing) | find_successors(after, identities, before)
    retire_claims(successors)
    return changed | set(successors)


def find_outdated(claim_ids: Collection[int]) -> set[int]:
    """Claims whose canonical mention left them, or reads differently since its article was edited."""
    claims = Claim.objects.filter(id__in=claim_ids, canonical_mention__isnull=False)
    same = claims.filter(canonical_mention__claim=F("id"), canonical_mention__text=F("text"))
    return set(claims.exclude(id__in=same.values("id")).values_list("id", flat=True))


def list_held(around: Neighbourhood) -> dict[int, frozenset[int]]:
    """Claim: the mentions (ids) that it was signed with and still has."""
    held: dict[int, set[int]] = defaultdict(set)
    for key, mention in zip(around.keys, around.mentions, strict=True):
        if key in around.held:
            held[around.held[key]].add(mention.pk)
    return {claim: frozenset(members) for claim, members in held.items()}


def gather_claims(homes: Mapping[int, int | None]) -> dict[int, frozenset[int]]:
    claims: dict[int, set[int]] = defaultdict(set)
    for mention_id, claim_id in homes.items():
        if claim_id is not None:
            claims[claim_id].add(mention_id)
    return {claim_id: frozenset(members) for claim_id, members in claims.items()}


def describe_claim(claim_id: int, around: Neighbourhood, group: list[int], *, is_new: bool) -> None:
    members = [around.mentions[position] for position in group]
    chosen = members[
        choose_canonical(
            [around.keys[position] for position in group],
            [mention.text for mention in members],
            [not mention.hedges and not mention.negated for mention in members],
            around.vectors[group],
        )
    ]
    articles = [mention.article_version.article for mention in members]
    Claim.objects.filter(pk=claim_id).update(
        text=chosen.text,
        canonical_mention=chosen,
        check_worthiness=max(mention.check_worthiness for mention in members),
        first_seen=min(article.published_at or article.received_at for article in articles),
        revision=F("revision") + (0 if is_new else 1),
        retired_at=None,
        merged_into=None,
    )


def retire_claims(successors: Mapping[int, int | None]) -> None:
    """Claims that lost all their members keep their page and say where the members went, if anywhere."""
    for claim_id, successor in successors.items():
        Claim.objects.filter(pk=claim_id).update(
            retired_at=timezone.now(),
            merged_into_id=successor,
            revision=F("revision") + 1,
            assessed_revision=F("revision") + 1,
        )
