"""The server behind `children`: it has the parsers loaded, and forks a child for every request.

Run as `python -m claims.adapters.child_server FD`, where FD is a socket over which sockets are handed in. Each child
says its process id, reads one request, answers and ends. The server ends when its owner closes the socket or dies.

Parsers load rules and patterns with the first page that needs them, which takes 0.3 s, and a fork that ends forgets
them. So the server reads a page and a feed of its own before it serves any: a page without a declared date takes 0.10 s
of processor time after that, and 0.40 s without.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import sys

from claims.adapters.child_limits import limit_resources
from claims.adapters.feeds import parsing as feed_parsing
from claims.adapters.pages import parsing as page_parsing

_PAGE = """<!doctype html><html lang="en"><head><title>The pier - Selm Post</title><meta name="author" content="A. B.">
</head><body><nav><a href="/">Home</a></nav><article><h1>The pier</h1><p class="date">Published on 3 May 2026</p>
<p>The council of Selm decided on the pier on Monday evening, the town clerk said after a long debate.</p>
<p>Nine members voted for it and four against; <a href="/two">work</a> is to begin in autumn.</p><ul><li>One</li></ul>
<table><tr><td>1</td></tr></table></article><footer>Imprint</footer></body></html>"""
_FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Selm Post</title>
<item><title>The &lt;b&gt;pier</title>
<link>https://selm.example/1</link><pubDate>Sun, 03 May 2026 08:00:00 GMT</pubDate></item></channel></rss>"""
_MODULES = {module.__name__: module for module in (feed_parsing, page_parsing)}


def serve(control: socket.socket) -> None:
    """Until the owner is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are not waited for
    warm_up()
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


def warm_up() -> None:
    """Have everything loaded that a page or a feed may need, and keep it where forks share it."""
    page_parsing.answer(["https://selm.example/pier"], _PAGE.encode())
    feed_parsing.answer(["https://selm.example/feed", "text/xml", "1"], _FEED.encode())
    gc.freeze()


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
