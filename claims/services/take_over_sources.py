"""Take a list of sources and feeds over: read it, show what it would do, do it. Doing it twice adds nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.adapters.documents import UnreadableError
from claims.adapters.source_lists import ListedSource, read_list
from claims.domain.outlets import find_site, is_shared_suffix
from claims.domain.web_addresses import find_authority, find_host
from claims.models import LONGEST_SOURCE_NAME, UNKNOWN_SOURCE, Feed, Source, SourceDomain, SourceImport
from claims.services.find_duplicate import hash_url
from claims.services.find_source import follow_merges
from claims.services.intake import check_address
from claims.services.tell import tell

FILLED = ("owner", "country", "language", "grade", "homepage")  # what a list may say where nothing is said yet
LONGEST_HOMEPAGE = 200
BATCH = 500  # rows of one statement, which takes 65,535 values; a feed has some thirty


@dataclass(slots=True)
class Outlook:
    """What one row would do: `outcome` is new, known or wrong, and `sentence` says so in words."""

    row: ListedSource
    outcome: str
    sentence: str


def read_import(name: str, data: bytes, person: Any) -> SourceImport:
    """Store what a file lists, with what is wrong in it; nothing is taken over yet. Raises `UnreadableError`."""
    found = read_list(name, data)
    for row in found.rows:
        row.error = row.error or find_address_error(row)
    rows = [row.dump() for row in found.rows]
    return SourceImport.objects.create(name=name[-200:], form=found.form, rows=rows, notes=found.notes, person=person)


def find_address_error(row: ListedSource) -> str:
    try:
        if row.feed:
            check_address(row.feed)
        if row.homepage and "://" in row.homepage:
            check_address(row.homepage)
    except UnreadableError as refusal:
        return str(refusal)
    return "" if name_row(row).casefold() != UNKNOWN_SOURCE.casefold() else _("This name is kept for unknown sources.")


def look_ahead(listed: SourceImport) -> list[Outlook]:
    """For each row what taking it over would do, in the file's order; three queries."""
    rows = [ListedSource.load(row) for row in listed.rows]
    found = Feed.objects.filter(url_hash__in=hash_feeds(rows)).select_related("source")
    feeds = {feed.url_hash: feed for feed in found}
    known = KnownSources(rows)
    return [foresee(row, feeds, known) for row in rows]


def foresee(row: ListedSource, feeds: dict[str, Feed], known: KnownSources) -> Outlook:
    if row.error:
        return Outlook(row, "wrong", tell(row.error))
    source = known.find(row)
    if feed := feeds.get(hash_url(row.feed) or ""):
        return Outlook(row, "known", describe_known(feed))
    if source is None:
        return Outlook(row, "new", _("A new source with this feed.") if row.feed else _("A new source."))
    told = _("A new feed of {source}") if row.feed else _("Here already: {source}")
    return Outlook(row, "new" if row.feed else "known", told.format(source=source))


def describe_known(feed: Feed) -> str:
    if feed.removed_at is not None:
        source = {"source": feed.source}
        return _("This feed was removed; bring it back on the page of %(source)s.") % source
    return _("This feed is here already.")


def apply_import(import_id: int) -> SourceImport:
    """Take over every row without an error, all or none. Applied before, nothing happens."""
    with transaction.atomic():
        listed = SourceImport.objects.select_for_update().get(pk=import_id)
        if listed.applied_at is not None:
            return listed
        rows = [ListedSource.load(row) for row in listed.rows if not row["error"]]
        known = KnownSources(rows)
        counts = Counter(wrong=len(listed.rows) - len(rows))
        counts["sources"] = len(known.make_missing(rows))
        counts["feeds"] = make_feeds(rows, known)
        counts["known_feeds"] = sum(bool(row.feed) for row in rows) - counts["feeds"]
        listed.outcome = dict(counts)
        listed.applied_at = timezone.now()
        listed.save(update_fields=["outcome", "applied_at"])
    return listed


