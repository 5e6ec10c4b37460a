"""Find the source that a name or an address means, and make it when it is new."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from claims.domain.outlets import find_site, names_site
from claims.models import LONGEST_SOURCE_NAME, UNKNOWN_SOURCE, Source


def get_source(name: str, *, kind: str = "", owner: str = "") -> Source:
    """The source of that name, made when new; no name, or the unknown source's, is the one unknown source."""
    name = " ".join(name.split())
    if name.casefold() in ("", UNKNOWN_SOURCE.casefold()):
        return get_unknown_source()
    known = Source.objects.named(name).first() or find_source_named_after_its_site(name)
    kind = kind if kind in Source.NAMED_KINDS else Source.Kind.OUTLET
    return known or create_source(name, kind=kind, owner=owner)


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
    """The source with its homepage there, else the one spelt like the site, else a new one named after the site."""
    site = find_site(host)
    for known in Source.objects.filter(homepage__icontains=site):
        if find_site(find_host(known.homepage)) == site:
            return known
    return Source.objects.named(site).first() or find_source_spelt_like(site) or create_source_of_site(site)


def create_source_of_site(site: str) -> Source:
    """It keeps the address as its homepage, so that later pages find it under the name an editor gives it."""
    homepage = f"https://{site}/"
    return create_source(site, homepage=homepage if len(homepage) <= LONGEST_SOURCE_NAME else "")


def find_source_spelt_like(site: str) -> Source | None:
    return pick_only(source for source in Source.objects.all() if names_site(source.name, site))


def find_source_named_after_its_site(name: str) -> Source | None:
    return pick_only(source for source in Source.objects.filter(name__contains=".") if names_site(name, source.name))


def pick_only(sources) -> Source | None:
    """The one source, or none when several could be meant."""
    found = list(sources)
    return found[0] if len(found) == 1 else None


def find_host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # a homepage that an editor mistyped
        return ""
