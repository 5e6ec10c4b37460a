"""`manage.py up`: this instance, whole, until Ctrl-C."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from workbench.instance import Instance, current
from workbench.supervisor.refusal import StartError
from workbench.supervisor.run import Supervisor


def prepare_instance(instance: Instance) -> None:
    """Bring the database's tables and the static files up to date; a second call changes nothing."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    connections.close_all()


class Command(BaseCommand):
    help = "Start the servers, the pages, the workers and the scheduler; stop them all on Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            Supervisor(current(), prepare=prepare_instance, report=self._report).run()
        except StartError as error:
            raise CommandError(str(error)) from None

    def _report(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
