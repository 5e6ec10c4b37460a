"""Feeds, what they listed, and the hosts that are asked for anything at all."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.domain.ingest_health import Condition
from claims.domain.web_addresses import find_authority
from claims.models.article import Article
from claims.models.columns import choices
from claims.models.source import LONGEST_HOST, LONGEST_TAG, Source
from claims.querysets import FeedQuerySet, VisitedHostQuerySet


class Feed(models.Model):
    """A list of articles that a source publishes, and how asking for it goes.

    `off` says why it is not asked any more; "" while it is. One that was removed stays as a record of what it listed,
    and comes back with that when it is added again. `topics` are what its articles are
    about. A reading is done under a lease, so that no two workers ask at once; `next_poll_at` is when the next one is
    due.
    """

    class Kind(models.TextChoices):
        RSS = "rss", _("RSS")
        ATOM = "atom", _("Atom")
        JSON = "json", _("JSON Feed")
        UNREAD = "", _("not read yet")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="feeds")
    url = models.TextField()
    url_hash = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=LONGEST_HOST)
    title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.UNREAD, blank=True)
    topics = ArrayField(models.CharField(max_length=LONGEST_TAG), default=list, blank=True)
    off = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    next_poll_at = models.DateTimeField(null=True, blank=True)  # null: at once
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    condition = models.CharField(max_length=20, choices=choices(Condition), default=Condition.NEW)
    failures = models.PositiveIntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True, blank=True)
    last_attempt_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_new_at = models.DateTimeField(null=True, blank=True)  # when it last listed something new
    last_error = models.TextField(blank=True)  # one sentence; kept after a success, with its time
    last_error_at = models.DateTimeField(null=True, blank=True)
    entry_count = models.PositiveIntegerField(default=0)  # in the latest reading
    note = models.TextField(blank=True)  # what the latest reading had to leave out

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["source_id", "id"]
        indexes = [models.Index(fields=["next_poll_at"], condition=Q(off=""), name="feed_due")]
        constraints = [
            models.CheckConstraint(condition=Q(removed_at__isnull=True) | ~Q(off=""), name="feed_removed_is_off"),
            models.CheckConstraint(
                condition=Q(lease_token__isnull=True, lease_until__isnull=True)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
                name="feed_lease_whole",
            ),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since__isnull=True) | Q(failures__gt=0, failing_since__isnull=False),
                name="feed_failing_since",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def save(self, *args, **kwargs) -> None:
        self.host = find_authority(self.url)
        super().save(*args, **kwargs)


class FeedEntry(models.Model):
    """One entry as the feed gave it when it was first seen, and the article that it became.

    `source_name` and `source_url` are the feed's own word on where the entry comes from. `refusal` says why an
    entry became no article.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    key_hash = models.CharField(max_length=64)
    guid = models.TextField(blank=True)
    url = models.TextField()
    title = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    source_name = models.TextField(blank=True)
    source_url = models.TextField(blank=True)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries")
    refusal = models.TextField(blank=True)
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["feed", "key_hash"], name="feed_entry_once")]

    def __str__(self) -> str:
        return self.title or self.url


class VisitedHost(models.Model):
    """When a host may be asked again, and what its robots.txt said.

    One request at a time: whoever asks holds `busy_until`. All workers read it, so that politeness does not depend
    on how many there are.
    """

    host = models.CharField(max_length=LONGEST_HOST, primary_key=True)
    next_at = models.DateTimeField()
    busy_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)  # without any answer, in a row
    robots_text = models.TextField(blank=True)
    robots_access = models.CharField(max_length=10, blank=True)
    robots_until = models.DateTimeField(null=True, blank=True)

    objects = VisitedHostQuerySet.as_manager()

    class Meta:
        verbose_name = _("visited site")
        verbose_name_plural = _("visited sites")
        ordering = [F("next_at").asc()]

    def __str__(self) -> str:
        return self.host
