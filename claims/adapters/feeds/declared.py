"""Where a site's feeds are: what its page declares in `<link rel="alternate">`, and where they usually lie.

Method: link elements are found by pattern, in linear time and without a tree; only the head of a long page is looked
at. What they name is fetched under the policy of all fetches. Limits: links that scripts write are not seen.
Reference: https://www.rssboard.org/rss-autodiscovery
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

from claims.adapters.decoding import decode_page
from claims.adapters.documents import UnreadableError

TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
PLACES = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
"""Where content systems put their feeds; the first is that of WordPress, the others of static sites."""

MOST_CHARS = 500_000
MOST_FEEDS = 20


_LINK = re.compile(r"<link\s([^<>]{1,2000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-z-]{1,20})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)


def find_declared_feeds(body: bytes, url: str, charset: str = "") -> list[str]:
    """Absolute addresses of the feeds that a page declares, in its order; none when it cannot be read."""
    try:
        html = decode_page(body, charset)[:MOST_CHARS]
    except UnreadableError:
        return []
    found = []
    for link in _list_links(html)[:MOST_FEEDS]:
        try:
            found.append(urljoin(url, link))
        except ValueError:
            continue
    return [address for address in dict.fromkeys(found) if address.startswith(("http://", "https://"))]


def _list_links(html: str) -> list[str]:
    links = []
    for element in _LINK.finditer(html):
        given = {name.lower(): unescape(a or b or c).strip() for name, a, b, c in _ATTRIBUTE.findall(element[1])}
        if "alternate" in given.get("rel", "").lower().split() and given.get("type", "").lower() in TYPES:
            links.append(given.get("href", ""))
    return [link for link in links if link]


def guess_feeds(url: str) -> list[str]:
    """Where the site at `url` may have its feeds."""
    return [urljoin(url, place) for place in PLACES]
