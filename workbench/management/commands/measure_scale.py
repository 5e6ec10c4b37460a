"""`manage.py measure_scale`: load, group and insert at a size, in an instance of its own."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError

from workbench.commands import WorkbenchCommand
from workbench.instance import Instance, current
from workbench.scale import ARTICLE, NotEmpty, TooFew, measure_inserts, measure_scale
from workbench.supervisor.lock import hold_lock
from workbench.supervisor.postgres import start_postgres
from workbench.supervisor.refusal import StartError

LEAST, LEAST_ARTICLES = 1_000, 2


class Command(WorkbenchCommand):
    help = "Fill an empty instance with generated claims, group them, insert articles, and say what each took."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mentions", type=int, default=1_000_000)
        parser.add_argument("--waiting", type=int, default=0, help="further articles loaded, for --insert later")
        parser.add_argument("--insert", action="store_true", help="insert articles that an earlier run left waiting")
        parser.add_argument("--articles", type=int, default=40, help=f"inserted afterwards, {ARTICLE} mentions each")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["mentions"] < LEAST or options["articles"] < LEAST_ARTICLES:
            raise CommandError(f"Give at least {LEAST} mentions and {LEAST_ARTICLES} articles.")
        mentions = options["mentions"] - options["mentions"] % ARTICLE
        try:
            with open_database(current()):
                call_command("migrate", verbosity=0)
                if options["insert"]:
                    figures = measure_inserts(options["articles"], self.stderr.write)
                else:
                    figures = measure_scale(mentions, options["articles"], options["waiting"], self.stderr.write)
        except NotEmpty as error:
            raise CommandError(
                "This instance holds claims already. Name an empty one: WORKBENCH_DATA or DATABASE_URL."
            ) from error
        except TooFew as error:
            raise CommandError(f"Only {error} articles wait here. Load more of them with --waiting.") from error
        except StartError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(figures))


@contextmanager
def open_database(instance: Instance) -> Iterator[None]:
    """The instance's database and nothing else: workers would assess claims meanwhile."""
    if not instance.owns_database:
        yield
        return
    instance.ensure_folders()
    with hold_lock(instance), start_postgres(instance):
        yield
