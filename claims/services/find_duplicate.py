"""Find the article that a document is a second copy of, so that nothing is stored twice."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.db import connection

from claims.models import Article, ArticleVersion, Source


def find_duplicate(source: Source, url: str, guid: str, digest: str) -> Article | None:
    """The article with this address, or with this guid or text of this source.

    Must run inside the transaction that will store the document: until its end, nobody else stores the same text.
    """
    lock_text(source, digest)
    if url and (article := Article.objects.filter(url_hash=hash_url(url)).first()):
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


def hash_url(url: str) -> str | None:
    """Two spellings of one address that differ only in host case or fragment are one article."""
    if not url:
        return None
    parts = urlsplit(url.strip())
    canonical = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="").geturl()
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
