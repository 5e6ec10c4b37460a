"""The server behind `children`: it has the parsers loaded, and forks a child for every request.

Run as `python -m claims.adapters.child_server FD`, where FD is a socket over which sockets are handed in. Each child
says its process id, reads one request, answers and ends. The server ends when its owner closes the socket or dies.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import sys

from claims.adapters.child_limits import limit_resources
from claims.adapters.feeds import parsing as feed_parsing
from claims.adapters.pages import parsing as page_parsing

_MODULES = {module.__name__: module for module in (feed_parsing, page_parsing)}


def serve(control: socket.socket) -> None:
    """Until the owner is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are not waited for
    control.sendall(b"+")
    while True:
        word, sockets, _, _ = socket.recv_fds(control, 1, 1)
        if not word:
            return
        for number in sockets:
            with socket.socket(fileno=number) as request:
                if os.fork() == 0:
                    control.close()
                    _answer_and_end(request)


def _answer_and_end(request: socket.socket) -> None:
    try:
        limit_resources()
        request.sendall(struct.pack("!i", os.getpid()))
        sizes = _receive(request, 16)
        wanted, given = struct.unpack("!QQ", sizes)
        order = json.loads(_receive(request, wanted))
        answer = _MODULES[order["module"]].answer(order["arguments"], _receive(request, given))
        told = json.dumps(answer).encode()
        request.sendall(struct.pack("!Q", len(told)) + told)
    finally:
        os._exit(0)


def _receive(source: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = source.recv(min(size - len(parts), 1_000_000))
        if not part:
            os._exit(1)  # nobody waits for the answer any more
        parts += part
    return bytes(parts)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
