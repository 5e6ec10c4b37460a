"""What every test may use. The servers themselves are started by `tests/own_instance.py`."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.db import connection
from redis import Redis

PROJECT = Path(__file__).resolve().parent.parent
PASSWORD = "a long enough password"
PBKDF2PasswordHasher.iterations = 1  # half a second of a processor for each person of each test, else


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Tests need no collected static files."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _empty_redis():
    """Rate limits and messages of one test are none of the next one's business."""
    cache.clear()
    redis().flushall()


@pytest.fixture
def reviewer(db):
    return get_user_model().objects.create_user("rosa", password=PASSWORD)


@pytest.fixture
def colleague(db):
    return get_user_model().objects.create_user("colm", password=PASSWORD)


@pytest.fixture
def admin_person(db):
    return get_user_model().objects.create_superuser("ada", password=PASSWORD)


@pytest.fixture
def signed_in(client, reviewer):
    client.force_login(reviewer)
    return client


def redis() -> Redis:
    return Redis.from_url(settings.INSTANCE.cache_url)


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Poll until true; fails the test with the condition's name when it takes too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"{condition.__name__} did not become true in {seconds} s")
        time.sleep(0.1)


class Processes:
    """Real worker processes on the test database and the test Redis."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen] = []

    def environment(self, **extra: str) -> dict[str, str]:
        host = connection.settings_dict["HOST"] or connection.settings_dict["OPTIONS"]["host"]
        url = f"postgresql://workbench@/{connection.settings_dict['NAME']}?host={host}"
        return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "workbench.settings", **extra}

    def start_worker(self, *, queues: str = "fetch,extract,embed,default", concurrency: int = 1, **extra: str):
        command = [sys.executable, "-m", "celery", "-A", "workbench", "worker", "-Q", queues]
        command += ["-c", str(concurrency), "-n", f"w{len(self.running)}@%h", "--loglevel=INFO"]
        log = (self.folder / f"worker-{len(self.running)}.log").open("w")
        worker = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=self.environment(**extra),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.running.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen) -> None:
        """kill -9 of the worker and its children, by recorded group."""
        try:
            os.killpg(worker.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        worker.wait(10)

    def stop_all(self) -> None:
        for worker in self.running:
            self.kill(worker)


@pytest.fixture
def processes(transactional_db, tmp_path) -> Iterator[Processes]:
    started = Processes(tmp_path)
    yield started
    started.stop_all()
