"""Give a claim to somebody, or put it back; two people who reach for one claim cannot both have it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.domain.access import Action
from claims.models import Claim
from claims.services.check_right import may
from verification.domain.notices import NoticeKind
from verification.models import Assignment, ClaimStanding
from verification.services.notify import notify

ONLY_ONES_OWN = gettext_lazy("You may take a claim that nobody has, and put yours back. A lead gives claims to others.")


class AssignRefusedError(ValueError):
    """This person may not do this with the claim; the message says why."""


class AssignConflictError(Exception):
    """Somebody else took or gave the claim after this person opened the page. Nothing was changed."""


def assign_claim(
    claim_id: int, *, to: Any | None, by: Any, seen: int | None, version: int | None = None
) -> ClaimStanding:
    """`to` None puts it back; `seen` is the id of whoever had it on the page of `by`, None for nobody; `version`, where
    given, how many entries the claim's record had there.

    Raises AssignRefusedError, AssignConflictError.
    """
    refuse_for_role(to, by, seen)
    with transaction.atomic():
        claim = Claim.objects.select_for_update().filter(pk=claim_id).first()
        standing = ClaimStanding.objects.select_related("assignee").filter(claim=claim_id).first()
        if claim is None or standing is None:
            raise AssignRefusedError(_("This claim has no proposal yet, so there is nothing to work on."))
        if claim.retired_at is not None:
            raise AssignConflictError(_("This claim was merged into another one meanwhile; take that one."))
        if standing.assignee_id != seen:
            raise AssignConflictError(describe_taken(standing))
        if version is not None and version != standing.review_version:
            raise AssignConflictError(_("Somebody decided on this claim meanwhile. Nothing was changed."))
        if standing.assignee_id != (to.pk if to else None):
            Assignment.objects.create(claim=claim, person=to, made_by=by)
            ClaimStanding.objects.filter(pk=standing.pk).update(assignee=to)
            if to is not None:
                notify(NoticeKind.ASSIGNED, [to], claim, actor=by)
    standing.assignee = to
    return standing


def refuse_for_role(to: Any | None, by: Any, seen: int | None) -> None:
    if may(by, Action.ASSIGN):
        if why := describe_unfit(to):
            raise AssignRefusedError(why)
        return
    takes, puts_back = to == by and seen in (None, by.pk), to is None and seen == by.pk
    if not (may(by, Action.TAKE) and (takes or puts_back)):
        raise AssignRefusedError(ONLY_ONES_OWN)


def describe_unfit(to: Any | None) -> str:
    """Why nobody can give claims to this person; empty where that can be done, as with `to` None for nobody."""
    if to is None or (to.is_active and may(to, Action.DECIDE)):
        return ""
    return _("{to} does not decide claims; choose somebody who does.").format(to=to)


def describe_taken(standing: ClaimStanding) -> str:
    if standing.assignee is None:
        return _("The claim was put back meanwhile; nobody has it now. Nothing was changed.")
    return _("{assignee} has this claim by now. Nothing was changed.").format(assignee=standing.assignee)


def find_assignee(person_id: int) -> Any | None:
    return get_user_model().objects.filter(pk=person_id, is_active=True).first()
