"""`manage.py claims`: every claim with its proposed verdict and evidence."""

from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from verification.models import PROPOSAL_VERDICTS
from verification.services.list_claims import list_claims
from workbench.claims_table import format_conflict, open_console, print_claims
from workbench.commands import WorkbenchCommand
from workbench.spreadsheet import escape_cell

COLUMNS = ["id", "text", "proposed_verdict", "reviewed_verdict", "stale", "outlets", "origins"]
COLUMNS += ["reasons", "conflicts"]


class Command(WorkbenchCommand):
    help = "List the claims: as a table, as JSON with one claim a line and all its mentions, or as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verdicts = [value for value, _ in PROPOSAL_VERDICTS]
        parser.add_argument("--verdict", choices=verdicts, help="only these: by decision, else by proposal")
        parser.add_argument("--format", choices=["table", "json", "csv"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        records = list_claims(options["verdict"])
        match options["format"]:
            case "json":
                for record in records:
                    self.stdout.write(json.dumps(record, ensure_ascii=False))
            case "csv":
                self.write_csv(records)
            case _:
                count = print_claims(records, open_console(self.stdout))
                self.stdout.write(f"{count} claims")

    def write_csv(self, records: Iterable[dict[str, Any]]) -> None:
        writer = csv.writer(self.stdout)
        writer.writerow(COLUMNS)
        for record in records:
            flat = {
                **record,
                "stale": "yes" if record["stale"] else "no",
                "reasons": " ".join(record["reasons"]),
                "conflicts": "; ".join(format_conflict(conflict) for conflict in record["conflicts"]),
            }
            writer.writerow([escape_cell(flat[column]) for column in COLUMNS])
