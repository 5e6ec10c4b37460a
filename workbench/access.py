"""Every view names the action that it is, and only people whose role includes it get through."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from claims.domain.access import describe_refusal
from claims.services.check_right import may
from claims.views.access import RULE

logger = logging.getLogger(__name__)

# Pages of others, each with rules of its own: Django's administration asks for staff, the account pages act on oneself.
ADMINISTRATION = "admin"
ACCOUNT = "account_"


class RoleMiddleware:
    """After Django's own LoginRequiredMiddleware, which has sent anybody away who is not signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if not getattr(view, "login_required", True) or has_own_rules(request):
            return
        action = getattr(view, RULE, None)
        if action is None:
            logger.error("%s names no action, so nobody may open it", view.__qualname__)
            raise PermissionDenied(_("No rule says who may open this page, so nobody may. Tell an administrator."))
        if not may(request.user, action):
            raise PermissionDenied(describe_refusal(action))


def has_own_rules(request: HttpRequest) -> bool:
    match = request.resolver_match
    assert match is not None
    return match.namespace == ADMINISTRATION or (match.url_name or "").startswith(ACCOUNT)
