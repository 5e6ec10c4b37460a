"""A person takes a correction of the grouping back, or brings it back again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim, LedgerAct
from claims.services.describe_act import describe_act
from claims.services.record_act import OvertakenActError, RefusedActError
from claims.services.tell import tell
from claims.services.undo_act import Turned, redo_act, undo_act
from claims.views.access import requires
from verification.forms import TurnForm
from verification.services.assess import assess_claims
from verification.views.claim import render_claim
from verification.views.grouping import OVERTAKEN, REFUSED
from verification.views.said import HISTORY, say


@requires(Action.REGROUP)
@require_POST
def turn(request: HttpRequest, act_id: int) -> HttpResponse:
    get_object_or_404(LedgerAct, pk=act_id)
    asked = read_turn(request)
    if asked is None:
        return redirect("verification:queue")
    claim_id, way = asked
    do = undo_act if way == "undo" else redo_act
    try:
        turned = do(act_id, person=request.user)
    except OvertakenActError as overtaken:
        return render_claim(request, claim_id, pair_error=str(overtaken), status=OVERTAKEN)
    except RefusedActError as refusal:
        return render_claim(request, claim_id, pair_error=str(refusal), status=REFUSED)
    assess_claims(sorted(turned.done.changed_claims))
    return say(request, HISTORY, describe_turned(turned, claim_id), reverse("verification:claim", args=[claim_id]))


def read_turn(request: HttpRequest) -> tuple[int, str] | None:
    """The claim whose page sent the form, and whether to undo or redo; None, with a message, when it does not say."""
    form = TurnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The form does not say what is to be undone; open the claim again."))
        return None
    claim_id = form.cleaned_data["claim"]
    get_object_or_404(Claim, pk=claim_id)
    return claim_id, form.cleaned_data["turn"]


def describe_turned(turned: Turned, claim_id: int) -> str:
    said = tell(describe_act(turned.done.act, claim_id))
    if not turned.astray:
        return _("{said} Claims and ledger are as they were.").format(said=said)
    told = ngettext(
        "{said} The ledger is as it was, but the claims are not: {n} mention stands elsewhere, because vectors, "
        "thresholds or neighbours have changed since and the machine now groups them so. Split or move them if that is "
        "wrong.",
        "{said} The ledger is as it was, but the claims are not: {n} mentions stand elsewhere, because vectors, "
        "thresholds or neighbours have changed since and the machine now groups them so. Split or move them if that is "
        "wrong.",
        len(turned.astray),
    )
    return told.format(said=said, n=len(turned.astray))
