"""`manage.py status`: how the pipeline stands."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.db.models import Count, Min
from django.utils import timezone

from claims.domain.lifecycle import Stage, State
from claims.models import Article, Claim, PipelineRun
from claims.services.reembed import read_progress
from verification.models import ClaimStanding
from workbench.commands import WorkbenchCommand

LISTED = 20  # stopped articles and failing claims shown; the pages show all


class Command(WorkbenchCommand):
    help = "Articles by state, the age of the oldest pending one, what is in quarantine and which claims fail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        status = read_status()
        if options["format"] == "json":
            self.stdout.write(json.dumps(status))
            return
        for state, count in status["articles"].items():
            self.stdout.write(f"{state:<12} {count:>8}")
        oldest = status["oldest_pending_seconds"]
        self.stdout.write(f"oldest pending: {'none' if oldest is None else f'{oldest:.0f} s'}")
        self.stdout.write(f"claims: {status['claims']}, to review: {status['to_review']}")
        for failing in status["failing_claims"]:
            self.stdout.write(
                f"failing: claim {failing['claim']} {failing['text']!r}, {failing['failures']} times: {failing['why']}"
            )
        self.stdout.write(describe_embedding(status["embedding"]))
        for stopped in status["quarantine"]:
            self.stdout.write(
                f"{stopped['state']}: article {stopped['article']} {stopped['title']!r}: {stopped['why']}"
            )


def read_status() -> dict[str, Any]:
    counts = dict(Article.objects.order_by().values_list("state").annotate(Count("id")))
    oldest = Article.objects.in_progress().aggregate(oldest=Min("received_at"))["oldest"]
    stopped = Article.objects.stopped()[:LISTED]
    return {
        "articles": {state.value: counts.get(state.value, 0) for state in State},
        "oldest_pending_seconds": (timezone.now() - oldest).total_seconds() if oldest else None,
        "claims": Claim.objects.active().count(),
        "to_review": ClaimStanding.objects.awaiting_review().count(),
        "failing_claims": [
            {"claim": one.pk, "text": one.text[:80], "failures": one.failures, "why": one.failure}
            for one in Claim.objects.failing()[:LISTED]
        ],
        "embedding": read_embedding(),
        "quarantine": [
            {"article": one.pk, "title": str(one)[:80], "state": one.state, "why": one.failure} for one in stopped
        ],
    }


def read_embedding() -> dict[str, Any]:
    """The model in force, the path by which the last article was embedded, and how far a change of model is."""
    progress = read_progress()
    runs = PipelineRun.objects.filter(stage=Stage.EMBED, outcome=PipelineRun.Outcome.SUCCEEDED)
    last = runs.values_list("counts", flat=True).first() or {}
    return {
        "model": progress.active,
        "path": last.get("encoder", ""),
        "wanted": progress.target,
        "embedded": progress.embedded,
        "mentions": progress.mentions,
        "failure": progress.failure,
    }


def describe_embedding(embedding: dict[str, Any]) -> str:
    line = f"embedding: {embedding['model']}, {embedding['path'] or 'not used yet'}"
    if embedding["wanted"]:
        line += f"; changing to {embedding['wanted']}: {embedding['embedded']} of {embedding['mentions']} mentions"
    return line + (f"; {embedding['failure']}" if embedding["failure"] else "")
