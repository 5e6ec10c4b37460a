"""Keep what came back from a fetch, byte for byte. What is kept is never changed and never deleted."""

from __future__ import annotations

import hashlib
import zlib
from datetime import datetime

from django.utils import timezone

from claims.adapters.fetch_policy import FetchedPage
from claims.domain.availability import Look
from claims.domain.notices import find_notice
from claims.models import Article, Snapshot, SnapshotBody

LEFT_OUT = {"set-cookie"}  # names a visit, proves nothing, and would let whoever reads it go on with that visit
LONGEST_HEADER = 2_000
MOST_HEADERS = 100


def keep_page(article: Article, page: FetchedPage, *, look: str = Look.READ, detail: str = "") -> Snapshot:
    """Must run inside the transaction that stores what was made of the page. A 304 has no bytes to keep."""
    kept = [[name, value[:LONGEST_HEADER]] for name, value in page.headers if name.lower() not in LEFT_OUT]
    return Snapshot.objects.create(
        article=article,
        fetched_at=timezone.now(),
        url=page.url,
        final_url=page.final_url,
        status=page.status,
        headers=[[name, value.replace("\0", "")] for name, value in kept[:MOST_HEADERS]],
        body=None if page.is_unchanged else keep_body(page.body),
        look=look,
        detail=detail,
    )


def keep_failure(article: Article, *, look: str, status: int | None, detail: str) -> Snapshot:
    """An answer without a page is kept too: that nothing was there is what a later reader wants to know."""
    now: datetime = timezone.now()
    return Snapshot.objects.create(
        article=article, fetched_at=now, url=article.url or "", status=status, look=look, detail=detail
    )


def keep_body(body: bytes) -> SnapshotBody:
    digest = hashlib.sha256(body).hexdigest()
    known = SnapshotBody.objects.filter(sha256=digest).defer("packed").first()
    if known is not None:
        return known
    SnapshotBody.objects.bulk_create(
        [SnapshotBody(sha256=digest, size=len(body), packed=zlib.compress(body, 9))], ignore_conflicts=True
    )
    return SnapshotBody.objects.defer("packed").get(sha256=digest)


def describe_notice(text: str, title: str) -> dict[str, str]:
    """The columns of a version that say what the outlet says of its own article."""
    notice = find_notice(text, title)
    return {"notice": notice.kind, "notice_quote": notice.quote} if notice else {}
