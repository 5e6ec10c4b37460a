"""Whether a person's role includes an action, asked of their permissions."""

from __future__ import annotations

from typing import Any

from claims.domain.access import Action


def may(person: Any, action: Action) -> bool:
    return bool(person.has_perm(f"claims.{action.value}"))
