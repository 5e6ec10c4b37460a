"""The queue: claims that await a person, most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.domain.search_words import Search
from claims.models import Mention, SearchVector, Source
from claims.services.ask_for_vector import PATIENCE, ask_for_vector
from claims.services.check_right import may
from claims.services.find_claims import Listing, list_claims_holding
from claims.views.access import requires
from verification.forms import SHOWN, QueueFilterForm
from verification.models import ClaimStanding
from verification.querysets import COUNTED, ClaimStandingQuerySet
from verification.views.claim import list_awaiting
from verification.views.meaning import describe_meaning
from verification.views.paging import parse_queue_key, write_queue_key
from verification.views.queue_rows import Found, build_rows
from verification.views.saved_views import list_views
from verification.views.work import list_assignable

PAGE = 25
MOST_SOURCES = 300  # in the filter's list; the claims of any other are one click from the page of sources
FILTERS = ("assignee", "verdict", "source", "q")


@dataclass(frozen=True, slots=True)
class DeskLink:
    """`count` is at most `COUNTED`, which then means so many or more."""

    label: str
    count: int
    more: bool
    address: str
    current: bool
    key: str


@dataclass(frozen=True, slots=True)
class Selection:
    """What the filters ask for, and what was found out on the way."""

    standings: ClaimStandingQuerySet
    search: Search | None = None
    asked: SearchVector | None = None
    listing: Listing | None = None

    @property
    def found(self) -> Found | None:
        return Found(self.search, self.listing.near) if self.search and self.listing else None


@requires(Action.READ)
@require_GET
def show_queue(request: HttpRequest) -> HttpResponse:
    form = QueueFilterForm(request.GET)
    form.is_valid()
    selected = select_standings(form.cleaned_data, request.user)
    after = parse_queue_key(request.GET.get("after", ""))
    standings = selected.standings.after(*after) if after else selected.standings
    found = list(standings.in_rows()[: PAGE + 1])
    shown = form.cleaned_data.get("show", "awaiting")
    kept = keep_filters(request.GET)
    context = {
        "form": form,
        "rows": build_rows(found[:PAGE], request.user, selected.found),
        "desk": build_desk(shown, request.user),
        "views": list_views(request.user, request.GET),
        "people": list_assignable(request.user),
        "shown": shown,
        "shown_label": dict(SHOWN)[shown],
        "filtered": any(form.cleaned_data.get(name) for name in FILTERS),
        "kept": kept,
        "next_page": write_page(kept, found[PAGE - 1]) if len(found) > PAGE else "",
        "first_page": "?" + urlencode(kept) if after else "",
        "source_choices": list_sources(form),
        "search_query": urlencode({"q": kept["q"]}) if "q" in kept else "",
        "news": write_news_address(kept, request.GET.get("after", "") if after else "", found),
    }
    if selected.search and selected.asked and selected.listing:
        context["meaning"] = describe_meaning(selected.asked, selected.search)
        context["common"] = selected.listing.common
    return render(request, "queue/page.html", context)


def select_standings(filters: dict, viewer: Any, patience: float = PATIENCE) -> Selection:
    """A filter that could not be understood is left out; the form says so. A searched text whose vector is not known
    yet is waited for `patience` seconds."""
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
    search = filters.get("q")
    return narrow(standings, search, patience) if search else Selection(standings)


def narrow(standings: ClaimStandingQuerySet, search: Search, patience: float) -> Selection:
    asked = ask_for_vector(search.text, patience)
    listing = list_claims_holding(search, asked.vector, asked.model)
    few = standings.among(listing.ids)
    return Selection(standings.holding(search.terms, listing.ids) if listing.common else few, search, asked, listing)


def build_desk(shown: str, viewer: Any) -> list[DeskLink]:
    counts = ClaimStanding.objects.count_desk(viewer.pk, adjudicates=may(viewer, Action.ADJUDICATE))
    queue = reverse("verification:queue")
    return [
        DeskLink(
            str(label),
            min(counts[key], COUNTED),
            counts[key] > COUNTED,
            queue if key == "awaiting" else f"{queue}?show={key}",
            key == shown,
            key,
        )
        for key, label in SHOWN
    ]


def list_sources(form: QueueFilterForm) -> SafeString:
    """Options of the filter; a form's own widget takes longer for two hundred of them than all the rows of the page.
    One that is chosen is among them, however many there are."""
    chosen = form.cleaned_data.get("source")
    named = list(Source.objects.standing().order_by("name").values_list("pk", "name")[:MOST_SOURCES])
    if chosen is not None and chosen.pk not in dict(named):
        named.append((chosen.pk, chosen.name))
    return write_options(tuple(named), chosen.pk if chosen else None)


@lru_cache(maxsize=64)
def write_options(named: tuple[tuple[int, str], ...], chosen: int | None) -> SafeString:
    """Kept, because each page of the queue writes the same two hundred of them."""
    marks = ("", SafeString(" selected"))
    return format_html_join(
        "", '<option value="{}"{}>{}</option>', ((pk, marks[pk == chosen], name) for pk, name in named)
    )


def write_page(kept: dict[str, str], last: ClaimStanding) -> str:
    return "?" + urlencode({**kept, "after": write_queue_key(last.urgency, last.claim_id)})


def write_news_address(kept: dict[str, str], after: str, found: list[ClaimStanding]) -> str:
    """Where the page asks whether something changed among its rows: those between `after` and its last one."""
    until = write_queue_key(found[PAGE - 1].urgency, found[PAGE - 1].claim_id) if len(found) >= PAGE else ""
    bounds = {"after": after, "until": until}
    given = {**kept, **{name: bound for name, bound in bounds.items() if bound}}
    return reverse("verification:queue_news") + "?" + urlencode(given)


def keep_filters(query: QueryDict) -> dict[str, str]:
    return {name: str(query[name]) for name in ("show", *FILTERS) if query.get(name)}
