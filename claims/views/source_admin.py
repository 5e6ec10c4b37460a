"""Who may change sources and feeds: those with the permission to change sources."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

PERMISSION = "claims.change_source"


def may_change_sources(person: Any) -> bool:
    return person.has_perm(PERMISSION)


def source_admins_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Anybody else is refused (403), whatever the page shows."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_change_sources(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
