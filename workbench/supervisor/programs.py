"""The programs of the workbench itself: web server, workers by queue, and the scheduler.

Idea: one slow site or one heavy model must starve nothing else, so each kind of work has a worker of its own:
`text` takes short work, `embed` one task at a time because the model fills the cores, `fetch` waits for other
sites; what people search for is answered by whichever of the first two is free. Gossip and mingle between workers
are off: nothing here uses them, and they delay the start.
Reference: Celery manual, "Workers Guide"; gunicorn settings.
"""

import http.client
import sys
from pathlib import Path

from workbench.instance import Instance

from .logs import open_log
from .service import MARK, READY_FILE, Service

CELERY_APP = "workbench.supervisor.readiness"
WORKERS = {"text": ("extract,default,search", 2), "embed": ("embed,search", 1), "fetch": ("fetch", 2)}
WEB_WORKERS = 2
WEB_THREADS = 4
READY_SECONDS = 120.0  # the very first start compiles every imported module
WORKER_GRACE_SECONDS = 8.0  # what is not finished by then is taken up again when its lease runs out


def describe_environment(instance: Instance) -> dict[str, str]:
    """What a child needs to find this instance and to be recognised as its own."""
    return {
        "WORKBENCH_DATA": str(instance.data),
        "HOST": instance.host,
        "PORT": str(instance.port),
        "DJANGO_SETTINGS_MODULE": "workbench.settings",
        "PYTHONUNBUFFERED": "1",
        MARK: str(instance.data),
    }


def describe_web(instance: Instance) -> Service:
    bind = f"{instance.host}:{instance.port}"
    options = {
        "bind": bind,
        "workers": str(WEB_WORKERS),
        "worker-class": "gthread",
        "threads": str(WEB_THREADS),
        "graceful-timeout": "4",
        "access-logfile": "-",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    # Its control socket has one fixed place per user, over which two instances would quarrel.
    command = (
        sys.executable,
        "-m",
        "gunicorn",
        "workbench.wsgi:application",
        "--no-control-socket",
        *arguments,
    )
    return Service(
        name="web",
        command=command,
        log=open_log(instance, "web"),
        is_ready=lambda: serves_pages(instance),
        environment=describe_environment(instance),
        ready_seconds=READY_SECONDS,
    )


def describe_workers(instance: Instance) -> list[Service]:
    return [_describe_worker(instance, name, *rest) for name, rest in WORKERS.items()]


def describe_beat(instance: Instance) -> Service:
    scheduler = "workbench.scheduler:JobScheduler"
    return _describe_celery(instance, "beat", ("beat", "--pidfile=", "--scheduler", scheduler), grace_seconds=4.0)


def serves_pages(instance: Instance) -> bool:
    """True when a page request is answered by anything but a server error."""
    connection = http.client.HTTPConnection(instance.host, instance.port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _describe_worker(instance: Instance, name: str, queues: str, processes: int) -> Service:
    quiet = ("--without-gossip", "--without-mingle")
    arguments = ("worker", "-Q", queues, "-c", str(processes), "-n", f"{name}@%h", *quiet)
    return _describe_celery(instance, name, arguments, grace_seconds=WORKER_GRACE_SECONDS)


def _describe_celery(instance: Instance, name: str, arguments: tuple[str, ...], *, grace_seconds: float) -> Service:
    ready_file = instance.run_dir / f"{name}.ready"
    return Service(
        name=name,
        command=(sys.executable, "-m", "celery", "-A", CELERY_APP, *arguments, "--loglevel", "INFO"),
        log=open_log(instance, name),
        is_ready=ready_file.exists,
        environment={**describe_environment(instance), READY_FILE: str(ready_file)},
        before_start=lambda: _remove(ready_file),
        grace_seconds=grace_seconds,
        ready_seconds=READY_SECONDS,
    )


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
