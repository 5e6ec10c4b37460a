"""Who works on a claim: shown on its page and changed by one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.services.check_right import may
from claims.services.give_role import list_people_who_may
from claims.views.access import requires
from claims.views.requests import HtmxRequest
from verification.desk_forms import AssignForm
from verification.models import ClaimStanding
from verification.services.assign_claim import AssignConflictError, AssignRefusedError, assign_claim, find_assignee
from verification.views.addresses import write_address
from verification.views.way_back import choose_way_back

MOST_PEOPLE = 200  # offered in a list


DONE, OVERTAKEN, UNREADABLE = 200, 409, 422


@dataclass(frozen=True, slots=True)
class Who:
    """Who has a claim, as a row of the queue says it, and what the viewer may do about that. `seen` and `state` are
    what the row sends back."""

    claim_id: int
    words: str
    holder: int | None
    mine: bool
    takeable: bool
    givable: bool
    seen: str
    state: str
    address: str
    give_address: str

    @property
    def pickable(self) -> bool:
        return self.takeable or self.givable or self.mine


def build_who(standing: ClaimStanding, viewer: Any, holder: str | None) -> Who:
    """`holder` is the name of whoever has it."""
    mine = standing.assignee_id == viewer.pk
    return Who(
        claim_id=standing.claim_id,
        words=describe_holder(holder, mine),
        holder=standing.assignee_id,
        mine=mine,
        takeable=standing.assignee_id is None and standing.needs_review and may(viewer, Action.TAKE),
        givable=standing.needs_review and may(viewer, Action.ASSIGN),
        seen=write_seen(standing),
        state=write_state(standing),
        address=write_address("verification:assign", standing.claim_id),
        give_address=write_address("verification:offer_people", standing.claim_id),
    )


def describe_holder(holder: str | None, mine: bool) -> str:
    if holder is None:
        return ""
    return _("you have it") if mine else _("%(person)s has it") % {"person": holder}


def name_holder(standing: ClaimStanding) -> str | None:
    return None if standing.assignee is None else str(standing.assignee)


def write_seen(standing: ClaimStanding) -> str:
    return f"{standing.claim_id}.{standing.assignee_id or 0}.{standing.review_version}"


def write_state(standing: ClaimStanding) -> str:
    """Everything whose change a reader of the row should hear of, in as few characters as can be."""
    return f"{write_seen(standing)}.{standing.proposal_id}.{int(standing.stale)}"


@requires(Action.ASSIGN)
@require_GET
def offer_people(request: HtmxRequest, claim_id: int) -> HttpResponse:
    """The form that gives a claim to somebody, in a row of the queue; without htmx it stands on the claim's page."""
    if not request.htmx:
        return redirect("verification:claim", claim_id)
    standing = get_object_or_404(ClaimStanding.objects.open().select_related("assignee"), claim=claim_id)
    context = {"who": build_who(standing, request.user, name_holder(standing)), "people": list_assignable(request.user)}
    return render(request, "queue/_give.html", context)


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
def assign(request: HtmxRequest, claim_id: int) -> HttpResponse:
    """The answer is the page the person came from, with a sentence; the claim's page when it is not known."""
    get_object_or_404(Claim, pk=claim_id)
    form = AssignForm(request.POST)
    if not form.is_valid():
        return answer(
            request, claim_id, _("The form does not say whose claim it is to be. Open the claim again."), UNREADABLE
        )
    to = form.cleaned_data["to"]
    person = request.user if to == "me" else find_assignee(to) if to else None
    if to and person is None:
        return answer(request, claim_id, _("There is no such person any more. Choose somebody else."), UNREADABLE)
    try:
        assign_claim(claim_id, to=person, by=request.user, seen=form.cleaned_data["seen"])
    except AssignConflictError as conflict:
        return answer(request, claim_id, str(conflict), OVERTAKEN)
    except AssignRefusedError as refusal:
        return answer(request, claim_id, str(refusal), UNREADABLE)
    return answer(request, claim_id, describe_assigned(request, person), DONE)


def answer(request: HtmxRequest, claim_id: int, sentence: str, status: int) -> HttpResponse:
    """The page that the person came from, with the sentence; in a row of the queue, who has the claim now."""
    if request.htmx:
        return answer_row(request, claim_id, sentence, status)
    (messages.success if status == DONE else messages.error)(request, sentence)
    return redirect(choose_way_back(request, reverse("verification:claim", args=[claim_id])))


def answer_row(request: HtmxRequest, claim_id: int, sentence: str, status: int) -> HttpResponse:
    standing = ClaimStanding.objects.open().filter(claim=claim_id).select_related("assignee").first()
    context: dict[str, Any] = {"said": sentence, "wrong": status != DONE}
    if standing is not None:
        context["who"] = build_who(standing, request.user, name_holder(standing))
    return render(request, "queue/_who.html", context, status=status)


def describe_assigned(request: HttpRequest, person: Any | None) -> str:
    if person is None:
        return _("Put back: nobody has this claim now.")
    return (
        _("You have this claim now.")
        if person == request.user
        else _("{person} has this claim now.").format(person=person)
    )
