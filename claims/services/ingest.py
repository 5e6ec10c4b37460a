"""Take a document in: find or make its source, refuse a duplicate, store it, announce it after commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.adapters.publishing import publish_after_commit
from claims.adapters.readers import Document
from claims.domain.lifecycle import State
from claims.domain.web_addresses import find_authority
from claims.models import Article, ArticleAddress, ArticleVersion, Source
from claims.services.find_duplicate import find_by_address, find_duplicate, hash_text, hash_url
from claims.services.find_source import find_host, get_source, get_source_of_host
from claims.services.keep_snapshot import describe_notice


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
                article=article,
                number=1,
                title=document.title,
                text=document.text,
                text_sha256=digest,
                **describe_notice(document.text, document.title),
            )
            note_address(article, document.url)
            publish_after_commit(article.pk)
    except IntegrityError:  # somebody stored the same address or guid between our look and our write
        with transaction.atomic():
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
        ingested = note_page(url, source, published_at=defaults.published, hinted_at=timezone.now())
        if not ingested.duplicate:
            publish_after_commit(ingested.article.pk)
    return ingested


def note_page(url: str, source: Source, **fields: Any) -> Ingested:
    """The article at `url`, made when new, in the caller's transaction. `fields` are those of a new article."""
    if known := find_by_address(url):
        return Ingested(known, duplicate=True)
    article, created = Article.objects.get_or_create(
        url_hash=hash_url(url),
        defaults={"source": source, "url": url, "host": find_authority(url), "state": State.RECEIVED, **fields},
    )
    if created:
        note_address(article, url)
    return Ingested(article, duplicate=not created)


def note_address(article: Article, url: str) -> None:
    if url:
        ArticleAddress.objects.get_or_create(url_hash=hash_url(url), defaults={"article": article, "url": url})
