"""Collect the text of the product into its catalogues, and compile them. For whoever changes text; needs Babel."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from workbench.catalogues import (
    build_template,
    collect_messages,
    list_flaws,
    list_untranslated,
    merge_catalogue,
    write_catalogue,
)

NAMED = 20  # untranslated messages that are printed for each language


class Command(BaseCommand):
    help = "Collect all text for people into locale/, merge it with the translations, and compile them."
    requires_system_checks: list[str] = []  # type: ignore[assignment]  # neither servers nor data are needed

    def handle(self, *args: Any, **options: Any) -> None:
        messages = collect_messages(settings.BASE_DIR)
        template = build_template(messages)
        self.stdout.write(f"{len(template)} messages in the source")
        for language, _ in settings.LANGUAGES:
            catalog = merge_catalogue(settings.BASE_DIR, language, template)
            write_catalogue(settings.BASE_DIR, language, catalog)
            if language != settings.LANGUAGE_CODE:
                self.report(language, catalog)

    def report(self, language: str, catalog: Any) -> None:
        missing = list_untranslated(catalog)
        self.stdout.write(f"{language}: {len(missing)} without a translation")
        for text in missing[:NAMED]:
            self.stdout.write(f"  {text}")
        for message in catalog:
            for flaw in list_flaws(message) if message.id else []:
                self.stdout.write(f"  {flaw}")
