"""A feed's bytes into its entries: RSS, Atom and JSON Feed.

Method: markup that declares entities of its own is refused by plain search, before any parser sees it; then a
child process parses the bytes (`parsing`) and is killed when its time is up. The parser gets a stream of bytes and
never a string: feedparser opens what looks like an address or a file name. Dates are checked like those of pages;
a date that cannot be read, or lies in the future, is left out, and the entry kept.

Limits: at most `MOST_ENTRIES` entries are taken, in the feed's order; enclosures are passed over.
Reference: https://feedparser.readthedocs.io, https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from claims.adapters.children import ChildFailed, ChildSlow, run_child
from claims.adapters.documents import MAX_FUTURE, UnreadableError
from claims.adapters.publication_dates import read_date
from claims.domain.feed_entries import Entry

MOST_ENTRIES = 500
"""Feeds list 10 to 100 entries; more is an archive, and the next reading takes what stays at its top."""

PARSE_SECONDS = 10.0
"""A feed of 500 entries takes under a second; the rest is for a busy machine."""

LONGEST_TITLE = 300
_CHILD = "claims.adapters.feeds.parsing"
_ENTITIES = re.compile(rb"<!ENTITY", re.I)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class FeedError(UnreadableError):
    """This is no feed, or none that can be read. `str(error)` is one sentence without a full stop."""


@dataclass(frozen=True)
class FeedReading:
    """A feed as it was read. `kind` is rss, atom or json; `left_out` counts entries without a link, and those past
    the limit."""

    kind: str
    title: str
    homepage: str
    entries: list[Entry] = field(repr=False)
    left_out: int = 0


def read_feed(
    body: bytes,
    url: str,
    content_type: str = "",
    *,
    seconds: float = PARSE_SECONDS,
    now: datetime | None = None,
) -> FeedReading:
    """Read a feed that was fetched from `url`, against which its links are resolved. Raises `FeedError`."""
    if _ENTITIES.search(body.replace(b"\0", b"")):
        raise FeedError("the feed declares entities of its own, which are never read")
    try:
        found = run_child(_CHILD, [url, content_type, str(MOST_ENTRIES)], body, seconds)
    except ChildSlow as error:
        raise FeedError(f"parsing the feed took longer than {seconds:g} seconds, so it was stopped") from error
    except ChildFailed as error:
        raise FeedError("the feed could not be parsed: it is broken or takes too much memory") from error
    if not found["kind"]:
        raise FeedError(found["problem"] or "this is not a feed: neither RSS nor Atom nor JSON Feed")
    entries = [_build_entry(entry, now or datetime.now(UTC)) for entry in found["entries"]]
    return FeedReading(
        kind=found["kind"],
        title=_clean(found["title"])[:LONGEST_TITLE],
        homepage=_clean(found["homepage"]),
        entries=[entry for entry in entries if entry.link],
        left_out=found["more"] + sum(not entry.link for entry in entries),
    )


def _build_entry(found: dict[str, str], now: datetime) -> Entry:
    return Entry(
        link=_clean(found["link"]),
        guid=_clean(found["guid"]),
        title=_clean(found["title"])[:LONGEST_TITLE],
        published=_read_date(found["published"], now),
        updated=_read_date(found["updated"], now),
        source_name=_clean(found["source_name"])[:200],
        source_url=_clean(found["source_url"]),
    )


def _clean(value: str) -> str:
    return " ".join(_UNSTORABLE.sub("\ufffd", value).split())


def _read_date(value: str, now: datetime) -> datetime | None:
    try:
        return read_date(value, now=now, future=MAX_FUTURE) if value else None
    except UnreadableError:
        return None
