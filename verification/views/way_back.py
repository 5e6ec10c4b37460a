"""Where a form leads back to: the page that it was on, and never to another site."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def choose_way_back(request: HttpRequest, otherwise: str) -> str:
    """What the form says in `next`, where that is a page of ours; `otherwise` where not."""
    there = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if ours else otherwise
