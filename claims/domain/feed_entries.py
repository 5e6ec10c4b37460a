"""Which entries of a feed are which articles.

Idea: a feed is a list that is shown again and again; each of its entries must become one article, once.

Method: an entry is known by its guid where the feed uses guids as names. A guid that stands on two entries
with different links in one reading names nothing, and is passed over. Without a guid the cleaned link is the
name. A guid that was seen before with another link is the same article under a corrected address, unless
both title and date differ: then the feed has begun to count again, and the entry is a new article.

Limits: a feed that gives one guid to one entry at a time, and keeps its titles, would show one article only.
Reference: RSS 2.0 (guid), RFC 4287 (atom:id).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from claims.domain.web_addresses import clean_address, find_host, is_same_site

AGGREGATOR_SHARE = 0.8
"""Share of entries that lead to other sites from which a feed is an aggregator. Outlets link out now and then."""

FEWEST_ENTRIES = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed as it was read. `source_name` and `source_url` are the feed's own word on where the
    entry comes from (`<source>`); "" and None for what it does not say."""

    link: str
    guid: str = ""
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    source_name: str = ""
    source_url: str = ""

    @property
    def key(self) -> str:
        """What the entry is known by within its feed."""
        return f"guid {self.guid}" if self.guid else f"link {clean_address(self.link)}"


def drop_shared_guids(entries: Sequence[Entry]) -> list[Entry]:
    """The entries in order, without guids that stand on several links, and without those listed twice."""
    links: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        links[entry.guid].add(clean_address(entry.link))
    named = [replace(entry, guid="") if len(links[entry.guid]) > 1 else entry for entry in entries]
    first: dict[str, Entry] = {}
    for entry in named:
        first.setdefault(entry.key, entry)
    return list(first.values())


def is_another_article(entry: Entry, *, link: str, title: str, published: datetime | None) -> bool:
    """Whether `entry` carries a guid seen before, with this link, title and date, for an article of its own."""
    if clean_address(entry.link) == clean_address(link):
        return False
    dated_apart = entry.published is not None and published is not None and entry.published != published
    return dated_apart and bool(entry.title) and entry.title != title


def is_aggregator(entries: Iterable[Entry], hosts: Iterable[str]) -> bool:
    """Whether the feed mainly points to sites other than its source's own `hosts`; unknown without any."""
    own = [host for host in hosts if host]
    links = [find_host(entry.link) for entry in entries]
    if not own or len(links) < FEWEST_ENTRIES:
        return False
    foreign = sum(not any(is_same_site(host, mine) for mine in own) for host in links)
    return foreign >= AGGREGATOR_SHARE * len(links)
