"""`manage.py change_policy`: other thresholds for grouping, recorded with who and why, all claims brought in line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from claims.domain.access import Action
from claims.services.change_policy import change_policy
from claims.services.check_right import may
from workbench.commands import WorkbenchCommand
from workbench.management.commands.preview_policy import read_thresholds
from workbench.tasks import publish_in_batches


class Command(WorkbenchCommand):
    help = "Change the thresholds of grouping and regroup every claim at once. Look with preview_policy first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--strong-link", type=float, required=True)
        parser.add_argument("--cut", type=float, required=True)
        parser.add_argument("--by", required=True, metavar="USERNAME", help="the administrator who decided it")
        parser.add_argument("--note", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        policy = read_thresholds(options["strong_link"], options["cut"])
        person = get_user_model().objects.filter(username=options["by"], is_active=True).first()
        if person is None or not may(person, Action.CHANGE_POLICY):
            raise CommandError(f"There is no administrator called {options['by']!r}.")
        changed = change_policy(policy, person=person, note=options["note"])
        publish_in_batches(sorted(changed), settings.HINT_USEFUL_SECONDS)
        self.stdout.write(f"{len(changed)} claims changed; they are being assessed again.")
