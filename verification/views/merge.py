"""A person says that another claim is this one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.services.merge_claims import merge_claims
from claims.views.access import requires
from verification.forms import MergeForm
from verification.views.grouping import answer_correction


@requires(Action.REGROUP)
@require_POST
def merge_claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    return answer_correction(
        request,
        claim_id,
        MergeForm(request.POST),
        lambda sent: merge_claims(
            sent["seen"], sent["other"], person=request.user, note=sent["note"], overrule=sent["overrule"]
        ),
    )
