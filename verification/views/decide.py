"""A person's decision: recorded, refused with a reason, or stopped because somebody was faster."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.views.access import requires
from claims.views.requests import HtmxRequest
from verification.domain.four_eyes import Stage
from verification.forms import DecisionForm
from verification.models import ClaimReview, ClaimStanding
from verification.services.review import (
    MissingNoteError,
    ReviewConflictError,
    ReviewRefusedError,
    record_review,
)
from verification.views.claim import find_next, render_claim
from verification.views.marks import show_decision
from verification.views.preview import render_row
from verification.views.queue import build_desk
from verification.views.undoing import can_undo

OVERTAKEN, REFUSED = 409, 422


@requires(Action.DECIDE)
@require_POST
def decide_claim(request: HtmxRequest, claim_id: int) -> HttpResponse:
    get_object_or_404(Claim, pk=claim_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return answer_failure(request, claim_id, form, read_first_error(form), REFUSED)
    try:
        review = record_review(
            claim_id,
            reviewer=request.user,
            verdict=form.cleaned_data["verdict"],
            proposal_id=form.cleaned_data["proposal"],
            expected_version=form.cleaned_data["expected_version"],
            note=form.cleaned_data["note"],
        )
    except ReviewConflictError as conflict:
        return answer_failure(request, claim_id, form, str(conflict), OVERTAKEN)
    except ReviewRefusedError as refusal:
        missing = isinstance(refusal, MissingNoteError)
        return answer_failure(request, claim_id, form, str(refusal), REFUSED, note_missing=missing)
    return answer_signed(request, review)


def read_first_error(form: DecisionForm) -> str:
    field, errors = next(iter(form.errors.items()))
    if field in ("proposal", "expected_version"):
        return _("The decision does not say which proposal it refers to. Open the claim again and decide there.")
    return str(errors[0])


def answer_signed(request: HtmxRequest, review: ClaimReview) -> HttpResponse:
    undoable = can_undo(request, review, review.version)
    if request.htmx:
        context = {"review": review, "mark": show_decision(review.verdict), "undoable": undoable}
        context["desk"] = build_desk("awaiting", request.user)
        context["outcome"] = describe_outcome(review)
        return render(request, "queue/_decided.html", context)
    following = find_next(ClaimStanding.objects.get(claim=review.claim), request.user)
    context = {"review": review, "last": following is None, "undoable": undoable}
    context["outcome"] = describe_outcome(review)
    messages.success(request, render_to_string("claim/_signed.html", context, request))
    return redirect("verification:queue") if following is None else redirect("verification:claim", following)


def describe_outcome(review: ClaimReview) -> str:
    """What follows from an opinion where two people decide; nothing to say where the verdict stands."""
    if review.stage == Stage.SECOND:
        agreed = _("The first opinion says the same, so the verdict stands.")
        return agreed if review.settles else _("The first opinion says otherwise; a lead settles it.")
    return "" if review.settles else _("It is the first opinion. Somebody else decides next, without seeing yours.")


def answer_failure(
    request: HtmxRequest, claim_id: int, form: DecisionForm, error: str, status: int, *, note_missing: bool = False
) -> HttpResponse:
    render_again = render_row if request.htmx else render_claim
    return render_again(request, claim_id, sent=form, error=error, note_missing=note_missing, status=status)
