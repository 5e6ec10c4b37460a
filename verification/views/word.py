"""A person's word on a conflict or a stance, and taking back any word. The claim is assessed again at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.views.access import requires
from verification.domain.conflict_words import Say
from verification.forms import ConflictForm, StanceForm
from verification.models import ConflictEntry, OriginEntry, StanceEntry, Word
from verification.services.assess import assess_claims
from verification.services.correct_origin import turn_origin_entry
from verification.services.correct_stance import say_stance, turn_stance_entry
from verification.services.describe_word import describe_word
from verification.services.judge_conflict import say_of_conflict, turn_conflict_entry
from verification.services.record_word import RefusedWordError, list_homes
from verification.views.claim import render_claim
from verification.views.said import CONFLICTS, HISTORY, UPDATES, at_quote, say
from verification.views.turn_act import read_turn

REFUSED = 422


@requires(Action.REGROUP)
@require_POST
def judge_conflict(request: HttpRequest, claim_id: int) -> HttpResponse:
    return answer_word(
        request,
        claim_id,
        ConflictForm(request.POST),
        lambda sent: say_of_conflict(
            claim_id,
            sent["say"],
            sent["mention"],
            sent["other"],
            sent["type"],
            person=request.user,
            note=sent["note"],
        ),
        lambda sent: UPDATES if sent["say"] == Say.TIME else CONFLICTS,
    )


@requires(Action.REGROUP)
@require_POST
def correct_stance(request: HttpRequest, claim_id: int) -> HttpResponse:
    return answer_word(
        request,
        claim_id,
        StanceForm(request.POST),
        lambda sent: say_stance(claim_id, sent["stance"], sent["mention"], person=request.user, note=sent["note"]),
        lambda sent: at_quote(sent["mention"]),
    )


def answer_word(
    request: HttpRequest,
    claim_id: int,
    form: forms.Form,
    record: Callable[[dict[str, Any]], Word],
    find_place: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Back to where it was said; or the page with the reason, and with what was sent."""
    get_object_or_404(Claim, pk=claim_id)
    if not form.is_valid():
        return render_claim(request, claim_id, word=form, word_error=read_first_error(form), status=REFUSED)
    try:
        entry = record(form.cleaned_data)
    except RefusedWordError as refusal:
        return render_claim(request, claim_id, word=form, word_error=str(refusal), status=REFUSED)
    assess_claims(sorted({claim_id} | list_homes(entry)))
    said = _("Recorded: %(word)s. It can be undone in the history below.") % {"word": describe_word(entry)}
    return say(request, find_place(form.cleaned_data), said, reverse("verification:claim", args=[claim_id]))


def read_first_error(form: forms.Form) -> str:
    field, errors = next(iter(form.errors.items()))
    if field in ("mention", "other", "type"):
        return _("The form does not say which mention or conflict it is about. Open the claim again.")
    return str(errors[0])


@requires(Action.REGROUP)
@require_POST
def turn_origin(request: HttpRequest, entry_id: int) -> HttpResponse:
    return answer_turn(request, OriginEntry, entry_id, turn_origin_entry)


@requires(Action.REGROUP)
@require_POST
def turn_conflict(request: HttpRequest, entry_id: int) -> HttpResponse:
    return answer_turn(request, ConflictEntry, entry_id, turn_conflict_entry)


@requires(Action.REGROUP)
@require_POST
def turn_stance(request: HttpRequest, entry_id: int) -> HttpResponse:
    return answer_turn(request, StanceEntry, entry_id, turn_stance_entry)


def answer_turn(request: HttpRequest, kind: type[Word], entry_id: int, turn: Callable[..., Any]) -> HttpResponse:
    get_object_or_404(kind, pk=entry_id)
    asked = read_turn(request)
    if asked is None:
        return redirect("verification:queue")
    claim_id, way = asked
    try:
        entry = turn(entry_id, way, person=request.user)
    except RefusedWordError as refusal:
        return render_claim(request, claim_id, word_error=str(refusal), status=REFUSED)
    assess_claims(sorted(list_homes(entry) | {entry.claim_id}))
    said = _("Taken back: %(word)s.") if entry.kind == "undo" else _("Brought back: %(word)s.")
    sentence = said % {"word": describe_word(entry.undoes)}
    return say(request, HISTORY, sentence, reverse("verification:claim", args=[claim_id]))
