"""Find the source that a name or an address means, and make it when it is new."""

from __future__ import annotations

from urllib.parse import urlsplit

from claims.models import UNKNOWN_SOURCE, Source


def get_source(name: str, *, kind: str = "", owner: str = "") -> Source:
    """The source of that name, made when new; an empty name is the one unknown source."""
    if not name:
        source, _ = Source.objects.get_or_create(name=UNKNOWN_SOURCE, defaults={"kind": Source.Kind.UNKNOWN})
        return source
    known = Source.objects.filter(name__iexact=name).first()
    if known:
        return known
    kind = kind if kind in Source.Kind.values else Source.Kind.OUTLET
    source, _ = Source.objects.get_or_create(name=name, defaults={"kind": kind, "owner": owner})
    return source


def find_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def get_source_of_host(host: str) -> Source:
    """The source whose homepage is on that host, else one named after the host."""
    for known in Source.objects.filter(homepage__icontains=host):
        if find_host(known.homepage) == host:
            return known
    return get_source(host)
