"""Run our own code in a process that can be killed: a parser written in C cannot be interrupted from within.

Method: the first request starts a server process (`child_server`) that has the parsers loaded, and nothing of our
settings and secrets. For each request it forks a child, which limits what it may use, answers over a socket of its
own and ends. When a child's time is up it is killed, and costs what it was given and nothing else. Loading the
parsers takes a second, and a fork some milliseconds, so the server is kept; it ends with the process that started
it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_SERVER = "claims.adapters.child_server"

START_SECONDS = 60.0
"""How long the parsers may take to load, on a busy machine."""

MOST_AT_ONCE = 4
"""Children of one process; more would only share its processors."""


class ChildSlow(Exception):  # noqa: N818 - named as it reads
    """It took longer than it may, and was killed."""


class ChildFailed(Exception):  # noqa: N818 - named as it reads
    """It ended with an error, or was killed for what it used."""


class _Server:
    """The server process of this process, started when first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner = 0
        self._control: socket.socket | None = None

    def connect(self) -> socket.socket:
        """A socket to a child of its own."""
        ours, theirs = socket.socketpair()
        with self._lock, theirs:
            try:
                self._send(theirs)
            except OSError:  # it was killed, perhaps for want of memory: once more
                self._control = None
                self._send(theirs)
        return ours

    def _send(self, theirs: socket.socket) -> None:
        if self._control is None or self._owner != os.getpid():  # a fork of ours must not share it
            self._control, self._owner = _start_server(), os.getpid()
        socket.send_fds(self._control, [b"+"], [theirs.fileno()])


_server = _Server()
_places = threading.BoundedSemaphore(MOST_AT_ONCE)


def run_child(module: str, arguments: Sequence[str], given: bytes, seconds: float) -> Any:
    """What `module.answer(arguments, given)` returns, as JSON would have it. Raises `ChildSlow` after `seconds`,
    `ChildFailed` when it does not end well. `module` is one that `child_server` knows."""
    with _places:
        ours = _connect()
        pid = 0
        deadline = time.monotonic() + seconds
        try:
            with ours:
                (pid,) = struct.unpack("!i", _receive(ours, 4, deadline))
                request = json.dumps({"module": module, "arguments": list(arguments)}).encode()
                ours.settimeout(max(0.001, deadline - time.monotonic()))
                ours.sendall(struct.pack("!QQ", len(request), len(given)) + request + given)
                (size,) = struct.unpack("!Q", _receive(ours, 8, deadline))
                return json.loads(_receive(ours, size, deadline))
        except TimeoutError as error:
            raise ChildSlow from error
        except (OSError, EOFError) as error:
            raise ChildFailed(str(error)) from error
        finally:
            _end(pid)


def _connect() -> socket.socket:
    try:
        return _server.connect()
    except OSError as error:
        raise ChildFailed(f"no process could be started: {error}") from error


def _receive(source: socket.socket, size: int, deadline: float) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        source.settimeout(max(0.001, deadline - time.monotonic()))
        part = source.recv(min(size - len(parts), 1_000_000))
        if not part:
            raise EOFError("the process ended without an answer")
        parts += part
    return bytes(parts)


def _end(pid: int) -> None:
    if pid > 0:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _start_server() -> socket.socket:
    """Its control socket, over which it is handed the sockets of requests. Raises OSError when it does not start."""
    ours, theirs = socket.socketpair()
    with theirs:
        subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", _SERVER, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            cwd=_ROOT,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for its owner, with whom it ends
        )
    ours.settimeout(START_SECONDS)
    if not ours.recv(1):
        raise OSError("the parsers could not be loaded")
    return ours


def _environment() -> dict[str, str]:
    """What the children may know: where libraries are, and none of the workbench's settings and secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "TZ") if name in os.environ}
    return kept | {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
