"""`manage.py preview_policy`: what other thresholds would do to the claims, before anything changes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from claims.adapters.labelled_pairs import UnreadableLabelsError, read_labelled_pairs
from claims.domain.clustering import GroupingPolicy
from verification.services.preview_policy import preview_policy
from workbench.claims_table import open_console
from workbench.commands import WorkbenchCommand


class Command(WorkbenchCommand):
    help = "What would merge and split under other thresholds, and who agrees. Nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--strong-link", type=float, required=True, help="similarity that connects two mentions")
        parser.add_argument("--cut", type=float, required=True, help="average similarity that keeps a claim together")
        parser.add_argument("--labelled", metavar="FILE", help='JSON lines {"a": ..., "b": ..., "same": true or false}')
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        policy = read_thresholds(options["strong_link"], options["cut"])
        try:
            labelled = read_labelled_pairs(options["labelled"]) if options["labelled"] else None
        except UnreadableLabelsError as error:
            raise CommandError(str(error)) from error
        report = preview_policy(policy, labelled)
        if options["format"] == "json":
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            print_report(report, open_console(self.stdout))


def read_thresholds(strong_link: float, cut: float) -> GroupingPolicy:
    try:
        return GroupingPolicy(strong_link, cut, settings.WORDING)
    except ValueError as error:
        raise CommandError(str(error)) from error


def print_report(report: dict[str, Any], console: Console) -> None:
    table = Table("", "now", "then", box=None, pad_edge=False)
    table.add_row("strong link", str(report["now"]["strong_link"]), str(report["then"]["strong_link"]))
    table.add_row("cut", str(report["now"]["cut"]), str(report["then"]["cut"]))
    table.add_row("claims", f"{report['claims_now']:,}", f"{report['claims_then']:,}")
    for label, name in (
        ("ledger, machine alone", "ledger"),
        ("labelled mentions", "labelled_mentions"),
        ("labelled texts", "labelled_texts"),
    ):
        table.add_row(label, *(format_agreement(report[name][side]) for side in ("now", "then")))
    console.print(table)
    console.print(
        f"{report['mentions']:,} mentions; {report['merges']:,} merges, {report['splits']:,} splits; "
        f"{report['claims_touched']:,} claims touched, {report['reviewed_touched']:,} of them reviewed."
    )
    for claims in report["merge_examples"]:
        console.print("would merge:", *(f"\n  {one['claim']}: {escape(one['text'])}" for one in claims))
    for split in report["split_examples"]:
        pieces = (f"\n  {len(piece['mentions'])}: {escape(piece['quote'])}" for piece in split["pieces"])
        console.print(f"would split: {split['claim']}: {escape(split['text'])}", *pieces)
    console.print("Nothing was changed.")


def format_agreement(agreement: dict[str, Any]) -> str:
    if agreement["share"] is None:
        return "no pairs"
    same = f"{agreement['same_together']} of {agreement['same']} same together"
    different = f"{agreement['different_apart']} of {agreement['different']} different apart"
    return f"{agreement['share']:.1%} ({same}, {different})"
