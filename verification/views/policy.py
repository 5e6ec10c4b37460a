"""For administrators: what other thresholds of grouping would do, before anything changes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.models import MentionVector, ThresholdChange
from claims.services.choose_model import read_active_model
from claims.services.read_policy import read_policy
from claims.views.access import requires
from verification.forms import PolicyForm
from verification.services.preview_policy import preview_policy

MOST_MENTIONS = 20_000  # a page answers in seconds up to here; beyond, the command does it
REFUSED = 422


@requires(Action.CHANGE_POLICY)
@require_GET
def show_policy(request: HttpRequest) -> HttpResponse:
    present = read_policy()
    asked = bool(request.GET)
    form = PolicyForm(request.GET if asked else None, initial={"strong_link": present.strong_link, "cut": present.cut})
    context = {
        "form": form,
        "present": present,
        "changed": ThresholdChange.objects.select_related("changed_by").first(),
        "most": MOST_MENTIONS,
    }
    if not asked:
        return render(request, "policy/page.html", context)
    if not form.is_valid():
        return render(request, "policy/page.html", context, status=REFUSED)
    context["too_many"] = count_mentions() > MOST_MENTIONS
    if not context["too_many"]:
        context["report"] = preview_policy(form.cleaned_data["policy"])
    return render(request, "policy/page.html", context)


def count_mentions() -> int:
    live = MentionVector.objects.of_model(read_active_model())
    return live.order_by()[: MOST_MENTIONS + 1].count()
