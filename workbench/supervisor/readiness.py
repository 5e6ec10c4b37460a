"""The Celery application for supervised workers and beat: the same one, plus a file that says "ready".

Idea: `celery inspect ping` takes seconds and needs the broker; a file that the process itself writes when it
starts to consume costs nothing. The file is named by WORKBENCH_READY_FILE and holds the writer's pid.
Reference: Celery manual, "Signals" (worker_ready, beat_init).
"""

import os
from pathlib import Path
from typing import Any

from celery.signals import beat_init, worker_ready

from workbench.celery import app

from .service import READY_FILE

__all__ = ["app"]


@worker_ready.connect
@beat_init.connect
def write_ready_file(**_: Any) -> None:
    path = os.environ.get(READY_FILE)
    if path:
        Path(path).write_text(f"{os.getpid()}\n", encoding="ascii")
