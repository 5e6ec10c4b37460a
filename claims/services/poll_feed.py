"""Ask one feed for what is new, and let its entries become articles, each once."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.adapters.documents import UnreadableError
from claims.adapters.feeds import FeedError, FeedReading, read_feed
from claims.adapters.fetch_policy import FEED_TYPES, FetchedPage, FetchError, FetchFailed, FetchRefused, Validators
from claims.domain.feed_entries import Entry, drop_shared_guids, is_aggregator, is_another_article
from claims.domain.ingest_health import Condition, Trouble, name_trouble
from claims.domain.polling import choose_pace, plan_after_failure, plan_after_success
from claims.domain.web_addresses import find_host
from claims.models import Feed, FeedEntry, Source
from claims.services.find_duplicate import hash_url
from claims.services.find_source import find_source_of_host, get_source, get_source_of_host
from claims.services.ingest import note_page
from claims.services.intake import check_address
from claims.services.settle_address import find_owned_hosts
from claims.services.tell import begin_sentence
from claims.services.visit_host import HostResting, RobotsRefused, build_policy, fetch_politely

logger = logging.getLogger(__name__)

_OF_TROUBLE = {
    Trouble.BLOCKED: Condition.BLOCKED,
    Trouble.PAYWALLED: Condition.PAYWALLED,
    Trouble.REFUSED: Condition.BLOCKED,
}
QUIET_AFTER = timedelta(days=30)


def poll_feed(feed_id: int, token: uuid.UUID) -> bool:
    """Read the feed under the lease `token`; True when it answered well. What goes wrong is written on the feed."""
    feed = Feed.objects.select_related("source").get(pk=feed_id)
    try:
        page = fetch_politely(
            feed.url,
            build_policy(content_types=FEED_TYPES, wanted="a feed"),
            Validators(feed.etag, feed.last_modified),
        )
        reading = None if page.is_unchanged else read_feed(page.body, page.final_url, page.content_type)
    except HostResting as resting:
        put_off(feed, token, resting.until)
        return False
    except (FetchError, FeedError) as error:
        store_failure(feed, token, error)
        return False
    except Exception as error:
        logger.exception("feed %s: reading it failed", feed_id)
        store_failure(feed, token, FetchFailed(f"reading it failed here: {type(error).__name__}", temporary=True))
        return False
    with transaction.atomic():
        # Read again: people may have switched it off, removed it or merged its source while it was asked.
        leased = Feed.objects.select_for_update(of=("self",)).select_related("source")
        present = leased.filter(pk=feed.pk, lease_token=token).first()
        if present is None:
            return False
        store_success(present, page, reading)
    return True


def put_off(feed: Feed, token: uuid.UUID, until: datetime) -> None:
    release(feed, token, {"next_poll_at": until})


def release(feed: Feed, token: uuid.UUID, fields: dict[str, Any]) -> None:
    Feed.objects.filter(pk=feed.pk, lease_token=token).update(lease_token=None, lease_until=None, **fields)


def store_failure(feed: Feed, token: uuid.UUID, error: FetchError | FeedError) -> None:
    now = timezone.now()
    status = error.status if isinstance(error, FetchFailed) else None
    waited = error.retry_after if isinstance(error, FetchFailed) else None
    failures = feed.failures + 1
    plan = plan_after_failure(
        now,
        choose_pace(list_dates(feed), feed.source.wished_pace),
        find_spread(feed),
        failures=failures,
        failing_since=feed.failing_since or now,
        gone=status == 410,
        retry_after=timedelta(seconds=waited) if waited is not None else None,
    )
    condition = name_condition(error, status)
    sentence = f"{begin_sentence(str(error))}."
    fields: dict[str, Any] = {
        "failures": failures,
        "failing_since": feed.failing_since or now,
        "last_attempt_at": now,
        "last_error": sentence,
        "last_error_at": now,
        "next_poll_at": plan.next_at,
    }
    with transaction.atomic():
        still_on = Feed.objects.filter(pk=feed.pk, lease_token=token, off="")
        still_on.update(off=plan.off, condition=Condition.OFF if plan.off else condition)
        release(feed, token, fields)


def name_condition(error: FetchError | FeedError, status: int | None) -> Condition:
    if isinstance(error, RobotsRefused):
        return Condition.BLOCKED
    trouble = name_trouble(status, refused=isinstance(error, FetchRefused))
    return _OF_TROUBLE.get(trouble, Condition.FAILING)


def store_success(feed: Feed, page: FetchedPage, reading: FeedReading | None) -> None:
    """In the caller's transaction, under the feed's lock. `reading` is None when nothing has changed."""
    now = timezone.now()
    entries = drop_shared_guids(reading.entries) if reading else []
    new = store_entries(feed, entries)
    if reading is not None:
        feed.kind, feed.title = reading.kind, feed.title or reading.title
        feed.entry_count = len(entries)
        feed.etag, feed.last_modified = page.etag, page.last_modified
        feed.note = describe_left_out(reading, new)
        feed.condition = judge_reading(feed, entries)
    elif feed.condition not in (Condition.EMPTY, Condition.AGGREGATOR):
        feed.condition = Condition.WORKING
    feed.last_new_at = now if new else feed.last_new_at
    last_new = feed.last_new_at or feed.created_at
    feed.condition = Condition.OFF if feed.off else feed.condition
    if feed.condition == Condition.WORKING and now - last_new > QUIET_AFTER:
        feed.condition = Condition.QUIET
    pace = choose_pace(list_dates(feed), feed.source.wished_pace)
    feed.next_poll_at = plan_after_success(now, pace, find_spread(feed)).next_at
    feed.failures, feed.failing_since = 0, None
    feed.last_attempt_at = feed.last_success_at = now
    feed.lease_token = feed.lease_until = None
    move_feed(feed, page.moved_to)
    feed.save()


def judge_reading(feed: Feed, entries: list[Entry]) -> Condition:
    if not entries:
        return Condition.EMPTY
    return Condition.AGGREGATOR if is_aggregator(entries, find_owned_hosts(feed.source)) else Condition.WORKING


def move_feed(feed: Feed, moved_to: str) -> None:
    """A feed that moved for good is asked at its new address, unless another feed is there already."""
    digest = hash_url(moved_to)
    if digest and digest != feed.url_hash and not Feed.objects.filter(url_hash=digest).exists():
        feed.url, feed.url_hash = moved_to, digest


def store_entries(feed: Feed, entries: list[Entry]) -> list[FeedEntry]:
    """The entries that were not seen before, each with its article or with why it has none."""
    known = {entry.key_hash: entry for entry in feed.entries.filter(key_hash__in=[hash_key(one) for one in entries])}
    new = []
    for entry in reversed(entries):  # feeds list the newest first; the oldest is to be fetched first
        before = known.get(hash_key(entry))
        if before is not None:
            if not is_another_article(entry, link=before.url, title=before.title, published=before.published_at):
                continue
            entry = replace(entry, guid="")
            if feed.entries.filter(key_hash=hash_key(entry)).exists():
                continue
        new.append(store_entry(feed, entry))
    return new


def store_entry(feed: Feed, entry: Entry) -> FeedEntry:
    article, refusal = None, ""
    try:
        check_address(entry.link)
        source = find_entry_source(feed, entry)
        said = {"title": entry.title, "published_at": entry.published, "hinted_at": timezone.now()}
        article = note_page(entry.link, source, **said).article
    except UnreadableError as error:
        refusal = str(error)
    return FeedEntry.objects.create(
        feed=feed,
        key_hash=hash_key(entry),
        guid=entry.guid,
        url=entry.link,
        title=entry.title,
        published_at=entry.published,
        source_name=entry.source_name,
        source_url=entry.source_url,
        article=article,
        refusal=refusal,
    )


def find_entry_source(feed: Feed, entry: Entry) -> Source:
    """Where the feed says that the entry comes from, else the feed's own source.

    What a feed says of itself (its own site or name) names nobody else.
    """
    host = find_host(entry.source_url)
    if host and find_source_of_host(host) != feed.source:
        return get_source_of_host(host)
    if entry.source_name and not host and entry.source_name.casefold() != feed.title.casefold():
        return get_source(entry.source_name)
    return feed.source


def describe_left_out(reading: FeedReading, new: Iterable[FeedEntry]) -> str:
    refused = [entry.refusal for entry in new if entry.refusal]
    parts = []
    if reading.left_out:
        parts.append(f"{reading.left_out} without a link or beyond the limit were left out.")
    if refused:
        parts.append(f"{len(refused)} could not be taken, the first because: {refused[0]}")
    return " ".join(parts)


def list_dates(feed: Feed) -> list[datetime]:
    dates = feed.entries.exclude(published_at=None).order_by("-published_at").values_list("published_at", flat=True)
    return [date for date in dates[:20] if date is not None]


def find_spread(feed: Feed) -> float:
    """In [0, 1), the same for a feed every time."""
    return (feed.pk * 0.6180339887) % 1.0


def hash_key(entry: Entry) -> str:
    return hashlib.sha256(entry.key.encode("utf-8", "surrogatepass")).hexdigest()
