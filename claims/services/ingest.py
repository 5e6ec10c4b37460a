"""Take a document in: find or make its source, refuse a duplicate, store it, announce it after commit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.adapters.publishing import publish_after_commit
from claims.adapters.readers import Document
from claims.domain.lifecycle import State
from claims.models import UNKNOWN_SOURCE, Article, ArticleVersion, Source


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the person said about all documents at once; a document's own words come first."""

    source: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    article: Article
    duplicate: bool  # True: it was here already, nothing was stored


def ingest_document(document: Document, defaults: Defaults = Defaults()) -> Ingested:  # noqa: B008 - frozen value
    """Store one document whole or not at all; a duplicate (same URL, guid or text of a source) is returned as such."""
    source_name = document.source or defaults.source
    digest = hash_text(document.text)
    try:
        with transaction.atomic():
            source = get_source(source_name, kind=document.kind, owner=document.owner)
            if known := find_duplicate(source, document.url, document.guid, digest):
                return Ingested(known, duplicate=True)
            article = Article.objects.create(
                source=source,
                url=document.url or None,
                url_hash=hash_url(document.url),
                guid=document.guid or None,
                title=document.title,
                author=document.author,
                language=document.language,
                published_at=document.published or defaults.published,
                state=State.FETCHED,
                hinted_at=timezone.now(),
            )
            ArticleVersion.objects.create(
                article=article, number=1, title=document.title, text=document.text, text_sha256=digest
            )
            publish_after_commit(article.pk)
    except IntegrityError:  # somebody stored the same article between our look and our write
        source = get_source(source_name, kind=document.kind, owner=document.owner)
        known = find_duplicate(source, document.url, document.guid, digest)
        if known is None:
            raise
        return Ingested(known, duplicate=True)
    return Ingested(article, duplicate=False)


def ingest_url(url: str, defaults: Defaults = Defaults()) -> Ingested:  # noqa: B008 - frozen value
    """Take note of a page to fetch; the fetch itself is the pipeline's first stage."""
    with transaction.atomic():
        source = get_source(defaults.source) if defaults.source else get_source_of_host(find_host(url))
        article, created = Article.objects.get_or_create(
            url_hash=hash_url(url),
            defaults={
                "source": source,
                "url": url,
                "published_at": defaults.published,
                "state": State.RECEIVED,
                "hinted_at": timezone.now(),
            },
        )
        if created:
            publish_after_commit(article.pk)
    return Ingested(article, duplicate=not created)


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


def find_duplicate(source: Source, url: str, guid: str, digest: str) -> Article | None:
    if url and (article := Article.objects.filter(url_hash=hash_url(url)).first()):
        return article
    if guid and (article := Article.objects.filter(source=source, guid=guid).first()):
        return article
    same_text = ArticleVersion.objects.filter(text_sha256=digest, article__source=source).select_related("article")
    if version := same_text.first():
        return version.article
    return None


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_url(url: str) -> str | None:
    """Two spellings of one address that differ only in host case or fragment are one article."""
    if not url:
        return None
    parts = urlsplit(url.strip())
    canonical = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="").geturl()
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def find_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def get_source_of_host(host: str) -> Source:
    """The source whose homepage is on that host, else one named after the host."""
    for known in Source.objects.filter(homepage__icontains=host):
        if find_host(known.homepage) == host:
            return known
    return get_source(host)
