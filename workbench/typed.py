"""What somebody wrote when their session ended: kept while they sign in, and shown again in its form. Nothing is lost.

A form that is sent without a session cannot be recorded. Its fields go into the new, still nameless session; after
signing in, the claim's page shows them in their place, once, and only to the person whose form it was: another one who
signs in on the same browser must not see a verdict that was to be given blind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from claims.domain.row_ids import read_id
from verification.views.typed import FORMS, KEY

LONGEST = 20_000  # characters that are kept: a long note or comment


class KeepTypedMiddleware:
    """Before Django's own LoginRequiredMiddleware, which would forget the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or request.user.is_authenticated or match is None or match.view_name not in FORMS:
            return None
        claim = str(kwargs.get("claim_id") or request.POST.get("claim", ""))
        if read_id(claim) is None:
            return None
        sent = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
        if sum(map(len, sent.values())) <= LONGEST:
            request.session[KEY] = {"form": match.view_name, "claim": claim, "sent": sent}
        there = f"{resolve_url(settings.LOGIN_URL)}?next={reverse('verification:claim', args=[int(claim)])}"
        return HttpResponseClientRedirect(there) if request.headers.get("HX-Request") else redirect(there)
