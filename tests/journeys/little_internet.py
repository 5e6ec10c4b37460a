"""A small internet of our own on the loopback address: forty outlets with a feed each, ten stories, and a week in which
things happen.

Each story has a fact that two outlets tell in words of their own and two more outlets copy. The events of the week, and
what has to come of each, are written down here before anything runs.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LETTERS = "abcd"
PAGES = ("museum/a",)

# For each story: the fact in the words of its first outlet, and in those of the second.
STORIES: dict[str, tuple[str, str]] = {
    "ferry": (
        "The ferry Alma Corrin carried 312 passengers when it struck the pier of Halmstow on 3 May 2027.",
        "When it struck the Halmstow pier on 3 May 2027, the ferry Alma Corrin carried 312 passengers.",
    ),
    "dam": (
        "Engineers of the Ulmen water board found 14 cracks in the wall of the Perrin dam on 3 May 2027.",
        "On 3 May 2027 the wall of the Perrin dam had 14 cracks, engineers of the Ulmen water board found.",
    ),
    "school": (
        "The city of Varga closed 9 schools because of asbestos in their ceilings on 3 May 2027.",
        "Because of asbestos in the ceilings, 9 schools were closed by the city of Varga on 3 May 2027.",
    ),
    "bank": (
        "The Lindt savings bank lost 48 million crowns of its depositors' money in April 2027.",
        "In April 2027 the savings bank of Lindt lost 48 million crowns that belonged to depositors.",
    ),
    "wolves": (
        "Rangers counted 27 wolves in the Tarrow forest during the winter census of 2027.",
        "The winter census of 2027 found 27 wolves in the Tarrow forest, according to rangers.",
    ),
    "strike": (
        "The tram drivers of Osmark began a strike of 5 days over night shifts on 3 May 2027.",
        "Over night shifts, tram drivers in Osmark began a strike of 5 days on 3 May 2027.",
    ),
    "hospital": (
        "The hospital of Bremmen postponed 160 operations after its computers failed on 3 May 2027.",
        "After its computers failed on 3 May 2027, Bremmen hospital postponed 160 operations.",
    ),
    "vaccine": (
        "The health ministry of Kestria ordered 2 million doses of measles vaccine in April 2027.",
        "In April 2027 Kestria's health ministry ordered 2 million measles vaccine doses.",
    ),
    "bridge": (
        "The railway company Nordbahn closed the iron bridge at Cadwell to freight trains on 3 May 2027.",
        "On 3 May 2027 the iron bridge at Cadwell was closed to freight trains by the railway company Nordbahn.",
    ),
    "museum": (
        "Thieves took 6 bronze helmets from the Roman museum of Aldova on the night of 2 May 2027.",
        "On the night of 2 May 2027 thieves took 6 bronze helmets from Aldova's Roman museum.",
    ),
}

ASIDES = {
    "a": "Nobody could say yesterday how things will go on from here, and many wondered why it had come to this.",
    "b": "Our reporter waited at the scene until late in the evening and spoke with those who were willing to talk.",
}
ADDED = "A brass band from the next valley will play in the market square of Oberau on Sunday afternoon."


@dataclass
class Answer:
    """One article. Most are plain text, because a page costs a process of its own; where looks matter it is a page."""

    paragraphs: list[str]
    title: str
    status: int = 200
    chrome: str = ""
    is_page: bool = False

    @property
    def media_type(self) -> str:
        return "text/html" if self.is_page else "text/plain"

    def render(self) -> bytes:
        if not self.is_page:
            return "\n\n".join([self.title, *self.paragraphs]).encode()
        body = "".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)
        return (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{self.title}</title></head><body>"
            f"{self.chrome}<main><article><h1>{self.title}</h1>{body}</article></main></body></html>"
        ).encode()


@dataclass
class Internet:
    """What each path answers now, and an outlet's feed at `feeds/<path>`; `asked` counts requests."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: int = 0
    port: int = 0

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def render_feed(self, path: str) -> bytes:
        item = f"<item><title>{self.answers[path].title}</title><link>{self.address(path)}</link></item>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{path}</title>{item}</channel></rss>'.encode()

    def replace_words(self, path: str, old: str, new: str) -> None:
        answer = self.answers[path]
        assert any(old in paragraph for paragraph in answer.paragraphs), (path, old)
        answer.paragraphs = [paragraph.replace(old, new) for paragraph in answer.paragraphs]


def publish_all() -> Internet:
    """Forty outlets: `<story>/a` and `<story>/b` write, `<story>/c` and `<story>/d` copy the first."""
    internet = Internet()
    for story, (first, second) in STORIES.items():
        for letter in LETTERS:
            fact, aside = (second, ASIDES["b"]) if letter == "b" else (first, ASIDES["a"])
            path = f"{story}/{letter}"
            internet.answers[path] = Answer([fact, aside], f"News of the {story}", is_page=path in PAGES)
    return internet


@contextlib.contextmanager
def serve(internet: Internet) -> Iterator[Internet]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            internet.asked += 1
            path = self.path.lstrip("/")
            if path.startswith("feeds/"):
                self.answer_feed(internet.render_feed(path.removeprefix("feeds/")))
                return
            answer = internet.answers.get(path)
            body = answer.render() if answer else b"gone"
            self.send_response(answer.status if answer else 404)
            media_type = answer.media_type if answer else "text/plain"
            self.send_header("Content-Type", f"{media_type}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def answer_feed(self, body: bytes) -> None:
            etag = f'"{hashlib.sha256(body).hexdigest()}"'
            unchanged = self.headers.get("If-None-Match") == etag
            self.send_response(304 if unchanged else 200)
            self.send_header("ETag", etag)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", "0" if unchanged else str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if unchanged else body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    internet.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield internet
    finally:
        server.shutdown()
        server.server_close()
