"""Add a person with a role and a random first password, which is stored only as a hash."""

from __future__ import annotations

import secrets

from django.contrib.auth import get_user_model
from django.db import transaction

from claims.domain.access import Role
from claims.services.give_role import give_role

PASSWORD_BYTES = 12  # 96 bits: out of reach of guessing, short enough to type


@transaction.atomic
def add_person(username: str, email: str, role: Role) -> str:
    """Returns the password; it cannot be read again. Raises IntegrityError when the name is taken."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    give_role(get_user_model().objects.create_user(username, email=email, password=password), role)
    return password
