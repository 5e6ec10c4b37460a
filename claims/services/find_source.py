"""Find the source that a name or an address means, and make it when it is new."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from claims.domain.outlets import find_site, names_site
from claims.domain.web_addresses import find_host
from claims.models import LONGEST_SOURCE_NAME, UNKNOWN_SOURCE, Source, SourceDomain

__all__ = ["create_source", "find_host", "find_source_of_host", "get_source", "get_source_of_host"]


def get_source(name: str, *, kind: str = "", owner: str = "") -> Source:
    """The source of that name, made when new; no name, or the unknown source's, is the one unknown source."""
    name = " ".join(name.split())
    if name.casefold() in ("", UNKNOWN_SOURCE.casefold()):
        return get_unknown_source()
    known = Source.objects.named(name).first() or find_source_named_after_its_site(name)
    kind = kind if kind in Source.NAMED_KINDS else Source.Kind.OUTLET
    return follow_merges(known or create_source(name, kind=kind, owner=owner))


def get_unknown_source() -> Source:
    unknown = Source.objects.filter(kind=Source.Kind.UNKNOWN)
    try:
        with transaction.atomic():
            return unknown.first() or Source.objects.create(name=UNKNOWN_SOURCE, kind=Source.Kind.UNKNOWN)
    except IntegrityError:  # somebody made it between our look and our write
        return unknown.get()


def create_source(name: str, **fields: str) -> Source:
    try:
        with transaction.atomic():
            return Source.objects.create(name=name, **fields)
    except IntegrityError:  # somebody made it between our look and our write, perhaps in another case
        return Source.objects.named(name).get()


def get_source_of_host(host: str) -> Source:
    """The source that publishes there, else the one spelt like the site, else a new one named after the site."""
    site = find_site(host)
    known = find_source_of_host(host) or Source.objects.named(site).first() or find_source_spelt_like(site)
    return follow_merges(known or create_source_of_site(site))


def find_source_of_host(host: str) -> Source | None:
    """The source that publishes on this host, or on a site that it is a part of; the nearest one."""
    labels = find_site(host).split(".")
    sites = [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]
    domains = {
        domain.host: domain.source for domain in SourceDomain.objects.filter(host__in=sites).select_related("source")
    }
    named = next((domains[site] for site in sites if site in domains), None)
    return follow_merges(named) if named else find_source_with_homepage(sites[0])


def find_source_with_homepage(site: str) -> Source | None:
    for known in Source.objects.filter(homepage__icontains=site):
        if find_site(find_host(known.homepage)) == site:
            return follow_merges(known)
    return None


def follow_merges(source: Source) -> Source:
    """The source that this one is a name of; itself when it was never merged."""
    while source.merged_into is not None:
        source = source.merged_into
    return source


def create_source_of_site(site: str) -> Source:
    """It keeps the site as its domain, so that later pages find it under the name an editor gives it."""
    homepage = f"https://{site}/"
    source = create_source(site, homepage=homepage if len(homepage) <= LONGEST_SOURCE_NAME else "")
    SourceDomain.objects.get_or_create(host=site, defaults={"source": source})
    return source


def find_source_spelt_like(site: str) -> Source | None:
    return pick_only(source for source in Source.objects.all() if names_site(source.name, site))


def find_source_named_after_its_site(name: str) -> Source | None:
    return pick_only(source for source in Source.objects.filter(name__contains=".") if names_site(name, source.name))


def pick_only(sources) -> Source | None:
    """The one source, or none when several could be meant."""
    found = list(sources)
    return found[0] if len(found) == 1 else None
