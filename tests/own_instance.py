"""Gives the test run an instance of its own: real Postgres with pgvector, a real Redis-protocol server, nothing shared.

Loaded with `-p tests.own_instance` before anything reads the settings, because the settings find their servers in the
environment. `DATABASE_URL` and `REDIS_URL` are set aside, so that no test ever touches a newsroom's data.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="workbench-tests-"))
if os.geteuid() == 0:
    DATA.chmod(0o711)  # the database server runs as another user, which must be able to pass through
(DATA / "static").mkdir()  # nothing is collected, and whitenoise warns of a folder that is not there
os.environ["WORKBENCH_DATA"] = str(DATA)
os.environ["WORKBENCH_ENV"] = "local"
os.environ.setdefault("PLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS", "1")
for name in ("DATABASE_URL", "REDIS_URL", "PORT", "HOST", "SECRET_KEY", "EMBEDDING_MODEL", "DEBUG"):
    os.environ.pop(name, None)

_servers = ExitStack()


def pytest_configure(config) -> None:
    if config.option.help or config.option.collectonly or config.getoption("version", 0):
        return
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return  # it hands tests to processes that have servers of their own
    from workbench.instance import current
    from workbench.supervisor.postgres import start_postgres
    from workbench.supervisor.valkey import start_redis

    atexit.register(stop_servers)
    _servers.enter_context(start_postgres(current(), durable=False))
    _servers.enter_context(start_redis(current(), durable=False))


def pytest_unconfigure(config) -> None:
    stop_servers()


def stop_servers() -> None:
    _servers.close()
    shutil.rmtree(DATA, ignore_errors=True)
