"""What came back each time an article was fetched, and where the article stands with its outlet since."""

from __future__ import annotations

import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.domain.availability import Availability, Known, Look, tell_availability
from claims.models.article import Article
from claims.models.columns import APPEND_ONLY, choices
from claims.querysets import SnapshotQuerySet


class SnapshotBody(models.Model):
    """Bytes as a server sent them, decompressed from the transfer and compressed by us; each content once."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()  # bytes
    packed = models.BinaryField()

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.size} bytes, {self.sha256[:12]}"

    def unpack(self) -> bytes:
        return zlib.decompress(self.packed)


class Snapshot(models.Model):
    """One fetch of one article: what was asked, what was answered, when. Append-only."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="snapshots")
    fetched_at = models.DateTimeField()
    url = models.TextField()
    final_url = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True)  # null: no answer, or none that we accepted
    headers = models.JSONField(default=list)  # [[name, value], ...] as sent, without cookies
    body = models.ForeignKey(SnapshotBody, null=True, on_delete=models.PROTECT, related_name="snapshots")
    look = models.CharField(max_length=20, choices=choices(Look))
    detail = models.TextField(blank=True)  # one sentence where something was wrong

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-fetched_at", "-id"]
        indexes = [models.Index(fields=["article", "-fetched_at"], name="snapshot_of_article")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.url} on {self.fetched_at:%Y-%m-%d %H:%M}: {self.status or self.look}"


class ArticleStanding(models.Model):
    """Where an article stands with its outlet: what the last checks found, and when the next one is due."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="standing")
    availability = models.CharField(max_length=20, choices=choices(Availability), default=Availability.AVAILABLE)
    since = models.DateTimeField(null=True, blank=True)
    suspected = models.CharField(max_length=20, choices=choices(Look), blank=True)
    suspected_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)  # checks in a row without an answer
    last_checked_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_check_at"], name="standing_next_check")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.availability}"

    @property
    def told(self) -> str:
        """What `words` says, with its parts; what was recorded in other words stays as it was."""
        suspected = Look(self.suspected) if self.suspected else None
        told = tell_availability(Known(Availability(self.availability), self.since, suspected, self.suspected_at))
        return told if told == self.words else self.words
