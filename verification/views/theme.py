"""Light, dark, of high contrast, or as the system says: kept in a cookie, so that it works before sign-in too."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from verification.views.way_back import choose_way_back

COOKIE = "theme"
YEAR = 365 * 24 * 3600


def redirect_back(request: HttpRequest) -> HttpResponse:
    """To the page that the form was on."""
    return HttpResponseRedirect(choose_way_back(request, reverse("verification:queue")))


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
