"""Merge: a person says that two claims are one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.domain.acts import plan_merge
from claims.models import LedgerAct
from claims.services.record_act import (
    ActDone,
    ActPlan,
    RefusedActError,
    SeenClaim,
    correct_grouping,
    find_seen_claim,
    list_members,
    load_standing,
    record_act,
)


def merge_claims(kept: SeenClaim, joining: SeenClaim, *, person, note: str = "", overrule: bool = False) -> ActDone:
    """The mentions of `joining` come to `kept`, which keeps its number; the page of `joining` says where they went.

    Raises OvertakenActError when either has changed, ContradictedActError when somebody called mentions of the two
    different (unless `overrule`), RefusedActError for anything else that makes no merge.
    """
    if kept.id == joining.id:
        raise RefusedActError(_("A claim cannot be merged with itself."))
    with correct_grouping():
        staying, coming = (list_members(find_seen_claim(seen)) for seen in (kept, joining))
        standing = load_standing([*staying, *coming])
        plan = ActPlan(
            LedgerAct.Kind.MERGE,
            plan_merge(staying, coming, standing, overrule=overrule),
            claim_id=kept.id,
            other_id=joining.id,
            placed=dict.fromkeys(coming, kept.id),
        )
        return record_act(plan, standing, person=person, note=note)
