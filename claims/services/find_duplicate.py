"""Find the article that a document is a second copy of, so that nothing is stored twice."""

from __future__ import annotations

import hashlib

from django.db import connection

from claims.domain.web_addresses import clean_address
from claims.models import Article, ArticleAddress, ArticleVersion, Source


def find_duplicate(source: Source, url: str, guid: str, digest: str) -> Article | None:
    """The article with this address, or with this guid or text of this source.

    Must run inside the transaction that will store the document: until its end, nobody else stores the same text.
    """
    lock_text(source, digest)
    if url and (article := find_by_address(url)):
        return article
    if guid and (article := Article.objects.filter(source=source, guid=guid).first()):
        return article
    same_text = ArticleVersion.objects.filter(text_sha256=digest, article__source=source).select_related("article")
    if version := same_text.first():
        return version.article
    return None


def lock_text(source: Source, digest: str) -> None:
    """No constraint can span source and text, which stand in two tables; a lock on both can."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{source.pk} {digest}"])


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_by_address(url: str) -> Article | None:
    """The article that one of its addresses is, however the address is spelt."""
    digest = hash_url(url)
    known = ArticleAddress.objects.filter(url_hash=digest).select_related("article").first()
    return known.article if known else Article.objects.filter(url_hash=digest).first()


def hash_url(url: str) -> str | None:
    """Two spellings of one address are one article (claims/domain/web_addresses.py)."""
    return hash_address(url) if url else None


def hash_address(url: str) -> str:
    return hashlib.sha256(clean_address(url).encode("utf-8", "surrogatepass")).hexdigest()
