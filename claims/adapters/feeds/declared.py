"""Where a site's feeds are: what its page declares in `<link rel="alternate">`, and where they usually lie.

Method: link elements are found with the standard library's tokenizer, which builds no tree and so knows no depth;
only the head of a long page is looked at. Limits: links that scripts write are not seen.
Reference: https://www.rssboard.org/rss-autodiscovery
"""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

from claims.adapters.decoding import decode_page
from claims.adapters.documents import UnreadableError

TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
PLACES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
"""Where content systems put their feeds; the first is that of WordPress, the others of static sites."""

MOST_CHARS = 500_000
MOST_FEEDS = 20


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and "alternate" in given.get("rel", "").lower().split():
            if given.get("type", "").strip().lower() in TYPES and given.get("href", "").strip():
                self.found.append(given["href"].strip())


def find_declared_feeds(body: bytes, url: str, charset: str = "") -> list[str]:
    """Absolute addresses of the feeds that a page declares, in its order; none when it cannot be read."""
    try:
        html = decode_page(body, charset)[:MOST_CHARS]
    except UnreadableError:
        return []
    links = _Links()
    links.feed(html)
    found = []
    for link in links.found[:MOST_FEEDS]:
        try:
            found.append(urljoin(url, link))
        except ValueError:
            continue
    return [address for address in dict.fromkeys(found) if address.startswith(("http://", "https://"))]


def guess_feeds(url: str) -> list[str]:
    """Where the site at `url` may have its feeds."""
    return [urljoin(url, place) for place in PLACES]
