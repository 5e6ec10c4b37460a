"""Write a person's word on two mentions into the ledger and regroup at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.domain.acts import plan_word
from claims.domain.ledger import Said
from claims.models import LedgerAct, PairDecision
from claims.services.record_act import (
    ActPlan,
    RefusedActError,
    correct_grouping,
    load_standing,
    read_homes,
    record_act,
)


class UnusablePairError(RefusedActError):
    """The two mentions cannot be decided on; the message says why."""


@dataclass(frozen=True, slots=True)
class PairDecided:
    entry: PairDecision
    changed_claims: set[int]


def decide_pair(mention_a: int, mention_b: int, decision: str, *, person, reason: str = "") -> PairDecided:
    """Append a ledger entry; `decision` is one of `PairDecision.Decision`.

    Raises UnusablePairError, or ContradictedActError when it cannot stand beside what was said before.
    """
    if mention_a == mention_b:
        raise UnusablePairError(_("A mention cannot be compared with itself."))
    if decision not in PairDecision.Decision.values:
        raise UnusablePairError(
            _("Decide same, different, unsure or withdrawn, not {decision}.").format(decision=f"{decision!r}")
        )
    with correct_grouping():
        homes = read_homes((mention_a, mention_b))
        if len(homes) != 2:
            raise UnusablePairError(_("One of the two mentions does not exist."))
        standing = load_standing(homes)
        words = plan_word(mention_a, mention_b, Said(decision), standing)
        plan = ActPlan(LedgerAct.Kind.PAIR, words, homes[mention_a], homes[mention_b])
        done = record_act(plan, standing, person=person, note=reason)
    return PairDecided(done.act.entries.get(), done.changed_claims)
