"""Search: claims by their words, by the words of their quotes and by meaning; articles by their titles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.domain.search_words import Search, find_terms
from claims.models import Article
from claims.services.ask_for_vector import ask_for_vector
from claims.services.find_claims import Findings, FoundClaim, find_claims
from claims.views.access import requires
from verification.forms import SearchForm
from verification.models import ClaimStanding
from verification.views.marks import Mark, show_standing
from verification.views.meaning import describe_meaning
from verification.views.quoting import Piece, drop_repetition, mark_ranges

MOST_ARTICLES = 8
LONGEST_ECHO = 300  # characters of a text that was too long, given back in the field
LONGEST_QUOTE = 280  # characters shown of one

WHY_WORDED = gettext_lazy("your words")
WHY_QUOTED = gettext_lazy("your words, in a quote")
WHY_NEAR = gettext_lazy("near in meaning")


@dataclass(frozen=True, slots=True)
class SearchRow:
    claim_id: int
    pieces: list[Piece]
    mark: Mark
    quote: list[Piece]
    outlet: str
    why: list[str]
    outlets: int
    origins: int
    first_seen: datetime | None
    reviewer: str


@requires(Action.READ)
@require_GET
def show_search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    search: Search | None = form.cleaned_data["q"] if form.is_valid() else None
    context = {"form": form, "search": search, "text": form.data.get("q", "")[:LONGEST_ECHO]}
    if search is not None:
        asked = ask_for_vector(search.text)
        context |= describe_findings(search, find_claims(search, asked.vector, asked.model))
        articles = list(Article.objects.titled(search.terms).select_related("source")[:MOST_ARTICLES])
        context["articles"] = articles
        context["meaning"] = describe_meaning(asked, search, bare=not (context["rows"] or articles))
    return render(request, "search/page.html", context)


def describe_findings(search: Search, findings: Findings) -> dict:
    ids = [one.claim_id for one in findings.claims]
    standings = {one.claim_id: one for one in ClaimStanding.objects.by_urgency().briefly().filter(claim__in=ids)}
    return {
        "rows": [build_row(search, one, standings.get(one.claim_id)) for one in findings.claims],
        "more_worded": findings.more_worded,
        "in_queue": reverse("verification:queue") + "?" + urlencode({"show": "all", "q": search.text}),
    }


def build_row(search: Search, found: FoundClaim, standing: ClaimStanding | None) -> SearchRow:
    mention = found.quoted if found.quoted and not found.worded else found.near
    quote = drop_repetition(mention.quote, found.text)[:LONGEST_QUOTE] if mention else ""
    return SearchRow(
        claim_id=found.claim_id,
        pieces=mark_ranges(found.text, find_terms(found.text, search.terms) if found.worded else []),
        mark=show_standing(standing),
        quote=mark_ranges(quote, find_terms(quote, search.terms) if mention is found.quoted else []),
        outlet=mention.article_version.article.source.name if mention and quote else "",
        why=explain_match(found),
        outlets=standing.proposal.outlets if standing else 0,
        origins=standing.proposal.origins if standing else 0,
        first_seen=standing.claim.first_seen if standing else None,
        reviewer=str(standing.review.reviewer) if standing and standing.review else "",
    )


def explain_match(found: FoundClaim) -> list[str]:
    said = [WHY_WORDED] if found.worded else [WHY_QUOTED] if found.quoted else []
    return [str(why) for why in (*said, *([WHY_NEAR] if found.near else []))]
