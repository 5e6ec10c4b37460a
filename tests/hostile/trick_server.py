"""A real HTTP server on the loopback address that misbehaves in every way that its paths name."""

from __future__ import annotations

import contextlib
import gzip
import socket
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

PAGE = b"<html><head><title>Ferry reopens</title></head><body><p>The ferry sails again.</p></body></html>"


class Tricks(BaseHTTPRequestHandler):
    """Each path is a trick; `seen` on the server keeps what was asked, with its headers."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))  # type: ignore[attr-defined]
        name, _, argument = self.path.lstrip("/").split("?")[0].partition("/")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"trick_{name}")(argument)

    def log_message(self, *_: object) -> None:
        pass

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        usual = {"Content_Type": "text/html", "Content_Length": str(len(body))}
        for header, value in (usual | headers).items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, location: str) -> None:
        self.answer(b"", 302, Location=location)

    def trick_article(self, _: str) -> None:
        headers = {"ETag": '"v1"', "Last_Modified": "Mon, 04 May 2026 08:00:00 GMT"}
        self.answer(PAGE, Content_Type="text/html; charset=ISO-8859-1", **headers)

    def trick_text(self, _: str) -> None:
        self.answer("Ferry reopens\r\n\r\nA café opens, too.".encode("cp1252"), Content_Type="text/plain")

    def trick_packed(self, _: str) -> None:
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def trick_loop(self, _: str) -> None:
        self.redirect("/loop/again")

    def trick_hops(self, left: str) -> None:
        self.redirect(f"/hops/{int(left) - 1}" if int(left) > 1 else "/article")

    def trick_to(self, location: str) -> None:
        self.redirect(unquote(location))

    def trick_spaced(self, _: str) -> None:
        self.redirect("/article/f\u00e4hre tag".encode().decode("latin-1"))

    def trick_status(self, status: str) -> None:
        self.answer(b"no", int(status))

    def trick_empty(self, _: str) -> None:
        self.answer(b" \n ")

    def trick_video(self, _: str) -> None:
        self.answer(b"....", Content_Type="video/mp4")

    def trick_brotli(self, _: str) -> None:
        self.answer(b"....", Content_Encoding="br")

    def trick_unpackable(self, _: str) -> None:
        self.answer(b"this is no gzip", Content_Encoding="gzip")

    def trick_cut(self, _: str) -> None:
        self.answer(PAGE, Content_Length="9999")
        self.close_connection = True

    def trick_bomb(self, _: str) -> None:
        self.answer(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip")

    def trick_endless(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while True:
            self.wfile.write(b"ferry " * 10_000)

    def trick_slow(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.drip(b"f" * 100)

    def trick_headers(self, _: str) -> None:
        self.drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"f" * 100)

    def trick_nonsense(self, _: str) -> None:
        self.wfile.write(b"220 mail.example ESMTP\r\n")
        self.close_connection = True

    def drip(self, data: bytes) -> None:
        for byte in data:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.1)


@contextlib.contextmanager
def run_trick_server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tricks)
    server.daemon_threads = True
    server.block_on_close = False
    server.seen = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def listen() -> Iterator[socket.socket]:
    """A socket on every IPv4 address of this machine, to tell whether anybody connected."""
    with socket.socket() as listener:
        listener.bind(("0.0.0.0", 0))
        listener.listen()
        listener.setblocking(False)
        yield listener


class Sockets:
    """Where this process connected to over the network while somebody watched, whoever did it."""

    def __init__(self) -> None:
        self.opened: list[tuple] = []
        self.watching = False
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple) -> None:
        if self.watching and event == "socket.connect" and isinstance(arguments[1], tuple):
            self.opened.append(arguments[1])


SOCKETS = Sockets()


@contextlib.contextmanager
def watch_sockets() -> Iterator[list[tuple]]:
    """The (address, port) pairs that anything in this process connects to meanwhile."""
    SOCKETS.opened, SOCKETS.watching = [], True
    try:
        yield SOCKETS.opened
    finally:
        SOCKETS.watching = False


def was_contacted(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True
