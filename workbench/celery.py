"""The Celery application. Redis carries hints; Postgres is the queue of record (docs/decisions/0001)."""

import os
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")

PUBLISH_PATIENCE = {"socket_timeout": 1, "socket_connect_timeout": 1}  # seconds; over the transport's own settings


class WorkbenchCelery(Celery):
    """Publishing gives up soon, because a person may wait for it; consuming keeps the patience of the settings."""

    def connection_for_write(self, url: str | None = None, **options: Any) -> Any:
        given = options.pop("transport_options", None) or {}
        return super().connection_for_write(url, transport_options={**PUBLISH_PATIENCE, **given}, **options)


app = WorkbenchCelery("workbench")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
