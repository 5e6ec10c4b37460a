"""A person ticks the mentions that are another claim."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.services.split_claim import split_claim
from claims.views.access import requires
from verification.forms import SplitForm
from verification.views.grouping import answer_correction


@requires(Action.REGROUP)
@require_POST
def split_mentions(request: HttpRequest, claim_id: int) -> HttpResponse:
    return answer_correction(
        request,
        claim_id,
        SplitForm(request.POST),
        lambda sent: split_claim(sent["seen"], sent["mentions"], person=request.user, note=sent["note"]),
    )
