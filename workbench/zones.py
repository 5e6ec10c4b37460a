"""Times in the reader's zone: what they chose, else what their browser says, else the server's.

Both are cookies, as the theme is: the choice is kept for a year, the browser's word is written by `page.js` on every
page. Times are stored and frozen in UTC whatever anybody reads.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

CHOSEN, BROWSER = "zone", "browser_zone"  # cookies


class ZoneMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(choose_zone(request)):
            return self.get_response(request)


def choose_zone(request: HttpRequest) -> ZoneInfo | None:
    """None for the server's. A cookie that names no zone is passed over."""
    names = (request.COOKIES.get(CHOSEN, ""), request.COOKIES.get(BROWSER, "").replace("%2F", "/"))
    return next((ZoneInfo(name) for name in names if name in list_zones()), None)


@cache
def list_zones() -> frozenset[str]:
    return frozenset(available_timezones())
