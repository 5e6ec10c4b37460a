"""Light, dark, of high contrast, or as the system says: kept in a cookie, so that it works before sign-in too."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "theme"
YEAR = 365 * 24 * 3600


def redirect_back(request: HttpRequest) -> HttpResponse:
    """To the page that the form was on."""
    there = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        there = reverse("verification:queue")
    return HttpResponseRedirect(there)


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    response = redirect_back(request)
    theme = request.POST.get("theme", "")
    if theme in ("light", "dark", "contrast"):
        response.set_cookie(COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
