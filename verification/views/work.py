"""Who works on a claim: shown on its page and changed by one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.services.check_right import may
from claims.services.give_role import list_people_who_may
from claims.views.access import requires
from verification.desk_forms import AssignForm
from verification.models import ClaimStanding
from verification.services.assign_claim import AssignConflictError, AssignRefusedError, assign_claim, find_assignee

MOST_PEOPLE = 200  # offered in a list


@dataclass(frozen=True, slots=True)
class Work:
    """`people` are those a lead may give the claim to; empty for everybody else."""

    assignee: Any
    mine: bool
    takeable: bool
    people: list[Any]


def build_work(standing: ClaimStanding, viewer: Any) -> Work:
    mine = standing.assignee_id == viewer.pk
    takeable = standing.assignee_id is None and may(viewer, Action.TAKE)
    return Work(standing.assignee, mine, takeable, list_assignable(viewer))


def list_assignable(viewer: Any) -> list[Any]:
    return list(list_people_who_may(Action.DECIDE)[:MOST_PEOPLE]) if may(viewer, Action.ASSIGN) else []


@requires(Action.TAKE)
@require_POST
def assign(request: HttpRequest, claim_id: int) -> HttpResponse:
    """The answer is the page the person came from, with a sentence; the claim's page when it is not known."""
    get_object_or_404(Claim, pk=claim_id)
    form = AssignForm(request.POST)
    back = choose_way_back(request, claim_id)
    if not form.is_valid():
        messages.error(request, _("The form does not say whose claim it is to be. Open the claim again."))
        return redirect(back)
    to = form.cleaned_data["to"]
    person = request.user if to == "me" else find_assignee(to) if to else None
    if to and person is None:
        messages.error(request, _("There is no such person any more. Choose somebody else."))
        return redirect(back)
    try:
        assign_claim(claim_id, to=person, by=request.user, seen=form.cleaned_data["seen"])
    except (AssignConflictError, AssignRefusedError) as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, describe_assigned(request, person))
    return redirect(back)


def describe_assigned(request: HttpRequest, person: Any | None) -> str:
    if person is None:
        return _("Put back: nobody has this claim now.")
    return (
        _("You have this claim now.")
        if person == request.user
        else _("{person} has this claim now.").format(person=person)
    )


def choose_way_back(request: HttpRequest, claim_id: int) -> str:
    there = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        return there
    return reverse("verification:claim", args=[claim_id])
