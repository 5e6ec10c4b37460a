"""`manage.py measure_pages`: how long the pages take with so many claims, in an instance of its own."""

from __future__ import annotations

import json
import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from claims.services.index_meanings import index_meanings
from evaluation.benchmark.timing import describe_cpu
from workbench.commands import WorkbenchCommand
from workbench.instance import current
from workbench.management.commands.measure_scale import open_database
from workbench.page_scale import find_desk, load_desk
from workbench.page_speed import AIM_KIB, AIM_QUERIES, AIM_SECONDS, measure_pages
from workbench.scale import NotEmpty
from workbench.supervisor.refusal import StartError

LEAST = 500


class Command(WorkbenchCommand):
    help = (
        "Fill an empty instance with generated claims and time the queue, the search and the claim's page beside "
        "Django's Paginator and icontains. Prints one JSON object."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--claims", type=int, default=100_000)
        parser.add_argument("--again", action="store_true", help="measure what an earlier run has loaded here")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["claims"] < LEAST:
            raise CommandError(f"Give at least {LEAST} claims.")
        logging.disable(logging.WARNING)
        try:
            with open_database(current()):
                call_command("migrate", verbosity=0)
                desk = find_desk() if options["again"] else load_desk(options["claims"], self.stderr.write)
                self.stderr.write(str(index_meanings(at_once=True).counts))
                figures = measure_pages(desk, self.stderr.write)
        except NotEmpty as error:
            raise CommandError(
                "This instance holds claims already. Name an empty one: WORKBENCH_DATA or DATABASE_URL."
            ) from error
        except StartError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps({"name": "pages", **figures, "cpu": describe_cpu(), "meets_aim": judge(figures)}))


def judge(figures: dict[str, Any]) -> bool:
    return all(
        page["p95_seconds"] <= AIM_SECONDS and page["queries"] <= AIM_QUERIES and page["kib_sent"] <= AIM_KIB
        for page in figures["pages"].values()
    )
