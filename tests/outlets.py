"""Real web servers of invented outlets on the loopback address, which answer what a test tells them to.

Fetching refuses loopback; `open_loopback` is the explicit word that opens it, for tests alone and for just these
ports.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape


@dataclass
class Answer:
    body: bytes | str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0  # seconds between two bytes of the body


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        outlet: Outlet = self.server.outlet  # type: ignore[attr-defined]
        outlet.seen.append((self.path, dict(self.headers), time.monotonic()))
        answer = outlet.pages.get(self.path.partition("?")[0], Answer("nothing here", 404))
        answer = answer(self) if callable(answer) else answer
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        with contextlib.suppress(OSError):
            self.send_response(answer.status)
            for name, value in (
                {"Content-Type": "text/html", "Content-Length": str(len(body))} | answer.headers
            ).items():
                self.send_header(name, value)
            self.end_headers()
            self.send_body(body, answer.drip)

    def send_body(self, body: bytes, drip: float) -> None:
        if not drip:
            self.wfile.write(body)
            return
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(drip)

    def log_message(self, *_: object) -> None:
        pass


class Outlet:
    """One web server. `pages` maps paths to answers, or to functions of the request; `seen` keeps what was asked.

    It listens on `port`, on any that is free where that is 0.
    """

    def __init__(self, port: int = 0) -> None:
        self.pages: dict[str, Answer | Callable[[Handler], Answer]] = {}
        self.seen: list[tuple[str, dict[str, str], float]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.outlet = self  # type: ignore[attr-defined]
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.authority = f"127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str = "/") -> str:
        return f"http://{self.authority}{path}"

    def asked(self, path: str) -> list[dict[str, str]]:
        return [headers for asked, headers, _ in self.seen if asked == path]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def open_outlets(settings, count: int = 1) -> Iterator[list[Outlet]]:
    """Outlets on ports of their own, which fetching may reach."""
    outlets = [Outlet() for _ in range(count)]
    open_loopback(settings, *(outlet.port for outlet in outlets))
    try:
        yield outlets
    finally:
        for outlet in outlets:
            outlet.close()


def open_loopback(settings, *ports: int) -> None:
    settings.FETCH_ALLOWED_NETWORKS = ["127.0.0.1/32"]
    settings.FETCH_ALLOWED_PORTS = [80, 443, *ports]


def write_rss(*items: str, title: str = "Selm Post") -> Answer:
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(title)}</title>'
    return Answer(f"{head}{''.join(items)}</channel></rss>", headers={"Content-Type": "application/rss+xml"})


def write_item(link: str, title: str = "", guid: str = "", published: datetime | None = None, more: str = "") -> str:
    parts = [f"<link>{escape(link)}</link>", f"<title>{escape(title or link)}</title>", more]
    parts += [f'<guid isPermaLink="false">{escape(guid)}</guid>'] if guid else []
    parts += [f"<pubDate>{format_datetime(published)}</pubDate>"] if published else []
    return f"<item>{''.join(parts)}</item>"


def write_story(subject: str, head: str = "") -> Answer:
    """A page with an article of its own words about `subject`."""
    first = f"The council of Selm has decided on {subject}, the town clerk said on Monday evening."
    second = f"Nine members voted for {subject} and four against, after a debate that lasted until ten."
    page = f"<html lang='en'><head><title>{subject}</title>{head}</head><body><article><h1>{subject}</h1>"
    return Answer(f"{page}<p>{first}</p><p>{second}</p></article></body></html>")
