"""A person's decision: recorded, refused with a reason, or stopped because somebody was faster."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from claims.models import Claim
from claims.views.requests import HtmxRequest
from verification.forms import DecisionForm
from verification.models import ClaimReview, ClaimStanding
from verification.services.review import ReviewConflictError, ReviewRefusedError, record_review
from verification.views.claim import find_next, render_claim
from verification.views.marks import show_decision
from verification.views.preview import render_row
from verification.views.queue import build_desk

OVERTAKEN, REFUSED = 409, 422
SHORT = 70  # characters of a claim that a message repeats


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
        return answer_failure(request, claim_id, form, str(refusal), REFUSED)
    return answer_signed(request, review)


def read_first_error(form: DecisionForm) -> str:
    field, errors = next(iter(form.errors.items()))
    if field in ("proposal", "expected_version"):
        return "The decision does not say which proposal it refers to. Open the claim again and decide there."
    return str(errors[0])


def answer_signed(request: HtmxRequest, review: ClaimReview) -> HttpResponse:
    if request.htmx:
        context = {"review": review, "mark": show_decision(review.verdict), "desk": build_desk("awaiting")}
        return render(request, "queue/_decided.html", context)
    following = find_next(ClaimStanding.objects.get(claim=review.claim))
    messages.success(request, describe_signed(review, last=following is None))
    return redirect("verification:queue") if following is None else redirect("verification:claim", following)


def describe_signed(review: ClaimReview, *, last: bool) -> str:
    text = review.claim.text
    short = text if len(text) <= SHORT else text[:SHORT].rpartition(" ")[0] + " …"
    return format_html(
        'Signed {}: <a href="{}">{}</a> {}',
        review.get_verdict_display(),
        review.claim.get_absolute_url(),
        short,
        "That was the last claim in the queue." if last else "This is the next claim in the queue.",
    )


def answer_failure(request: HtmxRequest, claim_id: int, form: DecisionForm, error: str, status: int) -> HttpResponse:
    if request.htmx:
        return render_row(request, claim_id, sent=form, error=error, status=status)
    return render_claim(request, claim_id, sent=form, error=error, status=status)
