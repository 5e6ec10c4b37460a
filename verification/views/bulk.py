"""Many claims at once: a page that says what will change, a form that does it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.views.access import requires
from verification.domain.bulk import LeftOut, Plan
from verification.forms import BulkConfirmForm, BulkForm
from verification.models import BulkChange, ClaimStanding
from verification.services.assign_claim import find_assignee
from verification.services.assign_in_bulk import BulkRefusedError, assign_in_bulk, preview_bulk, undo_bulk
from verification.views.marks import Mark, show_standing
from verification.views.way_back import choose_way_back

WHY: dict[LeftOut, Any] = {
    LeftOut.GONE: gettext_lazy("merged into another claim, or no longer there"),
    LeftOut.CHANGED: gettext_lazy("changed since you opened the queue"),
    LeftOut.DECIDED: gettext_lazy("decided, so there is nothing to work on"),
    LeftOut.ALREADY: gettext_lazy("already so, nothing to change"),
    LeftOut.NOT_YOURS: gettext_lazy("somebody else has it, and only a lead takes it from them"),
}


@dataclass(frozen=True, slots=True)
class BulkRow:
    """`now` is who has the claim; `why` it is left out, "" where it will change."""

    claim_id: int
    text: str
    mark: Mark | None
    now: str
    why: str
    seen: str


@requires(Action.TAKE)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    form = BulkForm(request.POST)
    back = choose_way_back(request, reverse("verification:queue"))
    if not form.is_valid():
        return refuse(request, str(next(iter(form.errors.values()))[0]), back)
    try:
        person = find_person(form.cleaned_data["to"], request.user)
        plan, standings = preview_bulk(form.cleaned_data["row"], to=person, by=request.user)
    except BulkRefusedError as refusal:
        return refuse(request, str(refusal), back)
    context = {
        "person": person,
        "to": form.cleaned_data["to"],
        "mine": person == request.user,
        "changes": list_changes(plan, standings),
        "left_out": list_left_out(plan, standings),
        "token": uuid4(),
        "back": back,
    }
    return render(request, "queue/bulk.html", context)


@requires(Action.TAKE)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    form = BulkConfirmForm(request.POST)
    back = choose_way_back(request, reverse("verification:queue"))
    if not form.is_valid():
        return refuse(request, str(next(iter(form.errors.values()))[0]), back)
    try:
        person = find_person(form.cleaned_data["to"], request.user)
        made = assign_in_bulk(form.cleaned_data["token"], form.cleaned_data["row"], to=person, by=request.user)
    except BulkRefusedError as refusal:
        return refuse(request, str(refusal), back)
    said = {"made": made, "sentence": describe_done(made, request.user), "back": back}
    messages.success(request, render_to_string("queue/_bulk_done.html", said, request))
    return redirect(back)


@requires(Action.TAKE)
@require_POST
def undo(request: HttpRequest, change_id: int) -> HttpResponse:
    back = choose_way_back(request, reverse("verification:queue"))
    try:
        done = undo_bulk(change_id, by=request.user)
    except BulkRefusedError as refusal:
        return refuse(request, str(refusal), back)
    sentence = ngettext("%(n)d claim is as it was before.", "%(n)d claims are as they were before.", done.restored)
    said = [sentence % {"n": done.restored}]
    if done.left:
        left = ngettext(
            "%(n)d changed since and was left alone.", "%(n)d changed since and were left alone.", done.left
        )
        said.append(left % {"n": done.left})
    messages.success(request, " ".join(said))
    return redirect(back)


def find_person(to: int | str, viewer: Any) -> Any | None:
    if to == "nobody":
        return None
    person = viewer if to == "me" else find_assignee(int(to))
    if person is None:
        raise BulkRefusedError(_("There is no such person any more. Choose somebody else."))
    return person


def refuse(request: HttpRequest, sentence: str, back: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect(back)


def list_changes(plan: Plan, standings: Mapping[int, ClaimStanding]) -> list[BulkRow]:
    return [
        build_row(seen.claim, standings, "", f"{seen.claim}.{seen.assignee or 0}.{seen.version}")
        for seen in plan.changes
    ]


def list_left_out(plan: Plan, standings: Mapping[int, ClaimStanding]) -> list[BulkRow]:
    return [build_row(claim, standings, str(WHY[why]), "") for claim, why in plan.left_out]


def build_row(claim: int, standings: Mapping[int, ClaimStanding], why: str, seen: str) -> BulkRow:
    standing = standings.get(claim)
    if standing is None:
        return BulkRow(claim, _("Claim %(number)d") % {"number": claim}, None, "", why, seen)
    now = str(standing.assignee) if standing.assignee else _("nobody")
    return BulkRow(claim, standing.claim.text, show_standing(standing), now, why, seen)


def describe_done(made: BulkChange, viewer: Any) -> str:
    n, left = len(made.changed), len(made.left_out)
    if not n:
        return _("Nothing was changed: each of these claims changed since, or was so already.")
    if made.person is None:
        said = ngettext("Nobody has %(n)d claim any more.", "Nobody has these %(n)d claims any more.", n) % {"n": n}
    elif made.person == viewer:
        said = ngettext("You have %(n)d more claim.", "You have %(n)d more claims.", n) % {"n": n}
    else:
        said = ngettext("%(person)s has %(n)d more claim.", "%(person)s has %(n)d more claims.", n)
        said = said % {"person": made.person, "n": n}
    if not left:
        return said
    more = ngettext("%(n)d was left out, as it changed.", "%(n)d were left out, as they changed.", left)
    return f"{said} {more % {'n': left}}"
