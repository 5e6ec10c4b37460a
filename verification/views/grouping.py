"""The working page for corrections of a claim's grouping, and how every correction answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.models import Claim
from claims.services.describe_act import describe_act
from claims.services.record_act import ActDone, ContradictedActError, OvertakenActError, RefusedActError
from claims.services.tell import tell
from claims.views.access import requires
from verification.forms import ClaimSearchForm
from verification.models import ClaimStanding
from verification.services.assess import assess_claims
from verification.views.claim_quotes import group_quotes, load_mentions

FOUND = 20  # claims that a search offers
OVERTAKEN, REFUSED = 409, 422


@requires(Action.REGROUP)
@require_GET
def show_grouping(request: HttpRequest, claim_id: int) -> HttpResponse:
    return render_grouping(request, claim_id)


def render_grouping(
    request: HttpRequest,
    claim_id: int,
    *,
    sent: forms.Form | None = None,
    error: str = "",
    contradicted: bool = False,
    status: int = 200,
) -> HttpResponse:
    """What the person had chosen and written is kept beside the `error`."""
    claim = get_object_or_404(Claim, pk=claim_id)
    standing = ClaimStanding.objects.with_everything().filter(claim=claim).first()
    if claim.retired_at is not None or standing is None:
        if error:
            messages.error(request, error)
        return redirect("verification:claim", claim_id)
    search = ClaimSearchForm(request.GET)
    if not search.is_valid():
        error, status = error or str(search.errors["q"][0]), REFUSED
    words = search.cleaned_data.get("q", "")
    found = list(Claim.objects.worded(words).exclude(pk=claim.pk)[: FOUND + 1]) if words else []
    groups = group_quotes(claim, standing.proposal, load_mentions(claim), [])
    context = {
        "claim": claim,
        "quotes": [quote for group in groups for quote in group.quotes],
        "q": words,
        "found": found[:FOUND],
        "more": len(found) > FOUND,
        "error": error,
        "contradicted": contradicted,
    }
    return render(request, "claim/grouping.html", context | keep_choices(sent), status=status)


def keep_choices(sent: forms.Form | None) -> dict[str, Any]:
    kept = getattr(sent, "cleaned_data", {})
    return {
        "ticked": kept.get("mentions", []),
        "moving": kept.get("mention"),
        "chosen": kept["other"].id if kept.get("other") else None,
        "note": kept.get("note", ""),
    }


def answer_correction(
    request: HttpRequest, claim_id: int, form: forms.Form, correct: Callable[[dict[str, Any]], ActDone]
) -> HttpResponse:
    """Do it and go back to the claim; or stay here, with the reason and with what was sent."""
    get_object_or_404(Claim, pk=claim_id)
    if not form.is_valid():
        error = str(next(iter(form.errors.values()))[0])
        return render_grouping(request, claim_id, sent=form, error=error, status=REFUSED)
    if form.cleaned_data["seen"].id != claim_id:
        error = _("The form was made for another claim; open it again.")
        return render_grouping(request, claim_id, sent=form, error=error, status=REFUSED)
    try:
        done = correct(form.cleaned_data)
    except OvertakenActError as overtaken:
        return render_grouping(request, claim_id, sent=form, error=str(overtaken), status=OVERTAKEN)
    except RefusedActError as refusal:
        contradicted = isinstance(refusal, ContradictedActError)
        return render_grouping(
            request, claim_id, sent=form, error=str(refusal), contradicted=contradicted, status=REFUSED
        )
    assess_claims(sorted(done.changed_claims))
    messages.success(request, describe_done(done, claim_id))
    return redirect("verification:claim", claim_id)


def describe_done(done: ActDone, claim_id: int) -> str:
    overruled = len(done.overruled)
    if not overruled:
        return tell(describe_act(done.act, claim_id))
    told = ngettext(
        "{act} It overrules what was said before of {n} pair of mentions.",
        "{act} It overrules what was said before of {n} pairs of mentions.",
        overruled,
    )
    return told.format(act=tell(describe_act(done.act, claim_id)), n=overruled)
