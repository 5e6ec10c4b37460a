"""Find the source that a name or an address means, and make it when it is new."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from claims.models import UNKNOWN_SOURCE, Source


def get_source(name: str, *, kind: str = "", owner: str = "") -> Source:
    """The source of that name, made when new; no name, or the unknown source's, is the one unknown source."""
    name = name.strip()
    if name.casefold() in ("", UNKNOWN_SOURCE.casefold()):
        return get_unknown_source()
    kind = kind if kind in Source.NAMED_KINDS else Source.Kind.OUTLET
    return Source.objects.named(name).first() or create_source(name, kind=kind, owner=owner)


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


def find_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def get_source_of_host(host: str) -> Source:
    """The source whose homepage is on that host, else one named after the host."""
    for known in Source.objects.filter(homepage__icontains=host):
        if find_host(known.homepage) == host:
            return known
    return get_source(host)
