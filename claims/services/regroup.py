"""Bring claims in line with vectors and ledger around some mentions. The one place that changes who belongs to a claim.

The database retrieves (strong links, decisions, present members), the pure method decides, one transaction under one
advisory lock writes. Only the connected part around the given mentions is solved again; by the argument in
`claims/domain/clustering.py` the result equals that of grouping everything at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import F
from django.utils import timezone

from claims.domain.canonical import choose_canonical
from claims.domain.clustering import LINK_SLACK, GroupingPolicy, assign_identities, find_successors, group_vectors
from claims.domain.separation import separate_within_articles
from claims.models import Claim, Mention, MentionLink, MentionVector, PairDecision
from claims.services.find_neighbours import find_neighbours

GROUPING_LOCK = 0x436C61696D  # "Claim": all regrouping in this database takes turns


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Mentions that may influence one another's claim, with their content keys, vectors (n, d) and decided pairs."""

    mentions: list[Mention]
    keys: list[str]
    vectors: np.ndarray
    must_link: list[tuple[str, str]]
    cannot_link: list[tuple[str, str]]


def lock_grouping() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING_LOCK])


def read_policy() -> GroupingPolicy:
    return GroupingPolicy(strong_link=settings.STRONG_LINK, cut=settings.CUT)


def link_mentions(mention_ids: Iterable[int], model: str) -> int:
    """Store the strong links of these mentions to all live ones; returns how many were new.

    Calls for one model must take turns (`lock_grouping`, or the lock of the re-embedding).
    """
    reach = settings.STRONG_LINK - LINK_SLACK  # retrieval finds a little more than the exact method may link
    links = []
    for mention, other, similarity in find_neighbours(list(mention_ids), model, reach):
        low, high = sorted((mention, other))
        links.append(MentionLink(low_id=low, high_id=high, model=model, similarity=similarity))
    return len(MentionLink.objects.bulk_create(links, ignore_conflicts=True))


def regroup_around(seeds: Iterable[int], model: str) -> set[int]:
    """Solve the neighbourhood of `seeds` again; returns the ids of the claims whose members changed.

    Must run inside a transaction that holds `lock_grouping()`.
    """
    around = load_neighbourhood(collect_neighbourhood(set(seeds), model), model)
    if not around.mentions:
        return set()
    labels = group_vectors(
        around.keys,
        around.vectors,
        policy=read_policy(),
        must_link=around.must_link,
        cannot_link=[*around.cannot_link, *separate(around)],
    )
    positions: dict[int, list[int]] = defaultdict(list)
    for position, label in enumerate(labels):
        positions[label].append(position)
    return write_groups(around, list(positions.values()))


def separate(around: Neighbourhood) -> list[tuple[str, str]]:
    versions = [mention.article_version_id for mention in around.mentions]
    return separate_within_articles(around.keys, versions, around.vectors, around.must_link)


def collect_neighbourhood(seeds: set[int], model: str) -> set[int]:
    """Follow strong links, "same" decisions and present claims until nothing new is reached."""
    reached: set[int] = set()
    frontier = set(seeds)
    while frontier:
        reached |= frontier
        found: set[int] = set()
        for pair in MentionLink.objects.touching(frontier, model).values_list("low_id", "high_id"):
            found.update(pair)
        same = PairDecision.objects.standing().touching(frontier).filter(decision=PairDecision.Decision.SAME)
        for pair in same.values_list("mention_low_id", "mention_high_id"):
            found.update(pair)
        claims = Mention.objects.filter(id__in=frontier, claim__isnull=False).values("claim")
        found.update(Mention.objects.filter(claim__in=claims).values_list("id", flat=True))
        frontier = found - reached
    return reached


def load_neighbourhood(mention_ids: set[int], model: str) -> Neighbourhood:
    rows = (
        MentionVector.objects.of_model(model)
        .filter(mention__in=mention_ids)
        .select_related("mention__article_version__article__source")
        .order_by("mention_id")
    )
    mentions = [row.mention for row in rows]
    vectors = np.array([row.vector for row in rows], dtype=np.float32)
    keys = {mention.pk: content_key(mention) for mention in mentions}
    decided: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in PairDecision.objects.standing().touching(mention_ids):
        if entry.mention_low_id in keys and entry.mention_high_id in keys:
            decided[entry.decision].append((keys[entry.mention_low_id], keys[entry.mention_high_id]))
    return Neighbourhood(
        mentions,
        list(keys.values()),
        vectors,
        must_link=decided[PairDecision.Decision.SAME],
        cannot_link=decided[PairDecision.Decision.DIFFERENT],
    )


def content_key(mention: Mention) -> str:
    """Orders mentions by what they are; only exact copies by one source, which are alike, fall back on their id."""
    version = mention.article_version
    return f"{version.article.source.name.casefold()}|{version.text_sha256}|{mention.start:08d}|{mention.pk}"


def write_groups(around: Neighbourhood, groups: list[list[int]]) -> set[int]:
    existing: dict[int, set[int]] = defaultdict(set)
    for mention in around.mentions:
        if mention.claim_id is not None:
            existing[mention.claim_id].add(mention.pk)
    before = {claim_id: frozenset(members) for claim_id, members in existing.items()}
    after = [frozenset(around.mentions[position].pk for position in group) for group in groups]
    identities = assign_identities(after, before)
    changed: set[int] = set()
    for number, (group, members) in enumerate(zip(groups, after, strict=True)):
        claim_id = identities[number] or Claim.objects.create(text="").pk
        identities[number] = claim_id
        if before.get(claim_id) != members:
            Mention.objects.filter(pk__in=members).update(claim_id=claim_id)
            describe_claim(claim_id, around, group, is_new=claim_id not in before)
            changed.add(claim_id)
    successors = find_successors(after, identities, before)
    retire_claims(successors)
    return changed | set(successors)


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
