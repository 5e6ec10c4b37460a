"""Take many items in, each with its own result: what one item does wrong never hurts the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from urllib.parse import urlsplit

from django.db import DataError
from django.utils.translation import gettext as _

from claims.adapters.documents import UnreadableError
from claims.adapters.readers import Document, Rejected
from claims.models import LONGEST_SOURCE_NAME, Article
from claims.services.ingest import Defaults, Ingested, ingest_document, ingest_url
from claims.services.refuse_address import refuse_address
from claims.services.tell import tell

LONGEST_URL = 2_000  # as in files; browsers and servers give up at about that length
LONGEST_LABEL = 200


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
            yield ItemResult(tell(item.label), Status.REJECTED, tell(item.reason))
        else:
            yield take_item(tell(item.label), partial(ingest_document, item, defaults))


def take_url(url: str, defaults: Defaults) -> ItemResult:
    """Note one address for fetching, unless its looks alone rule that out; the rest shows in the article's state."""
    url = url.strip()
    try:
        check_address(url)
    except UnreadableError as refusal:
        return ItemResult(url[:LONGEST_LABEL], Status.REJECTED, tell(refusal))
    return take_item(url[:LONGEST_LABEL], partial(ingest_url, url, defaults))


def check_address(url: str) -> None:
    """Raises UnreadableError with a sentence when nothing could be fetched from `url`, or nothing could be stored."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and url.isprintable()
    except ValueError:
        usable = False
    if not usable or " " in url:
        raise UnreadableError(_("This is no web address that starts with http:// or https://."))
    if len(url) > LONGEST_URL:
        raise UnreadableError(
            _("This address has {n} characters, and may have at most {longest_url}.").format(
                n=f"{len(url):,}", longest_url=f"{LONGEST_URL:,}"
            )
        )
    host = parts.hostname or ""
    if len(host) > LONGEST_SOURCE_NAME:  # its source may be named after it
        raise UnreadableError(
            _("The host name in this address has {n} characters, and may have at most {longest_source_name}.").format(
                n=f"{len(host):,}", longest_source_name=LONGEST_SOURCE_NAME
            )
        )
    refuse_address(url)


def take_item(label: str, ingest: Callable[[], Ingested]) -> ItemResult:
    """The last defence: what no check foresaw and the database cannot hold is refused too, and stops nothing."""
    try:
        ingested = ingest()
    except DataError as error:
        reason = str(error).strip().partition("\n")[0]
        return ItemResult(label, Status.REJECTED, _("The database cannot store this: {reason}.").format(reason=reason))
    article = ingested.article
    if ingested.duplicate:
        return ItemResult(
            label,
            Status.DUPLICATE,
            _("Already here as article {pk}; nothing was stored.").format(pk=article.pk),
            article,
        )
    return ItemResult(label, Status.ACCEPTED, _("Accepted as article {pk}.").format(pk=article.pk), article)
