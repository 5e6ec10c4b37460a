"""`manage.py ingest`: articles in, with a result for each item."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db.models import F
from django.utils import timezone
from rich.console import Console

from claims.adapters.documents import UnreadableError, check_characters
from claims.adapters.publication_dates import read_date
from claims.adapters.readers import read_bytes, read_path
from claims.domain.lifecycle import State
from claims.lookups import AnyOf
from claims.models import LONGEST_SOURCE_NAME, Article
from claims.services.ingest import Defaults
from claims.services.intake import ItemResult, Status, take_items, take_url
from workbench.commands import WorkbenchCommand
from workbench.progress import StalledError, wait_until_settled


class Command(WorkbenchCommand):
    help = "Take in articles from files, folders, web addresses or standard input (-)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="+", metavar="PATH|DIR|URL|-", help="txt, html, json, jsonl or csv")
        parser.add_argument("--source", default="", help="the outlet, for items that do not name one")
        parser.add_argument("--published", default="", help="the date, for items that do not carry one")
        parser.add_argument("--wait", action="store_true", help="stay until every article is assessed")

    def handle(self, *args: Any, **options: Any) -> None:
        defaults = Defaults(source=parse_source(options["source"]), published=parse_published(options["published"]))
        accepted, failed = [], 0
        for what in options["what"]:
            for result in take_argument(what, defaults):
                failed += result.status is Status.REJECTED
                self.report(result)
                if result.article is not None:
                    accepted.append(result.article.pk)
        if options["wait"] and accepted:
            failed += self.wait(accepted)
        if failed:
            raise CommandError(f"{failed} of the items could not be taken in; the others were.", returncode=1)

    def report(self, result: ItemResult) -> None:
        stream = self.stderr if result.status is Status.REJECTED else self.stdout
        stream.write(f"{result.label}: {result.message}")

    def wait(self, article_ids: list[int]) -> int:
        """Returns how many were stopped on their way."""
        try:
            states = wait_until_settled(article_ids, Console(stderr=True))
        except StalledError as stalled:
            raise CommandError(str(stalled)) from stalled
        for article in Article.objects.stopped().filter(AnyOf(F("id"), article_ids)):
            self.stderr.write(f"{article}: {article.get_state_display()}: {article.failure}")
        return states[State.FAILED] + states[State.QUARANTINED]


def parse_source(text: str) -> str:
    name = " ".join(text.split())
    try:
        check_characters(name, "the name")
    except UnreadableError as error:
        raise CommandError(f"--source: {error}.") from error
    if len(name) > LONGEST_SOURCE_NAME:
        raise CommandError(
            f"--source: the name has {len(name):,} characters, and may have at most {LONGEST_SOURCE_NAME}."
        )
    return name


def parse_published(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return read_date(text, now=timezone.now())
    except UnreadableError as error:
        raise CommandError(f"--published: {error}") from error


def take_argument(what: str, defaults: Defaults) -> Iterator[ItemResult]:
    if what == "-":
        yield from take_items(read_bytes("standard input", sys.stdin.buffer.read()), defaults)
    elif what.lower().startswith(("http://", "https://")):
        yield take_url(what, defaults)
    elif "://" in what and not Path(what).exists():
        yield ItemResult(what[:200], Status.REJECTED, "This is no web address that starts with http:// or https://.")
    else:
        yield from take_items(read_path(what), defaults)
