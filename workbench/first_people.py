"""The first two accounts of a new instance, with random passwords that are shown once and stored only as hashes."""

from __future__ import annotations

import secrets

from django.contrib.auth import get_user_model
from django.db import transaction

from claims.domain.access import Role
from claims.services.give_role import give_role

ADMIN, REVIEWER = "admin", "reviewer"
PASSWORD_BYTES = 12  # 96 bits: out of reach of guessing, short enough to type


@transaction.atomic
def create_first_people() -> dict[str, str]:
    """Name -> password of the accounts made; empty when the instance already has people."""
    people = get_user_model().objects
    if people.exists():
        return {}
    passwords = {name: secrets.token_urlsafe(PASSWORD_BYTES) for name in (ADMIN, REVIEWER)}
    give_role(people.create_user(ADMIN, password=passwords[ADMIN]), Role.ADMINISTRATOR)
    give_role(people.create_user(REVIEWER, password=passwords[REVIEWER]), Role.REVIEWER)
    return passwords
