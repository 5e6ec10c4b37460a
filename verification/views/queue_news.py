"""What changed on a page of the queue since it was made: asked by the page now and then, told without moving a row.

Two cheap queries: the rows that would stand on the page now, and how the rows shown stand. Where nothing is new since
the last answer, the reply is 204 and the page stays untouched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.domain.row_ids import read_id
from claims.views.access import requires
from verification.domain.types import Verdict
from verification.forms import QueueFilterForm
from verification.models import ClaimStanding
from verification.views.marks import WORDS
from verification.views.paging import parse_queue_key
from verification.views.queue import PAGE, keep_filters, select_standings
from verification.views.work import write_state

MOST_NEW = 99  # counted one by one
MOST_ROWS = 2 * PAGE
NOTHING_NEW = 204


@dataclass(frozen=True, slots=True)
class RowNews:
    claim_id: int
    sentence: str


@requires(Action.READ)
@require_GET
def tell_news(request: HttpRequest) -> HttpResponse:
    shown = read_shown(request.GET.get("rows", ""))
    changed = list_changed(shown, request.user)
    new = count_new(request, shown)
    told = digest_news(new, changed)
    if told == (request.GET.get("told") or digest_news(0, [])):
        return HttpResponse(status=NOTHING_NEW)
    context = {"new": min(new, MOST_NEW), "more": new > MOST_NEW, "changed": changed, "told": told}
    context["page"] = write_page_address(request)
    return render(request, "queue/_news.html", context)


def write_page_address(request: HttpRequest) -> str:
    after = request.GET.get("after", "")
    return (
        reverse("verification:queue") + "?" + urlencode(keep_filters(request.GET) | ({"after": after} if after else {}))
    )


def read_shown(text: str) -> dict[int, str]:
    """Claims with the state that the page shows, as written by `write_state`, separated by commas; of a row that was
    done with here, its number alone."""
    states = [state for state in text.split(",")[:MOST_ROWS] if state and len(state) < 120]
    shown: dict[int, str] = {}
    for state in states:
        number = read_id(state.partition(".")[0])
        if number is not None:
            shown[number] = state
    return shown


def count_new(request: HttpRequest, shown: dict[int, str]) -> int:
    """Claims that would stand on this page now and are not on it. A page that has its full length ends with its last
    row, so that what follows it is not new."""
    form = QueueFilterForm(request.GET)
    form.is_valid()
    standings = select_standings(form.cleaned_data, request.user, patience=0).standings
    after, until = (parse_queue_key(request.GET.get(name, "")) for name in ("after", "until"))
    if after:
        standings = standings.after(*after)
    if until:
        standings = standings.not_after(*until)
    ids = set(standings.select_related(None).values_list("claim_id", flat=True)[: MOST_NEW + 1 + len(shown)])
    return len(ids - set(shown))


def list_changed(shown: dict[int, str], viewer: Any) -> list[RowNews]:
    standings = ClaimStanding.objects.filter(claim__in=list(shown)).briefly().select_related("assignee")
    pairs = [(standing, shown[standing.claim_id]) for standing in standings]
    changed = [(now, before) for now, before in pairs if "." in before and before != write_state(now)]
    return [RowNews(now.claim_id, describe_change(now, before, viewer)) for now, before in changed]


def describe_change(now: ClaimStanding, before: str, viewer: Any) -> str:
    """In words, and nothing that must not be known: an opinion given blind has neither author nor verdict here."""
    _claim, assignee, version, proposal, _stale = (before.split(".") + [""] * 5)[:5]
    if now.claim.retired_at is not None:
        return _("merged into another claim")
    if str(now.review_version) != version:
        return describe_record(now, viewer)
    if str(now.proposal_id) != proposal:
        return _("new evidence; proposed now: %(verdict)s") % {"verdict": WORDS[Verdict(now.proposal.verdict)]}
    if str(now.assignee_id or 0) != assignee:
        if now.assignee is None:
            return _("nobody has it now")
        return _("%(person)s has it now") % {"person": _("you") if now.assignee == viewer else now.assignee}
    return _("changed")


def describe_record(now: ClaimStanding, viewer: Any) -> str:
    if now.second_look:
        return _("somebody gave an opinion")
    if now.review is None or now.needs_review:
        return _("a decision was taken back")
    word = WORDS[Verdict(now.review.verdict)]
    if now.review.reviewer == viewer:
        return _("you signed: %(verdict)s") % {"verdict": word}
    return _("%(person)s signed: %(verdict)s") % {"person": now.review.reviewer, "verdict": word}


def digest_news(new: int, changed: Iterable[RowNews]) -> str:
    text = f"{new}:" + ";".join(f"{one.claim_id}={one.sentence}" for one in changed)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
