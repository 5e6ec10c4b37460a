"""The working page for corrections of a claim's grouping, and how every correction answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.domain.row_ids import read_id
from claims.models import Claim, Mention
from claims.services.describe_act import describe_act
from claims.services.list_set_aside import list_set_aside
from claims.services.record_act import ActDone, ContradictedActError, OvertakenActError, RefusedActError
from claims.services.tell import tell
from claims.views.access import requires
from verification.forms import ClaimSearchForm
from verification.models import ClaimReview, ClaimStanding
from verification.services.assess import assess_claims
from verification.services.explain_claim import explain_proposal
from verification.views.claim_quotes import build_groups, fold_mentions, load_mentions
from verification.views.said import HEAD, say
from verification.views.similar import list_similar
from verification.views.typed import GROUPING, take_typed

PREVIEWED = 5  # quotes of the other claim that a preview shows
FOUND = 20  # claims that a search offers
OVERTAKEN, REFUSED = 409, 422


@requires(Action.REGROUP)
@require_GET
def show_grouping(request: HttpRequest, claim_id: int) -> HttpResponse:
    return render_grouping(request, claim_id, **take_typed(request, claim_id, GROUPING))


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
    suggested = [one for one in list_similar(claim) if one.claim.pk != claim.pk]
    near = {one.claim.pk for one in suggested} | {claim.pk}
    found = list(Claim.objects.worded(words).exclude(pk__in=near)[: FOUND + 1]) if words else []
    picked = read_picked(request, sent, claim)
    tree = explain_proposal(standing.proposal)
    groups = build_groups(claim, tree, fold_mentions(tree, load_mentions(claim)), [])
    context = {
        "claim": claim,
        "quotes": [quote for group in groups for quote in group.quotes],
        "q": words,
        "suggested": suggested,
        "set_aside": list_set_aside(claim.pk),
        "found": found[:FOUND],
        "picked": describe_picked(picked) if picked else None,
        "more": len(found) > FOUND,
        "error": error,
        "contradicted": contradicted,
        "signed": standing.review is not None,
    }
    return render(request, "claim/grouping.html", context | keep_choices(sent), status=status)


def read_picked(request: HttpRequest, sent: forms.Form | None, claim: Claim) -> Claim | None:
    """The other claim that was chosen, by the search form or by the form that was sent; None while there is none."""
    kept = getattr(sent, "cleaned_data", {}).get("other")
    written = str(kept.id) if kept else request.GET.get("other", "").partition("@")[0]
    number = read_id(written)
    return None if number is None else Claim.objects.active().exclude(pk=claim.pk).filter(pk=number).first()


@dataclass(frozen=True, slots=True)
class Picked:
    """The other claim as the preview shows it before anything is done. `signed` is the decision that stands there."""

    claim: Claim
    mentions: list[Mention]
    mention_count: int
    outlet_count: int
    signed: ClaimReview | None


def describe_picked(claim: Claim) -> Picked:
    mentions = list(load_mentions(claim))
    standing = ClaimStanding.objects.select_related("review__reviewer").filter(claim=claim).first()
    outlets = {mention.article_version.article.source_id for mention in mentions}
    return Picked(claim, mentions[:PREVIEWED], len(mentions), len(outlets), standing.review if standing else None)


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
    return say(request, HEAD, describe_done(done, claim_id), reverse("verification:claim", args=[claim_id]))


def describe_done(done: ActDone, claim_id: int) -> str:
    overruled = len(done.overruled)
    if not overruled:
        return tell(describe_act(done.act, claim_id))
    told = ngettext(
        "{act} It overrules what was said before of one pair of mentions.",
        "{act} It overrules what was said before of {n} pairs of mentions.",
        overruled,
    )
    return told.format(act=tell(describe_act(done.act, claim_id)), n=overruled)
