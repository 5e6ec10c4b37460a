"""The mentions around some that may influence one another's claim, as grouping needs them.

What is loaded are values, not rows of the models: around thirty mentions of a running story lie a thousand others, and
making objects of them all would take longer than grouping them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import numpy as np
from django.db import connection
from django.db.models import F

from claims.adapters.binary_copy import unpack_vectors
from claims.domain.clustering import LINK_SLACK, GroupingPolicy
from claims.domain.holds import KeyPair
from claims.domain.ledger import Pair, Said, derive_links
from claims.lookups import AnyOf
from claims.models import MentionVector, PairDecision
from claims.querysets import PairDecisionQuerySet

FIELDS = (
    "mention_id",
    "mention__claim_id",
    "mention__held_by_id",
    "mention__text",
    "mention__start",
    "mention__end",
    "mention__hedges",
    "mention__negated",
    "mention__check_worthiness",
    "mention__article_version_id",
    "mention__article_version__text_sha256",
    "mention__article_version__article__source__name",
    "mention__article_version__article__published_at",
    "mention__article_version__article__received_at",
    "packed",
)


@dataclass(frozen=True, slots=True)
class Member:
    """A live mention: of it, of its version and article, what grouping and the description of a claim look at."""

    pk: int
    claim_id: int | None
    held_by_id: int | None
    text: str
    start: int
    end: int
    hedges: list[str]
    negated: bool
    check_worthiness: float
    version: int
    version_sha256: str
    source: str
    published_at: datetime | None
    received_at: datetime

    @property
    def content_key(self) -> str:
        """Orders mentions by what they are; only exact copies by one source, which are alike, fall back on their id."""
        return f"{self.source.casefold()}|{self.version_sha256}|{self.start:08d}|{self.end:08d}|{self.pk}"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Mentions that may influence one another's claim, with their content keys, vectors (n, d) and decided pairs."""

    mentions: list[Member]
    keys: list[str]
    vectors: np.ndarray
    texts: list[str]
    held: dict[str, int]  # keys of signed members: the claim they were signed in
    must_link: list[KeyPair]
    cannot_link: list[KeyPair]


def collect_neighbourhood(seeds: set[int], model: str, policy: GroupingPolicy) -> set[int]:
    """Follow strong links, "same" decisions and present claims until nothing new is reached."""
    reached: set[int] = set()
    frontier = set(seeds)
    is_told = PairDecision.objects.exists()
    while frontier:
        reached |= frontier
        found = follow_links(frontier, model, policy.strong_link - LINK_SLACK)
        frontier = (found | follow_words(frontier) if is_told else found) - reached
    return reached


def follow_words(mention_ids: set[int]) -> set[int]:
    """The mentions that people called the same as these."""
    same = PairDecision.objects.standing().touching(mention_ids).filter(decision=PairDecision.Decision.SAME)
    return {end for pair in same.values_list("mention_low_id", "mention_high_id") for end in pair}


def follow_links(mention_ids: set[int], model: str, strong_link: float) -> set[int]:
    """Live mentions that strong links lead to from live ones, and all that share a claim with one of these mentions."""
    query = """
        WITH here AS MATERIALIZED (
            SELECT mention.id, mention.claim_id, version.current
            FROM claims_mention mention JOIN claims_articleversion version ON version.id = article_version_id
            WHERE mention.id = ANY(%(here)s)
        ), linked AS MATERIALIZED (
            SELECT high_id AS id FROM claims_mentionlink JOIN here ON low_id = here.id AND here.current
            WHERE model = %(model)s AND similarity >= %(strong_link)s
            UNION
            SELECT low_id FROM claims_mentionlink JOIN here ON high_id = here.id AND here.current
            WHERE model = %(model)s AND similarity >= %(strong_link)s
        )
        SELECT linked.id FROM linked JOIN claims_mention mention USING (id)
            JOIN claims_articleversion version ON version.id = article_version_id AND version.current
        UNION
        SELECT mention.id FROM claims_mention mention
        WHERE claim_id IN (SELECT claim_id FROM here WHERE claim_id IS NOT NULL)
    """
    with connection.cursor() as cursor:
        cursor.execute(query, {"here": list(mention_ids), "model": model, "strong_link": strong_link})
        return {row[0] for row in cursor.fetchall()}


def load_neighbourhood(
    mention_ids: set[int], model: str, placed: Mapping[int, int] = MappingProxyType({})
) -> Neighbourhood:
    """The mentions with what binds them; a signature holds those that nobody places elsewhere."""
    rows = list(
        MentionVector.objects.of_model(model)
        .filter(AnyOf(F("mention_id"), mention_ids))
        .order_by("mention_id")
        .packed()
        .values_list(*FIELDS)
    )
    mentions = [Member(*row[:-1]) for row in rows]
    vectors = unpack_vectors([row[-1] for row in rows])
    keys = {mention.pk: mention.content_key for mention in mentions}
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
