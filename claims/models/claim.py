"""Statements in articles, and the groups of those that say (or deny) the same."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.domain.types import ClaimantKind, StatementKind
from claims.models.article import ArticleVersion
from claims.models.columns import choices
from claims.querysets import ClaimQuerySet, MentionQuerySet


class Claim(models.Model):
    """The group of mentions that say (or deny) the same thing.

    `revision` counts changes of its members and of what people say of their origins; `assessed_revision` is the one the
    latest proposal looked at. A claim that lost all its members is retired, and `merged_into` says where they went. One
    that could not be assessed is not tried again before `next_attempt_at`.
    """

    text = models.TextField()
    canonical_mention = models.ForeignKey("Mention", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    check_worthiness = models.FloatField(default=0)
    first_seen = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    assessed_revision = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)  # of its assessment, one after the other
    failure = models.TextField(blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    hinted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(revision__gt=F("assessed_revision")), name="claim_needs_assessment"
            ),
            GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="claim_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(assessed_revision__lte=F("revision")), name="claim_assessed_not_ahead"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(retired_at__isnull=False),
                name="claim_merged_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("verification:claim", args=[self.pk])


class Mention(models.Model):
    """One statement in one article version: exact quote, offsets, claimant, hedges."""

    article_version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    text = models.TextField()  # the claim text: readable without the article; what is embedded and compared
    text_sha256 = models.CharField(max_length=64, db_index=True)
    claimant_name = models.TextField(blank=True)
    claimant_kind = models.CharField(max_length=20, choices=choices(ClaimantKind), default=ClaimantKind.AUTHOR)
    claimant_direct = models.BooleanField(default=False)
    claimant_via = models.TextField(blank=True)
    hedges = models.JSONField(default=list)
    negated = models.BooleanField(default=False)
    quantities = models.JSONField(default=list)
    dates = models.JSONField(default=list)
    check_worthiness = models.FloatField()
    worth_reasons = models.JSONField(default=list)
    kind = models.CharField(max_length=20, choices=choices(StatementKind), default=StatementKind.SENTENCE)
    open_pronoun = models.CharField(max_length=10, blank=True)  # opens the claim text, and nobody knows whom it means
    worth_checking = models.BooleanField(default=True)  # False: kept and shown, but neither grouped nor queued
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions")
    # The claim that a person signed with this mention among its members; only people take it out of there.
    held_by = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["article_version_id", "start"]
        indexes = [GinIndex(fields=["quote"], opclasses=["gin_trgm_ops"], name="mention_words")]
        constraints = [
            models.UniqueConstraint(fields=["article_version", "start", "end"], name="mention_span_unique"),
            models.CheckConstraint(
                condition=Q(end=F("start") + Length("quote")) & ~Q(quote=""), name="mention_quote_fits_span"
            ),
        ]

    def __str__(self) -> str:
        return self.quote

    @property
    def claimant(self) -> str:
        """Who asserts it, as shown to people; '' when it is the article itself."""
        if self.claimant_via and self.claimant_via != self.claimant_name:
            return f"{self.claimant_name or 'unnamed'} (via {self.claimant_via})"
        return self.claimant_name
