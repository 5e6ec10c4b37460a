"""A person's word on where mentions come from. The claim is assessed again at once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.views.access import requires
from verification.forms import OriginForm
from verification.services.assess import assess_claims
from verification.services.correct_origin import say_origin
from verification.services.describe_word import describe_word
from verification.services.record_word import RefusedWordError
from verification.views.claim import render_claim
from verification.views.said import ORIGINS, say

REFUSED = 422


@requires(Action.REGROUP)
@require_POST
def correct_origin(request: HttpRequest, claim_id: int) -> HttpResponse:
    get_object_or_404(Claim, pk=claim_id)
    form = OriginForm(request.POST)
    if not form.is_valid():
        error = str(next(iter(form.errors.values()))[0])
        return render_claim(request, claim_id, origin=form, origin_error=error, status=REFUSED)
    sent = form.cleaned_data
    try:
        entry = say_origin(
            claim_id,
            sent["kind"],
            sent["mention"],
            person=request.user,
            other_id=sent["other"],
            name=sent["name"],
            note=sent["note"],
        )
    except RefusedWordError as refusal:
        return render_claim(request, claim_id, origin=form, origin_error=str(refusal), status=REFUSED)
    assess_claims([claim_id])
    said = _("Recorded: %(word)s. It can be undone in the history below.") % {"word": describe_word(entry)}
    address = f"{reverse('verification:claim', args=[claim_id])}?open={sent['mention']}"  # the page with this quote
    return say(request, ORIGINS, said, address)
