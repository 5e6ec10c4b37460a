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
from django.db import connection
from django.test import Client
from django.utils import translation
from redis import Redis

from claims.domain.access import Role

PROJECT = Path(__file__).resolve().parent.parent
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def _light_settings(settings):
    """Tests need no collected static files, and no hashing that keeps a thief busy: half a second a person."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _own_language():
    """A request in Spanish, of which no end is signalled within a test, must not be answered by the next test."""
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _empty_redis():
    """Messages of one test are none of the next one's business, nor is a queue that one of them could not reach."""
    from workbench.pipeline import outage

    redis().flushall()
    outage.end()


def make_person(name: str, role: Role = Role.REVIEWER):
    """Somebody who works at the desk."""
    from claims.services.give_role import give_role

    person = get_user_model().objects.create_user(name, email=f"{name}@desk.example", password=PASSWORD)
    give_role(person, role)
    return person


@pytest.fixture
def reviewer(db):
    return make_person("rosa")


@pytest.fixture
def colleague(db):
    return make_person("colm")


@pytest.fixture
def admin_person(db):
    return make_person("ada", Role.ADMINISTRATOR)


@pytest.fixture
def lead(db):
    return make_person("lena", Role.LEAD)


@pytest.fixture
def reader(db):
    return make_person("ravi", Role.READER)


@pytest.fixture
def signed_in(client, reviewer):
    client.force_login(reviewer)
    return client


@pytest.fixture
def client_of():
    """Another browser, signed in as somebody."""

    def sign_in(person) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return sign_in


@pytest.fixture
def silent_redis() -> Iterator[Callable[[], None]]:
    """The Redis server is there and answers nothing: the worst way to be away. Called, it lets it answer again."""
    pid = redis().info()["process_id"]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield lambda: os.kill(pid, signal.SIGCONT)
    finally:
        os.kill(pid, signal.SIGCONT)


def redis() -> Redis:
    return Redis.from_url(settings.INSTANCE.redis_client_url)


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
