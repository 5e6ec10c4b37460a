"""What somebody wrote when their session ended: kept while they sign in, and shown again in its form. Nothing is lost.

A form that is sent without a session cannot be recorded. Its fields go into the new, still nameless session; after
signing in, the page that they were written on shows them in their place, once, and only to the person whose form it
was: another one who signs in on the same browser must not see a verdict that was to be given blind.

Whoever sends it may be anybody, so what is kept is bounded: the length of all forms together, an hour, and so many
forms from one address. The browser's cookie tells nothing here: it ends with the session. What is not kept, as nothing
is of the forms that are not about a claim, is said on the sign-in page, while the browser's way back still leads to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from claims.domain.row_ids import read_id
from verification.views.typed import FORMS, KEY

LONGEST = 20_000  # characters that are kept: a long note or comment, and some from other pages
KEPT_SECONDS = 3600
FIRST_PAGE = "/"
LOST = "lost"  # in the address of the sign-in page: what was written is not kept


class KeepTypedMiddleware:
    """Before Django's own LoginRequiredMiddleware, which would forget the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        open_to_all = not getattr(view, "login_required", True)
        if request.method != "POST" or request.user.is_authenticated or match is None or open_to_all:
            return None
        claim = str(kwargs.get("claim_id") or request.POST.get("claim", ""))
        if match.view_name in FORMS and read_id(claim) is not None:
            kept = keep(request, match.view_name, claim)
            page = reverse(FORMS[match.view_name].page, args=[int(claim)])
        else:
            kept, page = False, find_page(request)
        asked = {"next": page} | ({} if kept else {LOST: "yes"})
        there = f"{resolve_url(settings.LOGIN_URL)}?{urlencode(asked, safe='/')}"
        return HttpResponseClientRedirect(there) if request.headers.get("HX-Request") else redirect(there)


def find_page(request: HttpRequest) -> str:
    """The page that the form was on; the first one where the browser does not say, or names another site."""
    there = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    if not ours:
        return FIRST_PAGE
    page = urlsplit(there)._replace(scheme="", netloc="", fragment="").geturl()
    leads_away = not page.startswith("/") or not url_has_allowed_host_and_scheme(page, None)
    sent_to = page.partition("?")[0] == request.path  # what answered a form shows nothing by itself
    return FIRST_PAGE if leads_away or sent_to else page


def keep(request: HttpRequest, form: str, claim: str) -> bool:
    """Whether the form is kept, in the session, beside those of other pages and once however often it is sent; False
    where they are too long or too many came from there lately."""
    sent = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    written = {"form": form, "claim": claim, "sent": sent}
    kept = [*(one for one in request.session.get(KEY, []) if one != written), written]
    if sum(len(name) + sum(map(len, values)) for one in kept for name, values in one["sent"].items()) > LONGEST:
        return False
    if not ratelimit.consume(request, action="keep_typed"):
        return False
    request.session[KEY] = kept
    request.session.set_expiry(KEPT_SECONDS)  # signing in sets another one
    return True
