"""Take many items in, each with its own result: what one item does wrong never hurts the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from claims.adapters.readers import Document, Rejected
from claims.models import Article
from claims.services.ingest import Defaults, Ingested, ingest_document, ingest_url


class Status(StrEnum):
    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one item; `message` is one sentence for the person who gave it."""

    label: str
    status: Status
    message: str
    article: Article | None = None


def take_items(items: Iterable[Document | Rejected], defaults: Defaults) -> Iterator[ItemResult]:
    """Store each document in a transaction of its own, announced after commit; yields results as they come."""
    for item in items:
        if isinstance(item, Rejected):
            yield ItemResult(item.label, Status.REJECTED, item.reason)
        else:
            yield describe_ingested(item.label, ingest_document(item, defaults))


def take_url(url: str, defaults: Defaults) -> ItemResult:
    """Note one address for fetching; whether it can be fetched shows in the article's state."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and url.isprintable()
    except ValueError:
        usable = False
    if not usable or " " in url:
        return ItemResult(url[:200], Status.REJECTED, "This is no web address that starts with http:// or https://.")
    return describe_ingested(url, ingest_url(url, defaults))


def describe_ingested(label: str, ingested: Ingested) -> ItemResult:
    article = ingested.article
    if ingested.duplicate:
        return ItemResult(
            label, Status.DUPLICATE, f"Already here as article {article.pk}; nothing was stored.", article
        )
    return ItemResult(label, Status.ACCEPTED, f"Accepted as article {article.pk}.", article)
