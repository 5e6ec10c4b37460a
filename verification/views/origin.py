"""A person's word on where mentions come from, and taking it back. The claim is assessed again at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.views.access import requires
from verification.forms import OriginForm
from verification.models import OriginEntry
from verification.services.assess import assess_claims
from verification.services.correct_origin import RefusedOriginError, list_homes, say_origin, turn_origin_entry
from verification.services.describe_origin_entry import describe_word
from verification.views.claim import render_claim
from verification.views.turn_act import read_turn

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
    except RefusedOriginError as refusal:
        return render_claim(request, claim_id, origin=form, origin_error=str(refusal), status=REFUSED)
    assess_claims([claim_id])
    messages.success(request, f"Recorded: {describe_word(entry)}. It can be undone in the history below.")
    return redirect("verification:claim", claim_id)


@requires(Action.REGROUP)
@require_POST
def turn_origin(request: HttpRequest, entry_id: int) -> HttpResponse:
    get_object_or_404(OriginEntry, pk=entry_id)
    asked = read_turn(request)
    if asked is None:
        return redirect("verification:queue")
    claim_id, way = asked
    try:
        entry = turn_origin_entry(entry_id, way, person=request.user)
    except RefusedOriginError as refusal:
        return render_claim(request, claim_id, origin_error=str(refusal), status=REFUSED)
    assess_claims(sorted(list_homes(entry)))
    turned = "Taken back" if entry.kind == OriginEntry.Kind.UNDO else "Brought back"
    messages.success(request, f"{turned}: {describe_word(entry)}.")
    return redirect("verification:claim", claim_id)
