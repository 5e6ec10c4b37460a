"""For administrators: who works here, in which role. A change holds from that person's next request on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from claims.domain.access import ROLE_WORDS, WORDS, Action, Role, allows
from claims.services.add_person import add_person as add_account
from claims.services.give_role import RoleRefusedError, read_role
from claims.services.give_role import give_role as change_role
from claims.services.give_role import set_active as change_active
from claims.services.tell import tell
from claims.views.access import requires
from verification.desk_forms import ActiveForm, PersonForm, RoleForm

PAGE = 100
REFUSED = 422


@dataclass(frozen=True, slots=True)
class PersonRow:
    person: Any
    role: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    words: str
    allowed: list[bool]


@requires(Action.MANAGE_PEOPLE)
@require_GET
def show_people(request: HttpRequest) -> HttpResponse:
    return render_people(request)


@requires(Action.MANAGE_PEOPLE)
@require_POST
def give_role(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(get_user_model(), pk=person_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return render_people(request, error=_("Choose one of the five roles."), status=REFUSED)
    role = Role(form.cleaned_data["role"])
    try:
        change_role(person, role)
    except RoleRefusedError as refusal:
        return render_people(request, error=str(refusal), status=REFUSED)
    messages.success(request, _("{person} is {role} from now on.").format(person=person, role=tell(ROLE_WORDS[role])))
    return redirect("verification:people") if person != request.user else redirect("verification:queue")


@requires(Action.MANAGE_PEOPLE)
@require_POST
def set_active(request: HttpRequest, person_id: int) -> HttpResponse:
    person = get_object_or_404(get_user_model(), pk=person_id)
    form = ActiveForm(request.POST)
    if not form.is_valid():
        return render_people(request, error=_("The form does not say whether the account is to work."), status=REFUSED)
    try:
        change_active(person, form.cleaned_data["active"] == "yes")
    except RoleRefusedError as refusal:
        return render_people(request, error=str(refusal), status=REFUSED)
    said = _("{person} can sign in again.") if person.is_active else _("{person} can no longer sign in.")
    messages.success(request, said.format(person=person))
    return redirect("verification:people")


@requires(Action.MANAGE_PEOPLE)
@never_cache
@require_POST
def add_person(request: HttpRequest) -> HttpResponse:
    """The password is in this one answer and nowhere else, so there is no redirect."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render_people(request, form=form, status=REFUSED)
    sent = form.cleaned_data
    try:
        password = add_account(sent["username"], sent["email"], Role(sent["role"]))
    except IntegrityError:  # the same form, sent twice at once
        return render_people(request, form=form, error=_("Somebody was just added under this name."), status=REFUSED)
    return render_people(request, added=sent["username"], password=password)


def render_people(
    request: HttpRequest,
    *,
    form: PersonForm | None = None,
    error: str = "",
    added: str = "",
    password: str = "",
    status: int = 200,
) -> HttpResponse:
    after = request.GET.get("after", "")[:150].replace("\0", "")
    people = get_user_model().objects.filter(username__gt=after).prefetch_related("groups").order_by("username")
    found = list(people[: PAGE + 1])
    context = {
        "rows": [PersonRow(person, read_role(person) or "") for person in found[:PAGE]],
        "roles": [(role.value, tell(name)) for role, name in ROLE_WORDS.items()],
        "table": [ActionLine(words, [allows(role, action) for role in Role]) for action, words in WORDS.items()],
        "form": form or PersonForm(),
        "error": error,
        "added": added,
        "password": password,
        "first_page": "?" if after else "",
        "next_page": f"?after={found[PAGE - 1].get_username()}" if len(found) > PAGE else "",
    }
    return render(request, "people/page.html", context, status=status)