def make_feeds(rows: list[ListedSource], known: KnownSources) -> int:
    before = set(Feed.objects.filter(url_hash__in=hash_feeds(rows)).values_list("url_hash", flat=True))
    feeds: dict[str | None, Feed] = {}
    for row in rows:
        digest, source = hash_url(row.feed), known.find(row)
        if digest and source and digest not in before and digest not in feeds:
            host = find_authority(row.feed)
            topics = list_topics(row, source)
            feeds[digest] = Feed(
                source=source, url=row.feed, url_hash=digest, host=host, title=row.name[:300], topics=topics
            )
    return len(Feed.objects.bulk_create(feeds.values(), batch_size=BATCH, ignore_conflicts=True))


def list_topics(row: ListedSource, source: Source) -> list[str]:
    """A folder that is named after the source, as in our own export, says nothing of what is in it."""
    return [tag for tag in row.tags if tag != source.name.lower()]


def hash_feeds(rows: list[ListedSource]) -> list[str | None]:
    return [hash_url(row.feed) for row in rows if row.feed]


class KnownSources:
    """The sources that rows may mean, by name and by site, found in two queries whatever their number."""

    def __init__(self, rows: list[ListedSource]) -> None:
        sites = {site for row in rows for site in list_sites(row)}
        domains = SourceDomain.objects.filter(host__in=sites).select_related("source__merged_into")
        self.by_site = {domain.host: follow_merges(domain.source) for domain in domains}
        names = {name_row(row).lower() for row in rows}
        named = Source.objects.select_related("merged_into").alias(folded=Lower("name")).filter(folded__in=names)
        self.by_name = {source.name.lower(): follow_merges(source) for source in named}

    def find(self, row: ListedSource) -> Source | None:
        """By its site first: names differ from list to list, sites do not."""
        sited = next((self.by_site[site] for site in list_sites(row) if site in self.by_site), None)
        return sited or self.by_name.get(name_row(row).lower())

    def make_missing(self, rows: list[ListedSource]) -> list[Source]:
        """The sources that were not there; those that were are filled where nothing was said of them."""
        made: dict[str, Source] = {}
        for row in rows:
            source = self.find(row)
            if source is None:
                source = build_source(row)
                made[source.name.lower()] = self.by_name[source.name.lower()] = source
            else:
                fill_source(source, row)
            self.by_site |= {site: source for site in list_sites(row) if site not in self.by_site}
        Source.objects.bulk_create(made.values(), batch_size=BATCH)
        known = [
            source for source in {*self.by_site.values(), *self.by_name.values()} if source.name.lower() not in made
        ]
        Source.objects.bulk_update(known, [*FILLED, "tags"], batch_size=BATCH)
        claimed = [SourceDomain(host=site, source=source) for site, source in self.by_site.items()]
        SourceDomain.objects.bulk_create(claimed, ignore_conflicts=True)
        return list(made.values())


def list_sites(row: ListedSource) -> list[str]:
    """The sites that are the row's own: those it names, and its homepage's. A feed may lie with another company."""
    homepage = find_host(row.homepage) if "://" in row.homepage else row.homepage.partition("/")[0]
    sites = [find_site(host) for host in [*row.domains, homepage.lower()] if host]
    return [site for site in dict.fromkeys(sites) if len(site) <= 253 and ("." in site) and not is_shared_suffix(site)]


def name_row(row: ListedSource) -> str:
    name = row.name or next(iter(list_sites(row)), "") or find_site(find_host(row.feed))
    return name[:LONGEST_SOURCE_NAME]


def build_source(row: ListedSource) -> Source:
    fields: dict[str, Any] = {name: getattr(row, name) for name in FILLED if name != "homepage"}
    return Source(
        name=name_row(row), kind=row.kind or Source.Kind.OUTLET, homepage=pick_homepage(row), tags=row.tags, **fields
    )


def fill_source(source: Source, row: ListedSource) -> None:
    given = {name: getattr(row, name) for name in FILLED} | {"homepage": pick_homepage(row)}
    for name, value in given.items():
        if value and not getattr(source, name):
            setattr(source, name, value)
    source.tags = list(dict.fromkeys([*source.tags, *list_topics(row, source)]))[:20]


def pick_homepage(row: ListedSource) -> str:
    site = next(iter(list_sites(row)), "")
    homepage = row.homepage if "://" in row.homepage else f"https://{site}/" if site else ""
    return homepage if len(homepage) <= LONGEST_HOMEPAGE else ""
