"""`manage.py index_meanings`: make the index that searches by meaning use, however long it takes."""

from __future__ import annotations

from typing import Any

from claims.services.index_meanings import index_meanings
from workbench.commands import WorkbenchCommand


class Command(WorkbenchCommand):
    help = "Make or renew the index of meanings; the table stays open to everybody meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = index_meanings(at_once=True).counts
        self.stdout.write(f"{counts['vectors']} vectors, index: {counts['index']}.")
