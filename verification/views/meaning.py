"""Whether a search by meaning was answered, and the fragment by which a page that shows words alone asks again."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.domain.search_words import Search
from claims.models import SearchVector
from claims.services.ask_for_vector import ask_for_vector, is_open
from claims.views.access import requires
from verification.forms import SearchForm

MOST_LOOKS = 20  # of one page, about a second apart: a worker that has to load the model first needs ten


@dataclass(frozen=True, slots=True)
class Meaning:
    """`waits` for a worker, or failed in words; `look_again` is the fragment's address, "" when it is no use."""

    waits: bool
    failure: str
    look_again: str


def describe_meaning(asked: SearchVector, search: Search, looks: int = 0, *, bare: bool = False) -> Meaning:
    """`bare`: the page that asks lists nothing yet, so that what comes is shown at once and moves nothing."""
    waits = is_open(asked)
    query = {"q": search.text, "looks": looks + 1} | ({"bare": "yes"} if bare else {})
    address = reverse("verification:search_meaning") + "?" + urlencode(query)
    return Meaning(waits, asked.failure, address if waits and looks < MOST_LOOKS else "")


@requires(Action.READ)
@require_GET
def look_for_meaning(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    search: Search | None = form.cleaned_data["q"] if form.is_valid() else None
    if search is None:
        return HttpResponse(_("There is nothing to look for; search again."), status=422)
    looks = request.GET.get("looks", "")
    looked = int(looks) if looks.isascii() and looks.isdigit() and len(looks) < 4 else MOST_LOOKS
    asked = ask_for_vector(search.text, patience=0)
    bare = request.GET.get("bare") == "yes"
    context = {"meaning": describe_meaning(asked, search, looked, bare=bare), "came": bool(asked.vector)}
    response = render(request, "search/_meaning.html", context)
    if bare and asked.vector:
        response["HX-Refresh"] = "true"
    return response
