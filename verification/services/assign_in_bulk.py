"""Give many claims to somebody, or put them back, in one go that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.domain.access import Action
from claims.services.check_right import may
from verification.domain.bulk import LeftOut, Now, Plan, Seen, plan_assignment
from verification.models import BulkChange, ClaimStanding
from verification.services.assign_claim import AssignConflictError, AssignRefusedError, assign_claim, describe_unfit


class BulkRefusedError(ValueError):
    """Nothing was changed; the message says why."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Claims that stand as they did before, and those that somebody changed since and that were left alone."""

    restored: int
    left: int


def preview_bulk(chosen: Sequence[Seen], *, to: Any | None, by: Any) -> tuple[Plan, dict[int, ClaimStanding]]:
    """What would change now, with the standings it was made from. Raises BulkRefusedError."""
    if why := describe_unfit(to):
        raise BulkRefusedError(why)
    gives = may(by, Action.ASSIGN)
    if to not in (None, by) and not gives:
        raise BulkRefusedError(
            _("You may take claims that nobody has, and put yours back. A lead gives them to others.")
        )
    standings = {one.claim_id: one for one in read_standings(one.claim for one in chosen)}
    now = {id: Now(one.assignee_id, one.review_version, one.needs_review) for id, one in standings.items()}
    return plan_assignment(chosen, now, to=to.pk if to else None, by=by.pk, gives=gives), standings


def read_standings(claim_ids: Iterable[int]) -> Iterable[ClaimStanding]:
    found = ClaimStanding.objects.open().briefly().select_related("claim", "proposal", "assignee", "review__reviewer")
    return found.filter(claim__in=list(claim_ids))


@transaction.atomic
def assign_in_bulk(token: UUID, chosen: Sequence[Seen], *, to: Any | None, by: Any) -> BulkChange:
    """Do what the preview said, as far as it still holds. The same token again changes nothing and gives the same
    answer. Raises BulkRefusedError."""
    made, is_new = BulkChange.objects.get_or_create(token=token, defaults={"made_by": by, "person": to})
    if not is_new:
        if made.made_by_id != by.pk:
            raise BulkRefusedError(_("This form belongs to somebody else. Choose the claims again."))
        return made
    plan, _standings = preview_bulk(chosen, to=to, by=by)
    left_out = [[claim, why] for claim, why in plan.left_out]
    for seen in sorted(plan.changes, key=lambda one: one.claim):  # one order of locks for everybody
        try:
            assign_claim(seen.claim, to=to, by=by, seen=seen.assignee, version=seen.version)
        except (AssignConflictError, AssignRefusedError):
            left_out.append([seen.claim, LeftOut.CHANGED])
        else:
            made.changed.append([seen.claim, seen.assignee, seen.version])
    made.left_out = left_out
    made.save(update_fields=["changed", "left_out"])
    return made


@transaction.atomic
def undo_bulk(change_id: int, *, by: Any) -> TakenBack:
    """Each claim goes back to whoever had it, unless somebody changed it since. Raises BulkRefusedError."""
    made = BulkChange.objects.select_for_update(of=("self",)).select_related("person").filter(pk=change_id).first()
    if made is None or made.made_by_id != by.pk:
        raise BulkRefusedError(_("Only whoever gave the claims can take that back."))
    if made.undone_at is not None:
        raise BulkRefusedError(_("This was taken back already."))
    people = get_user_model().objects.in_bulk({before for _claim, before, _version in made.changed if before})
    restored = sum(
        put_back(made, claim, people.get(before), before, version, by) for claim, before, version in made.changed
    )
    made.undone_at = timezone.now()
    made.save(update_fields=["undone_at"])
    return TakenBack(restored, len(made.changed) - restored)


def put_back(made: BulkChange, claim: int, person: Any | None, before: int | None, version: int, by: Any) -> bool:
    if before is not None and person is None:
        return False
    try:
        assign_claim(claim, to=person, by=by, seen=made.person_id, version=version)
    except (AssignConflictError, AssignRefusedError):
        return False
    return True
