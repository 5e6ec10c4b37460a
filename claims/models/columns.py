"""What every model of this app may use."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy

from claims.domain.phrases import pack_phrase, unpack_phrase

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def choices(enum) -> list[tuple[str, Any]]:
    """Labels are collected for translation from the models themselves (`workbench.catalogues`)."""
    return [(member.value, gettext_lazy(member.value.replace("_", " "))) for member in enum]


class PhrasesField(models.JSONField):
    """A list of sentences for people, each as it was told and with what it was made of (`claims.domain.phrases`).

    A sentence that has no parts, and each one stored before parts were kept, is a bare string.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return unpack_list(super().from_db_value(value, expression, connection))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        packed = [pack_phrase(told) for told in value] if isinstance(value, (list, tuple)) else value
        return super().get_db_prep_value(packed, connection, prepared)


def unpack_list(stored: Any) -> Any:
    return [unpack_phrase(told) for told in stored] if isinstance(stored, list) else stored
