"""The rights that roles are made of, as permissions of Django."""

from __future__ import annotations

from django.db import models

from claims.domain.access import WORDS


class WorkbenchRight(models.Model):
    """Holds no rows: it is what the permissions hang on, one for each action of `claims.domain.access`."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [(action.value, f"Can {words}") for action, words in WORDS.items()]

    def __str__(self) -> str:
        return "right"
