"""Shows again what a person wrote when their session ended, in the form that it was written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from claims.models import Claim
from verification.forms import (
    ConflictForm,
    DecisionForm,
    MergeForm,
    MoveForm,
    OriginForm,
    PairForm,
    SplitForm,
    StanceForm,
)

KEY = "written_forms"  # in the session
CLAIM, GROUPING = "verification:claim", "verification:grouping"


@dataclass(frozen=True, slots=True)
class TypedForm:
    """A form whose fields are kept: what reads it, the page that shows it, and the names by which that page is given
    the form and the sentence above it. A comment is its text alone."""

    form: type[forms.Form] | None
    shown_as: str
    error: str = "error"
    page: str = CLAIM


FORMS: dict[str, TypedForm] = {
    "verification:decide": TypedForm(DecisionForm, "sent"),
    "verification:judge_conflict": TypedForm(ConflictForm, "word", "word_error"),
    "verification:correct_stance": TypedForm(StanceForm, "word", "word_error"),
    "verification:correct_origin": TypedForm(OriginForm, "origin", "origin_error"),
    "verification:decide_pair": TypedForm(PairForm, "pair", "pair_error"),
    "verification:comment": TypedForm(None, "comment"),
    "verification:merge": TypedForm(MergeForm, "sent", page=GROUPING),
    "verification:split": TypedForm(SplitForm, "sent", page=GROUPING),
    "verification:move": TypedForm(MoveForm, "sent", page=GROUPING),
}


def take_typed(request: HttpRequest, claim_id: int, page: str) -> dict[str, Any]:
    """What `page` shows of it, {} when there is nothing of this person on this claim. Each form is told once, and of
    several the next time what comes next."""
    kept = request.session.get(KEY, [])
    here = [one for one in kept if one["claim"] == str(claim_id) and FORMS[one["form"]].page == page]
    if not here:
        return {}
    own = [one for one in here if one["sent"].get("author") == [str(request.user.pk)]]
    request.session[KEY] = [one for one in kept if one not in here] + own[1:]
    if not own:
        return {}
    typed, sent = FORMS[own[0]["form"]], MultiValueDict(own[0]["sent"])
    if not Claim.objects.active().filter(pk=claim_id).exists():
        tell_words(request, sent)
        return {}
    said = _(
        "Your session had ended, so nothing was recorded. What you wrote is still here; look at it and send it again."
    )
    if typed.form is None:
        return {typed.shown_as: (sent.get("text", ""), said)}
    form = typed.form(sent)
    form.is_valid()  # the page of corrections shows what was read
    return {typed.shown_as: form, typed.error: said}


def tell_words(request: HttpRequest, sent: MultiValueDict) -> None:
    """The words of a form whose claim is no longer there, as a message: there is no form to show them in."""
    words = next((sent[name] for name in ("note", "text", "reason", "name") if sent.get(name, "").strip()), "")
    said = _("Your session had ended, so nothing was recorded, and this claim is no longer there.")
    if words:
        said += " " + _("What you wrote: “{words}”").format(words=words)
    messages.warning(request, said)
