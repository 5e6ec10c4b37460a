"""`manage.py explain CLAIM`: the evidence tree of a claim's proposal, from the mentions up to the verdict."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from claims.domain.row_ids import LARGEST_ID
from verification.domain.evidence_tree import render_tree
from verification.services.explain_claim import NothingToExplainError, explain_proposal, find_proposal
from workbench.commands import WorkbenchCommand

LARGEST_NUMBER = 2**31 - 1


class Command(WorkbenchCommand):
    help = "Say why a claim got its proposal: mentions, origins and why folded, stances, conflicts, verdict."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("claim", type=int, metavar="CLAIM", help="the claim's number")
        parser.add_argument("--proposal", type=int, metavar="N", help="an earlier proposal instead of the latest")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        claim, number = options["claim"], options["proposal"]
        if not 0 < claim <= LARGEST_ID or not 0 < (number or 1) <= LARGEST_NUMBER:
            raise CommandError("A claim and a proposal have positive numbers; `manage.py claims` lists the claims.")
        try:
            proposal = find_proposal(claim, number)
        except NothingToExplainError as nothing:
            raise CommandError(str(nothing)) from nothing
        tree = explain_proposal(proposal)
        if options["format"] == "json":
            self.stdout.write(json.dumps({"claim": claim, "proposal": proposal.number, **asdict(tree)}))
            return
        self.stdout.write(f"Claim {claim}, proposal {proposal.number}: {proposal.claim.text}")
        for line in render_tree(tree):
            self.stdout.write(line)
        for change in proposal.changes:
            self.stdout.write(f"  since the proposal before: {change}")
