"""Write a person's word on two mentions into the ledger and regroup at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from pgvector.django import CosineDistance

from claims.models import Mention, MentionVector, PairDecision
from claims.services.choose_model import read_active_model
from claims.services.regroup import lock_grouping, regroup_around


class UnusablePairError(ValueError):
    """The two mentions cannot be decided on; the message says why."""


@dataclass(frozen=True, slots=True)
class PairDecided:
    entry: PairDecision
    changed_claims: set[int]


def decide_pair(mention_a: int, mention_b: int, decision: str, *, person, reason: str = "") -> PairDecided:
    """Append a ledger entry; `decision` is one of `PairDecision.Decision`. Raises UnusablePairError."""
    if mention_a == mention_b:
        raise UnusablePairError("A mention cannot be compared with itself.")
    if decision not in PairDecision.Decision.values:
        raise UnusablePairError(f"Decide same, different, unsure or withdrawn, not {decision!r}.")
    low, high = sorted((mention_a, mention_b))
    if Mention.objects.filter(pk__in=(low, high)).count() != 2:
        raise UnusablePairError("One of the two mentions does not exist.")
    model = read_active_model()
    with transaction.atomic():
        lock_grouping()
        entry = PairDecision.objects.create(
            mention_low_id=low,
            mention_high_id=high,
            decision=decision,
            reason=reason,
            decided_by=person,
            similarity=measure_similarity(low, high, model),
            model=model,
        )
        return PairDecided(entry, regroup_around({low, high}, model))


def measure_similarity(low: int, high: int, model: str) -> float | None:
    vector = MentionVector.objects.filter(mention=low, model=model).values_list("vector", flat=True).first()
    if vector is None:
        return None
    other = MentionVector.objects.filter(mention=high, model=model).annotate(d=CosineDistance("vector", vector))
    distance = other.values_list("d", flat=True).first()
    return None if distance is None else 1 - distance
