"""Claims that hold the words of a search, in their own text or in a quote, and claims that mean about the same.

The database retrieves candidates, by words newest first and by meaning nearest first; `rank_matches` orders them.
What holds all the words stands before what is only near, and whole words before parts of longer ones: whoever types a
name wants that name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from weakref import WeakSet

import numpy as np
from django.db import connection
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from pgvector import HalfVector
from pgvector.django import CosineDistance, HalfVectorField

from claims.domain.matching import LexicalIndex, rank_matches
from claims.domain.search_words import Search, holds_all, holds_whole
from claims.models import Claim, Mention, MentionVector
from claims.querysets import MentionQuerySet

# Cosine to the search from which a claim is called near. On 200 of the development posts against 2,000 claims, 95 in
# 100 of the right claims reach it, and a dozen wrong ones a search, which stand behind the right ones. A filter that
# keeps another order needs fewer wrong ones: at `SURELY_NEAR`, 88 in 100 and one wrong one in 2,000.
NEAR, SURELY_NEAR = 0.35, 0.45
WORDED, NEAREST = 40, 40  # candidates of each kind; what is shown is fewer
SHOWN = 30
MANY = 1_000  # claims that hold the words; more are not listed one by one but looked for while paging
BREADTH = 100  # of the index's search; its default of 40 would find fewer than are asked for


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """`worded`: all words stand in its text; `quoted`: or in the quote of this mention; `near`: it is near in meaning,
    by this mention."""

    claim_id: int
    text: str
    worded: bool
    quoted: Mention | None
    near: Mention | None


@dataclass(frozen=True, slots=True)
class Findings:
    claims: list[FoundClaim]
    more_worded: bool  # more hold the words than are listed


@dataclass(frozen=True, slots=True)
class Listing:
    """Claims for a filter. `common`: more hold the words than `MANY`, so that `ids` are those near in meaning alone."""

    ids: frozenset[int]
    near: frozenset[int]
    common: bool


def find_claims(search: Search, vector: list[float], model: str) -> Findings:
    """Best first; without a vector only by words."""
    worded = list_worded(search)
    by_quote = measure(Mention.objects.quoting(search.terms).order_by("-id"), vector, model)
    quoting = list(tell_outlets(by_quote)[:WORDED])
    near = list(tell_outlets(find_near(vector, model)))
    texts = {mention.claim_id: mention.claim.text for mention in (*near, *quoting) if mention.claim} | dict(worded)
    quoted = {mention.claim_id: mention for mention in reversed(quoting)}
    closest = keep_closest(near)
    found = [
        FoundClaim(claim, text, holds_all(text, search.terms), quoted.get(claim), closest.get(claim))
        for claim, text in texts.items()
        if claim is not None
    ]
    kept = [one for one in found if one.worded or one.quoted or one.near]
    return Findings(rank(search, kept), len(worded) >= WORDED or len(quoting) == WORDED)


def list_worded(search: Search) -> list[tuple[int, str]]:
    """Ids and texts, newest first. Where parts of longer words are all that was taken, whole words are looked for by
    themselves: "dam" must not be lost among what was damaged."""
    holding = Claim.objects.holding(search.terms).order_by("-id").values_list("id", "text")
    worded = list(holding[:WORDED])
    if len(worded) < WORDED or any(holds_whole(text, search.terms) for _, text in worded):
        return worded
    whole = Claim.objects.holding_whole(search.terms).order_by("-id").values_list("id", "text")
    return [*whole[:WORDED], *worded]


def list_claims_holding(search: Search, vector: list[float], model: str) -> Listing:
    """In one query, of whose three parts each is bounded."""
    by_words = Claim.objects.holding(search.terms).order_by().annotate(way=Value("words"), far=Value(0.0))
    by_quote = Mention.objects.quoting(search.terms).order_by().annotate(way=Value("quote"), far=Value(0.0))
    parts = [
        by_words.values_list("way", "id", "far")[: MANY + 1],
        by_quote.values_list("way", "claim_id", "far")[: MANY + 1],
    ]
    if vector:
        near = find_near(vector, model).filter(distance__lte=1 - SURELY_NEAR).annotate(way=Value("near"))
        parts.append(near.order_by().values_list("way", "claim_id", "distance")[:NEAREST])
    claims: dict[str, set[int]] = {"words": set(), "quote": set(), "near": set()}
    for way, claim, _far in parts[0].union(*parts[1:], all=True):
        claims[way].add(claim)
    common = max(len(claims["words"]), len(claims["quote"])) > MANY
    ids = claims["near"] if common else claims["near"] | claims["words"] | claims["quote"]
    return Listing(frozenset(ids), frozenset(claims["near"]), common)


def find_near(vector: list[float], model: str) -> MentionQuerySet:
    """Live mentions of standing claims among the nearest vectors, whatever their distance."""
    if not vector:
        return Mention.objects.none()
    widen_search()
    nearest = MentionVector.objects.nearest(model, vector, NEAREST).values("mention")
    live = Mention.objects.live().filter(pk__in=nearest, worth_checking=True, claim__retired_at__isnull=True)
    return measure(live.filter(claim__isnull=False), vector, model)


_widened: WeakSet[Any] = WeakSet()  # connections to the database that search the index broadly enough


def widen_search() -> None:
    connection.ensure_connection()
    if connection.connection not in _widened:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('hnsw.ef_search', %s, false)", [str(BREADTH)])
        _widened.add(connection.connection)


def measure(mentions: MentionQuerySet, vector: list[float], model: str) -> MentionQuerySet:
    """Annotates `distance`, 1 where there is no vector to compare."""
    if not vector:
        return mentions.annotate(distance=Value(1.0))
    far = CosineDistance(Cast("vector", HalfVectorField(dimensions=len(vector))), HalfVector(vector))
    own = MentionVector.objects.filter(model=model, mention=OuterRef("pk")).annotate(far=far)
    return mentions.annotate(distance=Coalesce(Subquery(own.values("far")[:1]), Value(1.0)))


def tell_outlets(mentions: MentionQuerySet) -> MentionQuerySet:
    """With the texts of claim and quote and the outlet, and nothing else."""
    version = "article_version__article"
    shown = ("quote", "claim__text", f"{version}__source__name", version, f"{version}__source")
    return mentions.select_related("claim", f"{version}__source").only(*shown)


def keep_closest(near: Iterable[Any]) -> dict[int | None, Mention]:
    """Of each claim the mention that is nearest, where it is near at all."""
    close = [mention for mention in near if mention.distance <= 1 - NEAR]
    return {mention.claim_id: mention for mention in sorted(close, key=lambda one: -one.distance)}


def rank(search: Search, found: list[FoundClaim]) -> list[FoundClaim]:
    if not found:
        return []
    similarities = np.array([measure_nearness(one) for one in found])
    wording = LexicalIndex([one.text if one.worded or not one.quoted else one.quoted.quote for one in found])
    matches = rank_matches(similarities, wording.score(search.text), limit=len(found))
    best = [found[match.position] for match in matches]
    return sorted(best, key=lambda one: place_match(one, search))[:SHOWN]


def place_match(one: FoundClaim, search: Search) -> int:
    """0 with the words whole, in its text or a quote, 1 with the words, 2 near in meaning alone."""
    texts = ([one.text] if one.worded else []) + ([one.quoted.quote] if one.quoted else [])
    return 2 if not texts else 1 - any(holds_whole(text, search.terms) for text in texts)


def measure_nearness(one: FoundClaim) -> float:
    seen: list[float] = [mention.distance for mention in (one.near, one.quoted) if mention]  # type: ignore[attr-defined]
    return 1 - min(seen) if seen else 0.0
