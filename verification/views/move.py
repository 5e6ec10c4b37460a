"""A person says that one mention belongs to another claim."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.services.move_mention import move_mention
from claims.views.access import requires
from verification.forms import MoveForm
from verification.views.grouping import answer_correction


@requires(Action.REGROUP)
@require_POST
def move_one(request: HttpRequest, claim_id: int) -> HttpResponse:
    return answer_correction(
        request,
        claim_id,
        MoveForm(request.POST),
        lambda sent: move_mention(
            sent["mention"],
            sent["seen"],
            sent["other"],
            person=request.user,
            note=sent["note"],
            overrule=sent["overrule"],
        ),
    )
