"""What holds two mentions of a claim's surroundings together and yet could not be obeyed.

The ledger never contradicts itself, and neither do signatures. But the two may contradict one another through a third
mention: m1 and m2 were signed together, m2 was called the same as m3, and m3 different from m1. "Different" wins, and
the weakest of the other words is set aside. Here it is named, so that a person sees it and can decide.
"""

from __future__ import annotations

from claims.domain.clustering import find_set_aside
from claims.models import Mention
from claims.services.choose_model import read_active_model
from claims.services.load_neighbourhood import collect_neighbourhood, load_neighbourhood
from claims.services.read_policy import read_policy
from claims.services.regroup import bind

Pair = tuple[Mention, Mention]


def list_set_aside(claim_id: int) -> list[Pair]:
    """Pairs of mentions, one of them in this claim, that a word or a signature holds together in vain."""
    members = Mention.objects.filter(claim=claim_id).order_by()
    model, policy = read_active_model(), read_policy()
    seeds = set(members.values_list("id", flat=True))
    if not seeds:
        return []
    around = load_neighbourhood(collect_neighbourhood(seeds, model, policy), model)
    if not (around.cannot_link and (around.must_link or around.held)):
        return []
    places = {key: mention.pk for key, mention in zip(around.keys, around.mentions, strict=True)}
    aside = find_set_aside(around.keys, around.vectors, *bind(around, policy))
    pairs = sorted((min(pair), max(pair)) for pair in ((places[a], places[b]) for a, b in aside) if seeds & set(pair))
    shown = Mention.objects.with_articles().in_bulk({mention for pair in pairs for mention in pair})
    return [(shown[a], shown[b]) for a, b in pairs]
