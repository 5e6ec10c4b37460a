"""Connections that can only go to addresses that were checked, and only until a deadline.

Idea: between "is this name harmless?" and "connect to this name" a name server may change its mind. So the
name is resolved once, and the HTTP client gets a network backend that dials the checked addresses whatever
host it is asked for. The name itself goes on into the Host header and the TLS handshake, certificate check
included.

The deadline is one moment for everything: timeouts per read would let a server send one byte a second for
ever.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from claims.adapters.addresses import IPAddress, read_literal

CONNECT_SECONDS = 5.0
"""How long one address may take to answer before the next is tried; the slowest round trip on earth is
under a second."""


class Deadline:
    """A moment by which all must be done. `left()` are the seconds until then."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that remain; raises `TimeoutError` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"{self.seconds:g} seconds are over")
        return left


def resolve_host(host: str, port: int, deadline: Deadline) -> list[IPAddress]:
    """All addresses of `host`, in the system's order. Raises `OSError` if there are none, `TimeoutError` if
    the resolver has not answered by the deadline: it cannot be interrupted, so it is left behind in a
    thread of its own."""
    answers: list[IPAddress] = []
    problems: list[Exception] = []

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.extend(dict.fromkeys(read_literal(str(entry[4][0])) for entry in found))
        except (OSError, ValueError) as error:
            problems.append(error)

    asking = threading.Thread(target=ask, daemon=True, name="resolve-host")
    asking.start()
    asking.join(deadline.left())
    if asking.is_alive():
        raise TimeoutError("the name server did not answer")
    if problems or not answers:
        raise OSError(f"no address is known for {host}")
    return answers


class PinnedBackend(httpcore.NetworkBackend):
    """Dials `addresses`, one after the other, for every host it is asked for."""

    def __init__(self, addresses: Sequence[IPAddress], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception = httpcore.ConnectError("no address to connect to")
        for address in self._addresses:
            try:
                seconds = min(CONNECT_SECONDS, self._deadline.left())
                stream = self._network.connect_tcp(str(address), port, seconds, local_address, socket_options)
                return _DeadlineStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


class _DeadlineStream(httpcore.NetworkStream):
    """A stream on which every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _DeadlineStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
