"""What every model of this app may use."""

from __future__ import annotations

import pgtrigger
from django.db import models

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
LARGEST_ID = models.BigAutoField.MAX_BIGINT


def choices(enum) -> list[tuple[str, str]]:
    return [(member.value, member.value.replace("_", " ")) for member in enum]
