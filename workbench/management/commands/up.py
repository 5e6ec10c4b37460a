"""`manage.py up`: this instance, whole, until Ctrl-C."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from workbench.first_people import create_first_people
from workbench.instance import Instance, current
from workbench.supervisor.refusal import StartError
from workbench.supervisor.run import Supervisor


class Command(BaseCommand):
    help = "Start the servers, the pages, the workers and the scheduler; stop them all on Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.passwords: dict[str, str] = {}
        try:
            Supervisor(current(), prepare=self.prepare, report=self.report).run(on_ready=self.on_ready)
        except StartError as error:
            raise CommandError(str(error)) from None
        finally:
            self.show_passwords()  # also when it was stopped before it was ready: they exist nowhere else

    def prepare(self, instance: Instance) -> None:
        """Bring tables, static files and first accounts up to date; a second call changes nothing."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.passwords = create_first_people()
        connections.close_all()

    def on_ready(self, instance: Instance) -> None:
        self.show_passwords()
        self.report(f"The workbench is open at {instance.address} (Ctrl-C stops it).")

    def show_passwords(self) -> None:
        if self.passwords:
            self.report("Two accounts were made. Their passwords are shown only now:")
        for name, password in self.passwords.items():
            self.report(f"  {name:<10} {password}")
        self.passwords = {}

    def report(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
