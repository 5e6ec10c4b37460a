"""The rule beside each view, and what templates ask before they show a form. `workbench.access` enforces the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from claims.domain.access import Action, describe_refusal
from claims.services.check_right import may

RULE = "required_action"
View = TypeVar("View", bound=Callable[..., Any])


def requires(action: Action) -> Callable[[View], View]:
    """Say which action a view is. A view that says nothing is refused to everybody."""

    def mark(view: View) -> View:
        setattr(view, RULE, action)
        return view

    return mark


def refuse_unless_may(person: Any, action: Action) -> None:
    """For a form with more than one meaning. Raises PermissionDenied with the sentence to show."""
    if not may(person, action):
        raise PermissionDenied(describe_refusal(action))


class Powers:
    """`may.decide` in a template: asked only where it is read, so that a page without forms costs no query."""

    def __init__(self, person: Any) -> None:
        self.person = person

    def __getitem__(self, name: str) -> bool:
        return may(self.person, Action(name))


def offer_powers(request: HttpRequest) -> dict[str, Powers]:
    """A context processor."""
    return {"may": Powers(request.user)} if hasattr(request, "user") else {}
