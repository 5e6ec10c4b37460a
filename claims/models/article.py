"""Documents, and the text as it stood each time it was looked at."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.domain.ingest_health import Trouble
from claims.domain.languages import is_understood
from claims.domain.lifecycle import STOPPED, State
from claims.domain.notices import NoticeKind
from claims.domain.page_kinds import PageKind
from claims.domain.version_changes import ChangeKind
from claims.models.columns import PhrasesField, choices
from claims.models.source import LONGEST_HOST, Source
from claims.querysets import ArticleQuerySet, ArticleVersionQuerySet


class Article(models.Model):
    """One ingested document of a source, and how far the pipeline has come with it."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="articles")
    url = models.TextField(null=True, blank=True)
    url_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    guid = models.TextField(null=True, blank=True)
    title = models.TextField(blank=True)
    author = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)  # as declared, or as its text tells more surely
    host = models.CharField(max_length=LONGEST_HOST, blank=True)  # of `url`: hosts are asked one request at a time
    kind = models.CharField(max_length=20, choices=choices(PageKind), default=PageKind.ARTICLE)
    paywalled = models.BooleanField(default=False)  # the page says that it is not free to read in full
    published_at = models.DateTimeField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)  # as the page says
    received_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    state = models.CharField(max_length=20, choices=choices(State), default=State.RECEIVED)
    resume_state = models.CharField(max_length=20, choices=choices(State), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    hinted_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    failure_kind = models.CharField(max_length=20, choices=choices(Trouble), blank=True)
    # The article that this one turned out to be under another address.
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="doubles")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["state", "hinted_at"], name="article_work"),
            models.Index(fields=["-received_at", "-id"], name="article_newest"),
            models.Index(fields=["host", "id"], condition=Q(state=State.RECEIVED), name="article_to_fetch"),
            models.Index(fields=["source", "-received_at"], name="article_of_source"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="article_title_words"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "guid"], name="article_guid_unique_per_source"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="article_state_known"),
            models.CheckConstraint(
                condition=Q(lease_token__isnull=True, lease_until__isnull=True)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
                name="article_lease_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=list(STOPPED)) | (~Q(failure="") & ~Q(resume_state="")),
                name="article_stopped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("verification:article", args=[self.pk])

    @property
    def name(self) -> str:
        """Its title, else its address, else its number: the same wherever it is named."""
        return self.title or self.url or f"Untitled article {self.pk}"

    @property
    def is_understood(self) -> bool:
        """Whether statements are taken from it; an article in another language is kept and marked."""
        return is_understood(self.language)

    @property
    def is_stopped(self) -> bool:
        return self.state in STOPPED


class ArticleAddress(models.Model):
    """An address that leads to an article: as it was given, where it redirected to, and what the page calls itself.
    An address leads to one article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="addresses")
    url = models.TextField()
    url_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.url


class ArticleVersion(models.Model):
    """The text as it stood once. Offsets of mentions refer to `text`, code point by code point.

    The current version is the one whose mentions count. A new text arrives as the version with the highest number and
    becomes current when its statements were found, so that no claim ever lacks its mentions in between.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    title = models.TextField(blank=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64, db_index=True)
    sketch = ArrayField(models.BigIntegerField(), default=list)  # sampled shingle hashes, see domain/near_copies
    debris = models.JSONField(default=list)  # [[start, end], ...] cut away by extraction
    passed_over = models.JSONField(default=list)  # [[start, end, reason], ...]
    seen_at = models.DateTimeField(auto_now_add=True)
    snapshot = models.ForeignKey("claims.Snapshot", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    notice = models.CharField(
        max_length=20, choices=choices(NoticeKind), blank=True
    )  # what the outlet says of a change
    notice_quote = models.TextField(blank=True)
    change = models.CharField(max_length=20, choices=choices(ChangeKind), blank=True)  # from the version before
    change_words = models.TextField(blank=True)
    change_told = PhrasesField(default=list, blank=True)  # the same with its parts; empty for what is older

    objects = ArticleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an article")
        verbose_name_plural = _("versions of articles")
        ordering = ["article_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_unique"),
            models.UniqueConstraint(fields=["article"], condition=Q(current=True), name="version_one_current"),
            models.CheckConstraint(condition=~Q(text=""), name="version_text_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.article} v{self.number}"

    @property
    def change_sentence(self) -> str:
        return self.change_told[0] if self.change_told else self.change_words
