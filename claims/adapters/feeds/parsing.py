"""What a child process does with one feed: its bytes in, its entries out.

It runs apart (`claims.adapters.children`). Nothing here opens a socket or a file: feedparser is given a stream.
"""

from __future__ import annotations

import io
import json
import time
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import html as lxml_html

LONGEST_VALUE = 2_000
_WHITE = b" \t\r\n\xef\xbb\xbf"


def parse_feed(body: bytes, url: str, content_type: str, most: int) -> dict[str, Any]:
    """`kind` ("" for no feed, with a `problem`), `title`, `homepage`, `entries` and `more`, the number of entries
    past `most`. An entry has link, guid, title, published, updated, source_name, source_url: strings, "" for what
    is not there; dates in ISO 8601."""
    head = body.lstrip(_WHITE)[:1]
    if head == b"{":
        return _parse_json(body, url, most)
    if head != b"<":
        return _say_no("this is not a feed: it is neither XML nor JSON")
    return _parse_xml(body, url, content_type, most)


def _parse_xml(body: bytes, url: str, content_type: str, most: int) -> dict[str, Any]:
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    found = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False)
    version = found.get("version", "")
    if not version:
        return _say_no("this is not a feed: neither RSS nor Atom nor JSON Feed")
    return {
        "kind": "atom" if version.startswith("atom") else "rss",
        "problem": "",
        "title": _plain(found.feed.get("title")),
        "homepage": _web(url, found.feed.get("link")),
        "entries": [_read_entry(entry, url) for entry in found.entries[:most]],
        "more": max(0, len(found.entries) - most),
    }


def _read_entry(entry: Any, url: str) -> dict[str, str]:
    guid = _text(entry.get("id"))
    source = entry.get("source") or {}
    return {
        "link": _web(url, entry.get("link")) or (guid if guid.startswith(("http://", "https://")) else ""),
        "guid": guid,
        "title": _plain(entry.get("title")),
        "published": _date(entry.get("published_parsed")),
        "updated": _date(entry.get("updated_parsed")),
        "source_name": _plain(source.get("title")),
        "source_url": _web(url, source.get("href") or source.get("link")),
    }


def _parse_json(body: bytes, url: str, most: int) -> dict[str, Any]:
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return _say_no("this is not a feed: its JSON is broken")
    if not isinstance(data, dict) or "jsonfeed.org" not in _text(data.get("version")):
        return _say_no("this is JSON, and not a JSON Feed")
    items = data.get("items")
    items = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return {
        "kind": "json",
        "problem": "",
        "title": _plain(data.get("title")),
        "homepage": _web(url, data.get("home_page_url")),
        "entries": [_read_item(item, url) for item in items[:most]],
        "more": max(0, len(items) - most),
    }


def _read_item(item: dict[str, Any], url: str) -> dict[str, str]:
    guid = _text(item.get("id"))
    external = item.get("external_url")
    return {
        "link": _web(url, item.get("url") or external) or (guid if guid.startswith(("http://", "https://")) else ""),
        "guid": guid,
        "title": _plain(item.get("title")),
        "published": _text(item.get("date_published")),
        "updated": _text(item.get("date_modified")),
        "source_name": "",
        "source_url": _web(url, external) if item.get("url") else "",
    }


def _say_no(problem: str) -> dict[str, Any]:
    return {"kind": "", "problem": problem, "title": "", "homepage": "", "entries": [], "more": 0}


def _text(value: Any) -> str:
    return str(value)[:LONGEST_VALUE].strip() if isinstance(value, str | int | float) else ""


def _plain(value: Any) -> str:
    """A title without the markup that feeds put into it."""
    text = _text(value)
    if "<" not in text and "&" not in text:
        return text
    try:
        return " ".join(lxml_html.fromstring(f"<p>{text}</p>").text_content().split())
    except (ValueError, AssertionError):
        return text


def _web(base: str, link: Any) -> str:
    """An absolute address of the web, "" for anything else."""
    try:
        address = urljoin(base, _text(link)) if _text(link) else ""
    except ValueError:
        return ""
    return address if address.startswith(("http://", "https://")) else ""


def _date(parsed: Any) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed) if parsed else ""


def answer(arguments: list[str], given: bytes) -> dict[str, Any]:
    """`parse_feed` as a child process is asked for it: the feed's bytes, its address and type, and the most entries."""
    url, content_type, most = arguments
    return parse_feed(given, url, content_type, int(most))
