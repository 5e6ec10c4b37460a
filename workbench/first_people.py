"""The first two accounts of a new instance, with random passwords that are shown once and stored only as hashes."""

from __future__ import annotations

import secrets

from django.contrib.auth import get_user_model
from django.db import transaction

ADMIN, REVIEWER = "admin", "reviewer"
PASSWORD_BYTES = 12  # 96 bits: out of reach of guessing, short enough to type


@transaction.atomic
def create_first_people() -> dict[str, str]:
    """Name -> password of the accounts made; empty when the instance already has people."""
    people = get_user_model().objects
    if people.exists():
        return {}
    passwords = {name: secrets.token_urlsafe(PASSWORD_BYTES) for name in (ADMIN, REVIEWER)}
    people.create_superuser(ADMIN, password=passwords[ADMIN])
    people.create_user(REVIEWER, password=passwords[REVIEWER])
    return passwords
