"""What a person wants of the pages, wherever they sign in."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Preference(models.Model):
    """Without a row, or with an empty language, pages are in the browser's language and mail in the installation's."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    language = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"preference of {self.person}"
