"""Shows again what a person wrote when their session ended, in the form that it was written in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from verification.forms import ConflictForm, DecisionForm, OriginForm, PairForm, StanceForm

KEY = "typed_forms"  # in the session
# Which form each address takes, and by which name the claim's page shows it.
FORMS: dict[str, tuple[type[forms.Form] | None, str]] = {
    "verification:decide": (DecisionForm, "sent"),
    "verification:judge_conflict": (ConflictForm, "word"),
    "verification:correct_stance": (StanceForm, "word"),
    "verification:correct_origin": (OriginForm, "origin"),
    "verification:decide_pair": (PairForm, "pair"),
    "verification:comment": (None, "comment"),
}
ERRORS = {"sent": "error", "word": "word_error", "origin": "origin_error", "pair": "pair_error"}


def take_typed(request: HttpRequest, claim_id: int) -> dict[str, Any]:
    """What `render_claim` shows of it, {} when there is nothing of this person on this claim. Each form is told once,
    and of several the next time what comes next."""
    kept = request.session.get(KEY, [])
    here = [one for one in kept if one["claim"] == str(claim_id)]
    if not here:
        return {}
    own = [one for one in here if one["sent"].get("author") == str(request.user.pk)]
    request.session[KEY] = [one for one in kept if one not in here] + own[1:]
    if not own:
        return {}
    sent = own[0]["sent"]
    form, name = FORMS[own[0]["form"]]
    said = _(
        "Your session had ended, so nothing was recorded. What you wrote is still here; look at it and send it again."
    )
    if form is None:
        return {"comment": (sent.get("text", ""), said)}
    return {name: form(sent), ERRORS[name]: said}
