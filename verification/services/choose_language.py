"""Keep the language that a person chose, and read it for what is written to them outside of a page."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from verification.models import Preference


def choose_language(person: Any, language: str) -> None:
    """A code of `LANGUAGES`, or "" for that of the browser."""
    Preference.objects.update_or_create(person=person, defaults={"language": language})


def read_language(person: Any) -> str:
    """ "" without a choice, and for a language that the workbench no longer has."""
    chosen = Preference.objects.filter(person=person.pk).values_list("language", flat=True).first() or ""
    return chosen if chosen in dict(settings.LANGUAGES) else ""
