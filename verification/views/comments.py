"""What people say of a claim: listed on its page, added and withdrawn by one form each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.models import Claim
from claims.views.access import requires
from verification.domain.addressing import TextPiece, split_addressed
from verification.models import Comment
from verification.services.comment import CommentRefusedError, find_named_people, withdraw_comment
from verification.services.find_traces import Traces
from verification.views.said import COMMENTS, say

SHOWN = 50  # the newest; older ones are counted, and shown when asked for
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Remark:
    comment: Comment
    pieces: list[TextPiece]
    withdrawn: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """The comments of a claim, oldest first; `more` says that older ones are left out."""

    remarks: list[Remark]
    more: bool
    text: str = ""
    error: str = ""


def build_talk(
    claim: Claim, viewer: Any, traces: Traces, *, everything: bool = False, text: str = "", error: str = ""
) -> Talk:
    at_most = MOST_SHOWN if everything else SHOWN
    found = list(Comment.objects.of_claim_and_merged(claim.pk)[: at_most + 1]) if traces.comments else []
    shown = found[:at_most][::-1]
    names = set(find_named_people([comment.text for comment in shown]))
    return Talk([build_remark(comment, viewer, names) for comment in shown], len(found) > at_most, text, error)


def build_remark(comment: Comment, viewer: Any, names: set[str]) -> Remark:
    withdrawn = hasattr(comment, "withdrawal")
    pieces = [] if withdrawn else split_addressed(comment.text, names)
    return Remark(comment, pieces, withdrawn, comment.author_id == viewer.pk)


@requires(Action.COMMENT)
@require_POST
def withdraw(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = get_object_or_404(Comment, pk=comment_id)
    page = reverse("verification:claim", args=[comment.claim_id])
    try:
        withdraw_comment(comment_id, person=request.user)
    except CommentRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(page)
    return say(request, COMMENTS, _("Withdrawn: your comment is no longer shown."), page)
