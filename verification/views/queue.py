"""The queue: claims that await a person, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.models import Mention
from claims.services.check_right import may
from claims.views.access import requires
from verification.domain.four_eyes import SecondLook
from verification.domain.types import ConflictType, Verdict
from verification.forms import SHOWN, QueueFilterForm
from verification.models import ClaimReview, ClaimStanding, Conflict
from verification.querysets import ClaimStandingQuerySet
from verification.services.find_seen_before import find_seen_before
from verification.views.claim import list_awaiting
from verification.views.claim_quotes import CONFLICT_WORDS, describe_alike
from verification.views.marks import WORDS, Mark, show_standing
from verification.views.paging import parse_queue_key, write_queue_key
from verification.views.quoting import drop_repetition, shorten_value
from verification.views.saved_views import list_views
from verification.views.work import list_assignable

PAGE = 25
FILTERS = ("assignee", "verdict", "source", "q")
WAITS_FOR = {
    SecondLook.NONE: "",
    SecondLook.WANTED: "waits for a second opinion",
    SecondLook.DISPUTED: "two reviewers disagree",
}


@dataclass(frozen=True, slots=True)
class RowConflict:
    type: str
    value_a: str
    value_b: str
    alike: str  # said instead of the values where both would read the same; else ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    claim_id: int
    text: str
    mark: Mark
    quote: str
    outlet: str
    conflict: RowConflict | None
    outlets: int
    origins: int
    first_seen: datetime | None
    urgency: int
    reviewer: str
    proposed: str
    stale_because: list[str]
    assignee: str
    waits_for: str
    seen_before: ClaimReview | None


@dataclass(frozen=True, slots=True)
class DeskLink:
    label: str
    count: int
    address: str
    current: bool
    key: str


@requires(Action.READ)
@require_GET
def show_queue(request: HttpRequest) -> HttpResponse:
    form = QueueFilterForm(request.GET)
    form.is_valid()
    standings = select_standings(form.cleaned_data, request.user)
    if after := parse_queue_key(request.GET.get("after", "")):
        standings = standings.after(*after)
    found = list(standings.with_quotes()[: PAGE + 1])
    shown = form.cleaned_data.get("show", "awaiting")
    context = {
        "form": form,
        "rows": build_rows(found[:PAGE]),
        "desk": build_desk(shown, request.user),
        "views": list_views(request.user, request.GET),
        "people": list_assignable(request.user),
        "shown": shown,
        "shown_label": dict(SHOWN)[shown],
        "filtered": any(form.cleaned_data.get(name) for name in FILTERS),
        "kept": keep_filters(request.GET),
        "next_page": write_next_page(request.GET, found[PAGE - 1]) if len(found) > PAGE else "",
        "first_page": write_first_page(request.GET) if after else "",
    }
    return render(request, "queue/page.html", context)


def select_standings(filters: dict, viewer: Any) -> ClaimStandingQuerySet:
    """A filter that could not be understood is left out; the form says so."""
    awaiting = list_awaiting(viewer)
    choose = {
        "awaiting": awaiting,
        "mine": awaiting.assigned_to(viewer.pk),
        "unassigned": awaiting.assigned_to(None),
        "second": awaiting.second_look(),
        "stale": ClaimStanding.objects.stale(),
        "decided": ClaimStanding.objects.decided(),
        "all": ClaimStanding.objects.open().by_urgency(),
    }
    standings = choose[filters.get("show", "awaiting")]
    if assignee := filters.get("assignee"):
        standings = standings.assigned_to(viewer.pk if assignee == "me" else None if assignee == "nobody" else assignee)
    if verdict := filters.get("verdict"):
        standings = standings.proposed_as(verdict)
    if source := filters.get("source"):
        standings = standings.told_by(Mention.objects.live(), source.pk)
    if words := filters.get("q"):
        standings = standings.containing(words)
    return standings


def build_rows(standings: list[ClaimStanding]) -> list[QueueRow]:
    theirs = Conflict.objects.filter(proposal__in=[standing.proposal_id for standing in standings])
    strongest = theirs.order_by("proposal_id", "-strength", "id").distinct("proposal_id")
    conflicts = {conflict.proposal_id: conflict for conflict in strongest}
    seen = find_seen_before([standing.claim_id for standing in standings if standing.review is None])
    return [
        build_row(standing, conflicts.get(standing.proposal_id), seen.get(standing.claim_id)) for standing in standings
    ]


def build_row(standing: ClaimStanding, conflict: Conflict | None, seen: ClaimReview | None) -> QueueRow:
    mention = standing.claim.canonical_mention
    return QueueRow(
        claim_id=standing.claim_id,
        text=standing.claim.text,
        mark=show_standing(standing),
        quote=drop_repetition(mention.quote, standing.claim.text) if mention else "",
        outlet=mention.article_version.article.source.name if mention else "",
        conflict=build_conflict(conflict) if conflict else None,
        outlets=standing.proposal.outlets,
        origins=standing.proposal.origins,
        first_seen=standing.claim.first_seen,
        urgency=round(standing.urgency),
        reviewer=str(standing.review.reviewer) if standing.review else "",
        proposed=WORDS[Verdict(standing.proposal.verdict)],
        stale_because=standing.stale_because,
        assignee=str(standing.assignee) if standing.assignee else "",
        waits_for=WAITS_FOR[SecondLook(standing.second_look)],
        seen_before=seen,
    )


def build_conflict(conflict: Conflict) -> RowConflict:
    kind = CONFLICT_WORDS.get(ConflictType(conflict.type), conflict.get_type_display())
    a, b = shorten_value(conflict.value_a), shorten_value(conflict.value_b)
    return RowConflict(kind, a, b, describe_alike(conflict.type, a, b))


def build_desk(shown: str, viewer: Any) -> list[DeskLink]:
    counts = ClaimStanding.objects.count_desk(viewer.pk, adjudicates=may(viewer, Action.ADJUDICATE))
    queue = reverse("verification:queue")
    return [
        DeskLink(label, counts[key], queue if key == "awaiting" else f"{queue}?show={key}", key == shown, key)
        for key, label in SHOWN
    ]


def write_next_page(query: QueryDict, last: ClaimStanding) -> str:
    kept = keep_filters(query)
    return "?" + urlencode({**kept, "after": write_queue_key(last.urgency, last.claim_id)})


def write_first_page(query: QueryDict) -> str:
    return "?" + urlencode(keep_filters(query))


def keep_filters(query: QueryDict) -> dict[str, str]:
    return {name: str(query[name]) for name in ("show", *FILTERS) if query.get(name)}
