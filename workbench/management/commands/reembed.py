"""`manage.py reembed`: change to the embedding model that the settings name, now and to the end."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import CommandError

from claims.adapters.encoder import EncoderUnavailable
from claims.services.reembed import Progress, read_progress, reembed_mentions
from workbench.commands import WorkbenchCommand

REPORT_SECONDS = 10.0
PAUSE_SECONDS = 1.0


class Command(WorkbenchCommand):
    help = (
        "Embed all mentions with the model that EMBEDDING_MODEL names and, when the last vector is there, group by "
        "them, all at once. It can be stopped and started again; the workers do the same in the background."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        progress = read_progress()
        if progress.is_done:
            self.stdout.write(f"Nothing to do: {progress.active} is in force.")
            return
        while not progress.is_done:
            before = progress
            try:
                progress = reembed_mentions(REPORT_SECONDS)
            except (EncoderUnavailable, ValueError) as error:
                raise CommandError(f"{error} The model in force stays {progress.active}.") from error
            self.stdout.write(describe(progress))
            if progress == before:
                time.sleep(PAUSE_SECONDS)  # a worker is at it, or links are being made


def describe(progress: Progress) -> str:
    if progress.is_done:
        return f"Done: claims are grouped by the vectors of {progress.active}."
    return f"{progress.embedded} of {progress.mentions} mentions have a vector of {progress.target}."
