"""For leads: whether one person decides a claim, or two who do not see each other's opinion."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.domain.access import Action
from claims.views.access import requires
from verification.desk_forms import DeskRuleForm
from verification.models import ClaimStanding, DeskRule
from verification.services.change_desk_rule import change_desk_rule

SHOWN = 20


@requires(Action.CHANGE_DESK)
@require_GET
def show_rule(request: HttpRequest) -> HttpResponse:
    return render_rule(request)


@requires(Action.CHANGE_DESK)
@require_POST
def change_rule(request: HttpRequest) -> HttpResponse:
    form = DeskRuleForm(request.POST)
    if not form.is_valid():
        return render_rule(request, error=_("Choose how many people decide."), status=422)
    two = form.cleaned_data["second_review"] == "yes"
    if change_desk_rule(two, person=request.user):
        said = _("From now on two people decide a claim.") if two else _("From now on one person decides a claim.")
        messages.success(request, said)
    return redirect("verification:desk_rule")


def render_rule(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    changes = list(DeskRule.objects.select_related("changed_by")[:SHOWN])
    context = {
        "two": bool(changes and changes[0].second_review),
        "changes": changes,
        "waiting": ClaimStanding.objects.second_look().count(),
        "error": error,
    }
    return render(request, "people/desk_rule.html", context, status=status)
