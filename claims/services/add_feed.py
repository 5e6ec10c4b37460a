"""Give a source a feed, once, and have it asked soon."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.adapters.documents import UnreadableError
from claims.domain.ingest_health import Condition
from claims.domain.phrases import phrase
from claims.models import Feed, Source
from claims.services.find_duplicate import hash_address
from claims.services.intake import check_address


def add_feed(source: Source, url: str, title: str = "", topics: Sequence[str] = ()) -> Feed:
    """Raises `UnreadableError` with a sentence when the address is never fetched, or is a feed here already.

    A feed that was removed comes back, with all that it listed, as a feed of `source`.
    """
    url = url.strip()
    check_address(url)
    digest = hash_address(url)
    known = Feed.objects.filter(url_hash=digest).select_related("source").first()
    if known and known.removed_at is not None:
        Feed.objects.filter(pk=known.pk).update(source=source, topics=list(topics) or known.topics)
        switch_feed(known, on=True)
        return Feed.objects.get(pk=known.pk)
    if known:
        raise UnreadableError(_("This feed is here already; it belongs to {source}.").format(source=known.source))
    try:
        with transaction.atomic():
            return Feed.objects.create(source=source, url=url, url_hash=digest, title=title[:300], topics=list(topics))
    except IntegrityError as error:  # somebody added it between our look and our write
        raise UnreadableError(_("This feed is here already.")) from error


def switch_feed(feed: Feed, *, on: bool) -> None:
    """Switched on again it starts afresh; its history of entries stays."""
    if on:
        Feed.objects.filter(pk=feed.pk).update(
            off="",
            removed_at=None,
            failures=0,
            failing_since=None,
            next_poll_at=timezone.now(),
            condition=Condition.NEW,
        )
    else:
        Feed.objects.filter(pk=feed.pk).update(off=phrase("Switched off by hand."), condition=Condition.OFF)


def remove_feed(feed: Feed, person: str) -> bool:
    """It is asked no more and shown no more; its articles stay, and what it listed stays on record. False when it was
    removed before."""
    words = _("Removed by %(person)s.") % {"person": person}
    kept = Feed.objects.kept().filter(pk=feed.pk)
    return bool(kept.update(off=words[:200], removed_at=timezone.now(), condition=Condition.OFF))


def ask_soon(feed: Feed) -> None:
    """The next worker that looks for due feeds asks it, whatever its back-off says."""
    Feed.objects.filter(pk=feed.pk, off="").update(next_poll_at=timezone.now())
