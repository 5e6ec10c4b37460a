"""One program under supervision: how to start it, how to know that it is ready, how to stop all of it.

Idea: a `Service` says what to run; a `Child` is one life of it, in a session of its own, so that the
terminal's Ctrl-C reaches the supervisor alone and the whole group can be killed when its head does not go.

Method: the end of a child is looked at without collecting it (WNOWAIT): as long as the dead head is not
collected, its process-group number cannot be given to a stranger, so the rest of the group can be killed
safely.
Reference: waitid(2), setpgid(2).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from .account import Account

LAUNCH = Path(__file__).with_name("launch.py")
PROJECT = Path(__file__).resolve().parents[2]
MARK = "WORKBENCH_SUPERVISED"  # environment variable in every child: the data folder that it works for
READY_FILE = "WORKBENCH_READY_FILE"  # environment variable: where a worker notes that it consumes
POLL_SECONDS = 0.05
DEATH_SECONDS = 5.0  # a killed process may still wait for a disk


def do_nothing() -> None:
    """For services that need nothing before they start."""


@dataclass(frozen=True)
class Service:
    """`is_ready` is asked again and again and must answer within a second or two; it never raises."""

    name: str
    command: tuple[str, ...]
    log: Path
    is_ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    before_start: Callable[[], None] = do_nothing
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL  # sent by the kernel when the supervisor is killed
    grace_seconds: float = 5.0
    ready_seconds: float = 60.0


class Child:
    """One life of a service."""

    def __init__(self, service: Service) -> None:
        """Start it. Raises OSError when no process can be made, StartError from `before_start`."""
        service.before_start()
        self.service = service
        self.started = time.monotonic()
        with service.log.open("ab") as log:
            self.log_offset = log.tell()
            self._process = subprocess.Popen(  # noqa: S603 -- the commands are this project's own
                _wrap_command(service),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=PROJECT,
                env={**os.environ, **service.environment},
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def age_seconds(self) -> float:
        return time.monotonic() - self.started

    def has_ended(self) -> bool:
        """True once the head of the group is dead; it stays uncollected until `collect`."""
        if self._process.returncode is not None:
            return True
        found = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return found is not None

    def send(self, number: signal.Signals) -> None:
        """Signal the head of the group, if it lives."""
        if not self.has_ended():
            self._process.send_signal(number)

    def collect(self) -> str:
        """Kill what is left of the group and say how the head ended, for instance "exit status 1"."""
        if self._process.returncode is None:
            _kill_group(self.pid)
            self._process.wait()
        code = self._process.returncode
        return f"exit status {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"

    def kill(self) -> None:
        """Kill the whole group at once, without grace."""
        self.collect()


def stop_children(children: list[Child], *, hurry: Callable[[], bool] = lambda: False) -> list[str]:
    """Stop several children side by side; return the names of those that had to be killed.

    Each has its own grace, which `hurry` may cut short. All groups are empty when this returns.
    """
    asked = time.monotonic()
    for child in children:
        child.send(child.service.stop_signal)
    waiting = list(children)
    killed = []
    while waiting:
        for child in list(waiting):
            over = hurry() or time.monotonic() - asked > child.service.grace_seconds
            if child.has_ended() or over:
                if not child.has_ended():
                    killed.append(child.service.name)
                child.collect()
                waiting.remove(child)
        if waiting:
            time.sleep(POLL_SECONDS)
    return killed


def _wrap_command(service: Service) -> list[str]:
    account = service.account or Account(-1, -1, keep_access=False)
    user = [str(account.uid), str(account.gid), str(int(account.keep_access))]
    tie = [str(os.getpid()), str(int(service.orphan_signal)), *user, "--"]
    return [sys.executable, "-I", "-S", str(LAUNCH), *tie, *service.command]


def _kill_group(group: int) -> None:
    """Kill every member and see them dead, while the uncollected head still holds the group's number."""
    deadline = time.monotonic() + DEATH_SECONDS
    while _has_living_member(group) and time.monotonic() < deadline:
        with suppress(ProcessLookupError, PermissionError):  # macOS refuses where only the dead are left
            os.killpg(group, signal.SIGKILL)
        time.sleep(POLL_SECONDS / 5)


def _has_living_member(group: int) -> bool:
    return any(_is_living_member(process, group) for process in psutil.process_iter())


def _is_living_member(process: psutil.Process, group: int) -> bool:
    try:
        return os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE
    except (psutil.Error, ProcessLookupError, PermissionError):
        return False
