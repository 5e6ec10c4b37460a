"""Claims that hold the words of a search, in their own text or in a quote, and claims that mean about the same.

The database retrieves candidates, by words newest first and by meaning nearest first; `rank_matches` orders them.
What holds all the words stands before what is only near: whoever types a name wants that name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from django.db import connection
from django.db.models.functions import Cast
from pgvector import HalfVector
from pgvector.django import CosineDistance, HalfVectorField

from claims.domain.matching import LexicalIndex, rank_matches
from claims.domain.search_words import Search, holds_all
from claims.models import Claim, Mention, MentionVector

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
    worded = list(Claim.objects.holding(search.terms).order_by("-id").values_list("id", "text")[:WORDED])
    quoting = list(tell_outlets(Mention.objects.quoting(search.terms)).order_by("-id")[:WORDED])
    near = list(find_near(vector, model))
    texts = {mention.claim_id: mention.claim.text for mention in (*near, *quoting) if mention.claim} | dict(worded)
    quoted = {mention.claim_id: mention for mention in reversed(quoting)}
    distances = measure_distances({mention.pk for mention in (*near, *quoting)}, vector, model)
    closest = keep_closest(near, distances)
    found = [
        FoundClaim(claim, text, holds_all(text, search.terms), quoted.get(claim), closest.get(claim))
        for claim, text in texts.items()
        if claim is not None
    ]
    kept = [one for one in found if one.worded or one.quoted or one.near]
    return Findings(rank(search, kept, distances), len(worded) == WORDED or len(quoting) == WORDED)


def list_claims_holding(search: Search, vector: list[float], model: str) -> Listing:
    worded = set(Claim.objects.holding(search.terms).order_by().values_list("id", flat=True)[: MANY + 1])
    quoted = set() if len(worded) > MANY else set(list_quoted(search))
    near = list(find_near(vector, model))
    distances = measure_distances({mention.pk for mention in near}, vector, model)
    sure = frozenset(m.claim_id for m in near if m.claim_id and distances[m.pk] <= 1 - SURELY_NEAR)
    common = len(worded) > MANY or len(quoted) > MANY
    return Listing(sure if common else sure | worded | quoted, sure, common)


def list_quoted(search: Search) -> Iterable[int]:
    return Mention.objects.quoting(search.terms).order_by().values_list("claim_id", flat=True)[: MANY + 1]


def find_near(vector: list[float], model: str) -> Iterable[Mention]:
    """Live mentions of standing claims among the nearest vectors, whatever their distance."""
    if not vector:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hnsw.ef_search', %s, false)", [str(BREADTH)])
    nearest = MentionVector.objects.nearest(model, vector, NEAREST).values("mention")
    live = Mention.objects.live().filter(pk__in=nearest, worth_checking=True, claim__retired_at__isnull=True)
    return tell_outlets(live.filter(claim__isnull=False))


def tell_outlets(mentions):
    """With the texts of claim and quote and the outlet, and nothing else."""
    version = "article_version__article"
    shown = ("quote", "claim__text", f"{version}__source__name", version, f"{version}__source")
    return mentions.select_related("claim", f"{version}__source").only(*shown)


def measure_distances(mention_ids: Iterable[int], vector: list[float], model: str) -> dict[int, float]:
    if not vector:
        return {}
    distance = CosineDistance(Cast("vector", HalfVectorField(dimensions=len(vector))), HalfVector(vector))
    rows = MentionVector.objects.filter(model=model, mention__in=list(mention_ids)).annotate(distance=distance)
    return dict(rows.values_list("mention_id", "distance"))


def keep_closest(near: Iterable[Mention], distances: dict[int, float]) -> dict[int | None, Mention]:
    """Of each claim the mention that is nearest, where it is near at all."""
    close = [mention for mention in near if distances.get(mention.pk, 1.0) <= 1 - NEAR]
    return {mention.claim_id: mention for mention in sorted(close, key=lambda m: -distances[m.pk])}


def rank(search: Search, found: list[FoundClaim], distances: dict[int, float]) -> list[FoundClaim]:
    if not found:
        return []
    similarities = np.array([measure_nearness(one, distances) for one in found])
    wording = LexicalIndex([one.text if one.worded or not one.quoted else one.quoted.quote for one in found]).score(
        search.text
    )
    matches = rank_matches(similarities, wording, limit=len(found))
    best = [found[match.position] for match in matches]
    return sorted(best, key=lambda one: not (one.worded or one.quoted))[:SHOWN]


def measure_nearness(one: FoundClaim, distances: dict[int, float]) -> float:
    seen = [distances[mention.pk] for mention in (one.near, one.quoted) if mention and mention.pk in distances]
    return 1 - min(seen) if seen else 0.0
