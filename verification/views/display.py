"""How one person wants the pages to look: theme and time zone, both kept in cookies."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.domain.access import Action
from claims.views.access import requires
from verification.views.theme import YEAR

COOKIE = "zone"
# Names of one zone that the list of zones keeps for old programs.
OLD = ("Etc/", "SystemV/", "posix/", "right/")


@requires(Action.READ)
@require_GET
def show_display(request: HttpRequest) -> HttpResponse:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(OLD))
    return render(request, "people/display.html", {"zones": zones, "chosen": request.COOKIES.get(COOKIE, "")})


@requires(Action.READ)
@require_POST
def choose_zone(request: HttpRequest) -> HttpResponse:
    """An empty choice leaves it to the browser."""
    zone = request.POST.get("zone", "")
    response = redirect("verification:display")
    if zone == "":
        response.delete_cookie(COOKIE, samesite="Lax")
        messages.success(request, _("Times are shown as your browser's clock has them."))
    elif zone in available_timezones():
        response.set_cookie(COOKIE, zone, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
        messages.success(request, _("Times are shown in the zone %(zone)s.") % {"zone": zone})
    else:
        messages.error(request, _("There is no such time zone; choose one of the list."))
    return response
