"""Move: a person says that one mention belongs to another claim."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.domain.acts import plan_move
from claims.models import LedgerAct
from claims.services.record_act import (
    ActDone,
    ActPlan,
    OvertakenActError,
    RefusedActError,
    SeenClaim,
    correct_grouping,
    find_seen_claim,
    list_members,
    load_standing,
    record_act,
)


def move_mention(
    mention: int, leaving: SeenClaim, target: SeenClaim, *, person, note: str = "", overrule: bool = False
) -> ActDone:
    """The mention leaves its claim for `target`; a claim that it leaves empty is retired and says where it went.

    Raises OvertakenActError when either claim has changed, ContradictedActError when somebody called the mention
    different from one of `target` (unless `overrule`), RefusedActError for anything else that makes no move.
    """
    if leaving.id == target.id:
        raise RefusedActError(_("The mention is in that claim already."))
    with correct_grouping():
        left, reached = (list_members(find_seen_claim(seen)) for seen in (leaving, target))
        if mention not in left:
            raise OvertakenActError(
                _("m{mention} is no longer in claim {id}. Nothing was recorded; look again.").format(
                    mention=mention, id=leaving.id
                )
            )
        rest = [other for other in left if other != mention]
        standing = load_standing([*left, *reached])
        plan = ActPlan(
            LedgerAct.Kind.MOVE,
            plan_move(mention, rest, reached, standing, overrule=overrule),
            claim_id=leaving.id,
            other_id=target.id,
            placed={mention: target.id},
        )
        return record_act(plan, standing, person=person, note=note)
