"""Find the feeds of a site, from its address alone: what its page declares, else the places where feeds usually are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from claims.adapters.documents import UnreadableError
from claims.adapters.feeds import FeedError, FeedReading, read_feed
from claims.adapters.feeds.declared import find_declared_feeds, guess_feeds
from claims.adapters.fetch_policy import FEED_TYPES, FetchedPage, FetchError
from claims.domain.web_addresses import find_authority
from claims.models import Feed
from claims.services.find_duplicate import hash_url
from claims.services.intake import check_address
from claims.services.tell import begin_sentence, tell
from claims.services.visit_host import HostResting, build_policy, fetch_politely

SEARCH_SECONDS = 20.0  # a person waits for it
REQUEST_SECONDS = 8.0
PATIENCE_SECONDS = 3.0  # for the spacing of requests to one site
MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that was read; `known` when it is here already."""

    url: str
    title: str
    kind: str
    entries: int
    newest: datetime | None
    known: bool


@dataclass(slots=True)
class Search:
    """What a search for feeds came to: `feeds`, and a sentence about each address that led to none."""

    feeds: list[FoundFeed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_feeds(address: str) -> Search:
    """Search the site at `address`. Raises `UnreadableError` when it is an address that is never fetched."""
    address = address.strip()
    address = address if "://" in address else f"https://{address}"
    check_address(address)
    search = Search()
    end = time.monotonic() + SEARCH_SECONDS
    page = ask(address, search, end)
    if page is None:
        return search
    if (reading := try_reading(page)) is not None:
        search.feeds.append(describe(page.final_url, reading))
        return search
    declared = find_declared_feeds(page.body, page.final_url, page.charset)
    for candidate in declared[:MOST_CANDIDATES] or guess_feeds(page.final_url)[:MOST_CANDIDATES]:
        if time.monotonic() >= end:
            search.notes.append(
                _("The search ended after {search_seconds} seconds.").format(search_seconds=f"{SEARCH_SECONDS:g}")
            )
            break
        search.feeds += list(read_candidate(candidate, search, end, told=bool(declared)))
    return search


def read_candidate(url: str, search: Search, end: float, *, told: bool) -> Iterator[FoundFeed]:
    """A guess that leads nowhere is no news; one that the page itself names is."""
    quiet = Search()
    page = ask(url, search if told else quiet, end)
    reading = try_reading(page) if page else None
    if page and reading is None and told:
        search.notes.append(_("{url} is named by the site and is no feed.").format(url=url))
    if page and reading and not any(found.url == page.final_url for found in search.feeds):
        yield describe(page.final_url, reading)


def ask(url: str, search: Search, end: float) -> FetchedPage | None:
    seconds = max(1.0, min(REQUEST_SECONDS, end - time.monotonic()))
    try:
        check_address(url)
        policy = build_policy(content_types=FEED_TYPES, wanted="a page", seconds=seconds)
        return fetch_politely(url, policy, patience=PATIENCE_SECONDS)
    except HostResting as resting:
        search.notes.append(f"{find_authority(url)} is {resting}.")
        return None
    except (FetchError, UnreadableError) as error:
        search.notes.append(f"{begin_sentence(tell(error)).removesuffix('.')}.")
        return None


def try_reading(page: FetchedPage) -> FeedReading | None:
    if page.media_type == "text/html" and page.body.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return None
    try:
        return read_feed(page.body, page.final_url, page.content_type)
    except FeedError:
        return None


def describe(url: str, reading: FeedReading) -> FoundFeed:
    return FoundFeed(
        url=url,
        title=reading.title or find_authority(url),
        kind=reading.kind,
        entries=len(reading.entries),
        newest=max((entry.published for entry in reading.entries if entry.published), default=None),
        known=Feed.objects.kept().filter(url_hash=hash_url(url)).exists(),
    )
