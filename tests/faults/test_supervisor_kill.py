"""The one-command start, whole and for real: killed, asked twice, beside another, and stopped.

The processes of an instance are found here by looking through /proc for its data folder, not by the product's own
search for leftovers. Only pids that the instance under test recorded, or that this module started, are ever killed.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from workbench.instance import PROJECT, Instance

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(sys.platform != "linux", reason="looks through /proc"),
]

READY_SECONDS = 120
PROGRAMS = ("postgres", "redis", "web", "text", "embed", "fetch", "beat")


class Running:
    """One `manage.py up` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        self.instance = Instance.resolve({"WORKBENCH_DATA": str(folder), "PORT": str(port)})
        self.output = folder.with_suffix(".out")
        self.start()

    def start(self) -> None:
        """Return when it says that it is ready."""
        self.output.write_text("")
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=PROJECT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        assert wait_for(
            lambda: "The workbench is open at" in self.said or self.process.poll() is not None, READY_SECONDS
        )
        assert self.process.poll() is None, self.said

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        return {**kept, "WORKBENCH_DATA": str(self.instance.data), "PORT": str(self.instance.port)}

    @property
    def said(self) -> str:
        return self.output.read_text()

    @property
    def pids(self) -> dict[str, int]:
        rows = json.loads((self.instance.data / "processes.json").read_text())["processes"]
        return {row["name"]: row["pid"] for row in rows}

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.instance.address}/healthz", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def end(self) -> None:
        """Leave nothing behind, whatever a test did."""
        if self.process.poll() is None:
            self.interrupt()
        for pid in find_processes(self.instance.data):
            os.kill(pid, signal.SIGKILL)


def find_processes(data: Path) -> list[int]:
    """Living processes whose command, working directory or environment names the folder, but for the tests' own."""
    spared = {os.getpid(), os.getppid()}
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) not in spared and _names_folder(entry, str(data)):
            found.append(int(entry.name))
    return found


def _names_folder(entry: Path, data: str) -> bool:
    try:
        texts = [(entry / name).read_bytes().decode(errors="replace") for name in ("cmdline", "environ")]
        return any(data in text for text in texts) or (entry / "cwd").readlink().is_relative_to(data)
    except OSError:
        return False


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Running]:
    started = Running(tmp_path_factory.mktemp("supervised") / "data")
    yield started
    started.end()


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_starts_a_killed_child_again(running, name):
    before = running.pids[name]

    os.kill(before, signal.SIGKILL)

    assert wait_for(lambda: running.pids.get(name, before) != before)
    assert wait_for(lambda: f"{name} is back." in running.said)
    assert wait_for(running.answers)


def test_it_refuses_a_second_start_on_the_same_data(running):
    command = [sys.executable, "manage.py", "up"]
    second = subprocess.run(command, cwd=PROJECT, env=running.environment, capture_output=True, text=True, timeout=60)

    assert second.returncode != 0
    assert second.stderr.strip().endswith(f"Already running (pid {running.process.pid}) at {running.instance.address}.")
    assert running.answers()


def test_it_runs_beside_another_instance(running, tmp_path):
    other = Running(tmp_path / "other")
    try:
        assert set(running.pids.values()).isdisjoint(other.pids.values())
        assert running.answers()
        assert other.answers()
        with Redis.from_url(other.instance.redis_client_url) as client:
            client.set("note", "other")
        with Redis.from_url(running.instance.redis_client_url) as client:
            assert client.get("note") is None
    finally:
        other.end()
    assert running.answers()


def test_it_leaves_nothing_running_after_ctrl_c(running):
    assert running.interrupt() == 0

    assert find_processes(running.instance.data) == []
    assert "Traceback" not in running.said


def test_it_survives_kill_9_without_orphans_stale_lock_or_lost_data(tmp_path):
    running = Running(tmp_path / "data")
    try:
        with psycopg.connect(running.instance.database_url) as connection:
            connection.execute("CREATE TABLE ledger AS SELECT generate_series(1, 500) AS n")
        with Redis.from_url(running.instance.redis_client_url) as client:
            client.rpush("parked", "hint")
            client.execute_command("WAITAOF", 1, 0, 5000)

        running.process.kill()
        running.process.wait()
        assert wait_for(lambda: find_processes(running.instance.data) == [])

        running.start()
        with psycopg.connect(running.instance.database_url) as connection:
            assert connection.execute("SELECT count(*), sum(n) FROM ledger").fetchone() == (500, 125250)
        with Redis.from_url(running.instance.redis_client_url) as client:
            assert client.lrange("parked", 0, -1) == [b"hint"]
        assert running.answers()
        assert set(running.pids) == set(PROGRAMS)
    finally:
        running.end()


def test_it_starts_at_once_after_kill_9_while_the_old_children_still_end(tmp_path):
    running = Running(tmp_path / "data")
    try:
        old = set(running.pids.values())
        running.process.kill()
        running.process.wait()

        running.start()

        assert old.isdisjoint(find_processes(running.instance.data))
        assert running.answers()
    finally:
        running.end()
