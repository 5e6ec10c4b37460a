"""`manage.py demo`: `up`, and the demo corpus through the real pipeline."""

from __future__ import annotations

import time
from itertools import islice

from django.conf import settings
from django.db import connections
from rich.console import Console

from claims.adapters.readers import read_path
from claims.models import Claim
from claims.services.ingest import Defaults
from claims.services.intake import Status, take_items
from verification.models import ClaimStanding
from verification.services.list_claims import list_claims
from workbench.claims_table import open_console, print_claims
from workbench.instance import Instance
from workbench.management.commands.up import Command as UpCommand
from workbench.progress import wait_until_settled

CORPUS = settings.BASE_DIR / "demo" / "articles.jsonl"
ASSESS_SECONDS = 60
TABLE_ROWS = 30  # the most urgent claims fit a screen or two


class Command(UpCommand):
    help = "Start the workbench and load the demo corpus; a second run loads nothing twice."

    def on_ready(self, instance: Instance) -> None:
        console = open_console()
        try:
            self.load_corpus(console)
            shown = print_claims(islice(list_claims(), TABLE_ROWS), console)
            rest = ClaimStanding.objects.open().count() - shown
            console.print(f"... and {rest} more, most of them told once: `manage.py claims` lists them all.")
        finally:
            connections.close_all()
        super().on_ready(instance)

    def load_corpus(self, console: Console) -> None:
        began = time.monotonic()
        results = list(take_items(read_path(CORPUS), Defaults()))
        for result in results:
            if result.status is Status.REJECTED:
                console.print(f"{result.label}: {result.message}", markup=False)
        ids = [result.article.pk for result in results if result.article]
        fresh = sum(result.status is Status.ACCEPTED for result in results)
        states = wait_until_settled(ids, console)
        wait_until_assessed()
        summary = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
        took = f"{fresh} new articles in {time.monotonic() - began:.1f} s" if fresh else "nothing new to load"
        console.print(f"Demo corpus: {summary} ({took}).")


def wait_until_assessed() -> None:
    """Claims that were touched by the last articles get their proposals within moments."""
    deadline = time.monotonic() + ASSESS_SECONDS
    while Claim.objects.active().needing_assessment().exists() and time.monotonic() < deadline:
        time.sleep(0.2)
