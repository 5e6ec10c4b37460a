"""Undo: the person who signed takes their decision back, in the queue's row or on the claim's page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.views.access import requires
from claims.views.requests import HtmxRequest
from verification.forms import UndoForm
from verification.models import ClaimReview
from verification.services.review import ReviewConflictError, ReviewRefusedError, withdraw_review
from verification.views.claim import render_claim
from verification.views.preview import build_row_context, render_row
from verification.views.queue import build_desk
from verification.views.undoing import can_undo

OVERTAKEN, REFUSED = 409, 422
TOO_LATE = gettext_lazy(
    "A decision can be taken back by the one who signed it, until they sign in anew. Decide again instead."
)
UNREADABLE = gettext_lazy("The page does not say which decision is meant. Open the claim again.")


@requires(Action.DECIDE)
@require_POST
def undo_decision(request: HtmxRequest, claim_id: int) -> HttpResponse:
    get_object_or_404(Claim, pk=claim_id)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return answer_failure(request, claim_id, str(UNREADABLE), REFUSED)
    version = form.cleaned_data["expected_version"]
    seen = ClaimReview.objects.filter(claim=claim_id, version=version).first()
    if not can_undo(request, seen, version):
        return answer_failure(request, claim_id, str(TOO_LATE), REFUSED)
    try:
        withdraw_review(claim_id, reviewer=request.user, expected_version=version)
    except ReviewConflictError as conflict:
        return answer_failure(request, claim_id, str(conflict), OVERTAKEN)
    except ReviewRefusedError as refusal:
        return answer_failure(request, claim_id, str(refusal), REFUSED)
    said = _("Taken back: your decision no longer stands.")
    if request.htmx:
        return answer_row(request, claim_id, said)
    messages.success(request, said)
    return redirect("verification:claim", claim_id)


def answer_row(request: HtmxRequest, claim_id: int, said: str) -> HttpResponse:
    context = build_row_context(claim_id, request.user)
    if not context:  # merged into another claim since
        return render_row(request, claim_id, error=said)
    return render(
        request, "queue/_taken_back.html", context | {"taken_back": said, "desk": build_desk("awaiting", request.user)}
    )


def answer_failure(request: HtmxRequest, claim_id: int, error: str, status: int) -> HttpResponse:
    if request.htmx:
        return render_row(request, claim_id, error=error, status=status)
    return render_claim(request, claim_id, error=error, status=status)
