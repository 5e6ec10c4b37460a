"""A person comments on a claim; what they wrote is kept beside the reason when it cannot be recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.views.access import requires
from verification.desk_forms import CommentForm
from verification.services.comment import CommentRefusedError, add_comment
from verification.views.claim import render_claim
from verification.views.said import COMMENTS, say

REFUSED = 422


@requires(Action.COMMENT)
@require_POST
def add(request: HttpRequest, claim_id: int) -> HttpResponse:
    get_object_or_404(Claim, pk=claim_id)
    form = CommentForm(request.POST)
    written = request.POST.get("text", "")
    if not form.is_valid():
        return render_claim(request, claim_id, comment=(written, str(form.errors["text"][0])), status=REFUSED)
    try:
        add_comment(claim_id, author=request.user, text=form.cleaned_data["text"])
    except CommentRefusedError as refusal:
        return render_claim(request, claim_id, comment=(written, str(refusal)), status=REFUSED)
    return say(request, COMMENTS, _("Your comment is there."), reverse("verification:claim", args=[claim_id]))
