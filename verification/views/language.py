"""The language of the pages: kept with the person, and in a cookie for the pages before sign-in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from verification.services.choose_language import choose_language
from verification.views.theme import redirect_back

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Anything else than a language of ours means "as the browser says"."""
    sent = request.POST.get("language", "")
    language = sent if sent in dict(settings.LANGUAGES) else ""
    if request.user.is_authenticated:
        choose_language(request.user, language)
    response = redirect_back(request)
    name, secure = settings.LANGUAGE_COOKIE_NAME, request.is_secure()
    if language:
        response.set_cookie(name, language, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
    else:
        response.delete_cookie(name, samesite="Lax")
    return response
