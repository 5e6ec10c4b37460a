"""A small desk for tests of the ledger: mentions placed by hand in the plane, grouped as in production.

An angle stands for what a mention says: 10 degrees apart is a strong link, 90 degrees apart is another subject.
"""

from __future__ import annotations

import math

from django.conf import settings
from django.db import transaction

from claims.adapters.encoder import name_encoder
from claims.models import Claim, Mention, MentionVector, PairDecision
from claims.services.load_neighbourhood import read_standing
from claims.services.record_act import SeenClaim
from claims.services.regroup import link_mentions, lock_grouping, regroup_around
from tests.factories import make_article, make_mention, make_source


def tell(angle: float) -> Mention:
    """One more article tells it; the mention is grouped at once."""
    return tell_all(angle)[0]


def tell_all(*angles: float) -> list[Mention]:
    """One article each, grouped together."""
    source = make_source()
    mentions = [make_mention(make_article(source=source)) for _ in angles]
    for mention, angle in zip(mentions, angles, strict=True):
        place_vector(mention, angle)
    group([mention.pk for mention in mentions])
    return mentions


def give_vectors(mentions: list[Mention], angle: float) -> None:
    """Another model says that they all say this."""
    for mention in mentions:
        place_vector(mention, angle)
    group([mention.pk for mention in mentions])


def place_vector(mention: Mention, angle: float) -> None:
    model = name_encoder(settings.EMBEDDING_MODEL)
    vector = [math.cos(math.radians(angle)), math.sin(math.radians(angle))]
    MentionVector.objects.update_or_create(mention=mention, model=model, defaults={"dimension": 2, "vector": vector})


def group(seeds: list[int]) -> None:
    model = name_encoder(settings.EMBEDDING_MODEL)
    with transaction.atomic():
        lock_grouping()
        link_mentions(seeds, model)
        regroup_around(seeds, model)


def group_all() -> None:
    group(list(Mention.objects.live().values_list("id", flat=True)))


def see(mention: Mention) -> SeenClaim:
    """The claim of a mention as a person sees it now."""
    claim = Mention.objects.select_related("claim").get(pk=mention.pk).claim
    assert claim is not None
    return SeenClaim(claim.pk, claim.revision)


def claim_of(mention: Mention) -> int:
    return see(mention).id


def photograph() -> dict:
    """All that undo has to bring back: who is in which claim, which claims live, where the others went, what stands."""
    return {
        "members": dict(Mention.objects.values_list("id", "claim_id")),
        "claims": dict(Claim.objects.active().values_list("id", "text")),
        "standing": read_standing(PairDecision.objects.standing()),
    }
