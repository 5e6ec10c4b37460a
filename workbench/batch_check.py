"""Are the claims that grew article by article those that grouping everything at once would give?

Checked on a sample: from some mentions on, every strong link is followed again through the vectors alone, without the
stored links, and the parts that this leads to are solved from scratch and compared with the claims that are stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import numpy as np

from claims.adapters.block_join import join_new
from claims.domain.clustering import GroupingPolicy
from claims.models import Article, Mention
from claims.services.choose_model import read_active_model
from claims.services.link_everything import read_vectors
from claims.services.load_neighbourhood import load_neighbourhood
from claims.services.read_policy import read_policy
from claims.services.regroup import group_neighbourhood

Groups = set[frozenset[int]]


def compare_with_batch(article_ids: Collection[int]) -> dict[str, Any]:
    """How many mentions and claims were looked at around these articles, and whether all claims equal the batch's."""
    model, policy = read_active_model(), read_policy()
    seeds = Mention.objects.live().filter(article_version__article__in=Article.objects.filter(id__in=article_ids))
    mentions = follow_vectors(set(seeds.values_list("id", flat=True)), model, policy)
    around = load_neighbourhood(mentions, model)
    batch = {
        frozenset(around.mentions[position].pk for position in group) for group in group_neighbourhood(around, policy)
    }
    stored = read_claims(mentions)
    return {
        "articles": len(article_ids),
        "mentions": len(mentions),
        "claims": len(stored),
        "equals_batch": stored == batch,
        "claims_that_differ": len(stored - batch),
    }


def follow_vectors(seeds: set[int], model: str, policy: GroupingPolicy) -> set[int]:
    """The mentions that strong links lead to, each found by comparing with all live vectors."""
    ids, steps = read_vectors(model)
    frontier = np.flatnonzero(np.isin(ids, sorted(seeds)))
    reached = np.zeros(len(ids), dtype=bool)
    while len(frontier):
        reached[frontier] = True
        found = np.zeros(len(ids), dtype=bool)
        for _, columns in join_new(steps[frontier], steps, policy.strong_link):
            found[columns] = True
        frontier = np.flatnonzero(found & ~reached)
    return set(ids[reached].tolist())


def read_claims(mentions: Collection[int]) -> Groups:
    """The claims of these mentions with all their members."""
    homes = Mention.objects.filter(id__in=mentions).values("claim")
    members: dict[int | None, set[int]] = defaultdict(set)
    for mention, claim in Mention.objects.filter(claim__in=homes).order_by().values_list("id", "claim_id"):
        members[claim].add(mention)
    return {frozenset(group) for group in members.values()}
