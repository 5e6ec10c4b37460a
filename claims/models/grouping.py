"""What groups mentions: vectors, links, suggestions, thresholds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from pgvector.django import VectorField

from claims.models.claim import Claim, Mention
from claims.models.columns import APPEND_ONLY
from claims.querysets import MatchSuggestionQuerySet, MentionLinkQuerySet, MentionVectorQuerySet


class MentionVector(models.Model):
    """A mention's embedding. Model and dimension travel with it; vectors of two models are never compared."""

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="vectors")
    model = models.CharField(max_length=200)
    dimension = models.PositiveIntegerField()
    vector = VectorField()

    objects = MentionVectorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mention", "model"], name="vector_one_per_model")]
        indexes = [
            models.Index(fields=["model"], name="vector_model"),
        ]

    def __str__(self) -> str:
        return f"{self.model} of mention {self.mention_id}"


class LinkedVector(models.Model):
    """A vector whose links were stored; `number` rises in the order in which that was done.

    In a table of its own, because a number in the vector's row would be written with the vector and all its entries in
    indexes once more, and one of these is the index of meanings. The database does not hold the two together: a vector
    that is replaced at the same moment must not stop those who group.
    """

    number = models.BigAutoField(primary_key=True)
    vector = models.OneToOneField(MentionVector, on_delete=models.CASCADE, db_constraint=False, related_name="linked")
    model = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["model", "number"], name="linked_vector_order")]

    def __str__(self) -> str:
        return f"{self.number}: vector {self.vector_id}"


class EmbeddingState(models.Model):
    """The one row that says which model's vectors claims are grouped by, and how far a change of model has come.

    All workers read it, so that a change takes effect for everybody at once, whatever their settings say.
    """

    active_model = models.CharField(max_length=200)
    target_model = models.CharField(max_length=200, blank=True)  # "" when no change is under way
    failure = models.TextField(blank=True)  # why the change does not get on
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="embedding_state_one_row")]

    def __str__(self) -> str:
        return f"{self.active_model} -> {self.target_model}" if self.target_model else self.active_model


class MentionLink(models.Model):
    """Two mentions whose similarity under `model` reaches the threshold for suggestions; some are strong links."""

    low = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=200)
    similarity = models.FloatField()

    objects = MentionLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high", "model"], name="link_unique"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="link_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} ~ {self.high_id}: {self.similarity:.2f}"


class MatchSuggestion(models.Model):
    """Two claims that the machine found alike and did not join, for people to decide; computed anew by regrouping.

    The pair of mentions is the most alike of the two claims. For `APART` it is one claim and the least alike pair: a
    signature holds together what grouping alone would part.
    """

    class Why(models.TextChoices):
        CLOSE = "close", _("alike, though not enough to join")
        NAMES = "names", _("worded alike, about different people or places")
        SIGNED = "signed", _("both are signed, and only people join signed claims")
        APART = "apart", _("signed together, though the machine alone would part them")

    claim_low = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    claim_high = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    mention_low = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")  # of claim_low
    mention_high = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")  # of claim_high
    score = models.FloatField()
    why = models.CharField(max_length=10, choices=Why)
    shared = models.JSONField(default=list)  # names and numbers that both have, as written
    differing = models.JSONField(default=list)  # those that only one has

    objects = MatchSuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "claim_low_id", "claim_high_id"]
        constraints = [
            models.UniqueConstraint(fields=["claim_low", "claim_high"], name="suggestion_unique"),
            models.CheckConstraint(
                condition=Q(claim_low__lt=F("claim_high")) | Q(claim_low=F("claim_high"), why="apart"),
                name="suggestion_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_low_id} ~ {self.claim_high_id}: {self.score:.2f}"


class ThresholdChange(models.Model):
    """The thresholds of grouping that somebody chose; the last row holds. Append-only."""

    strong_link = models.FloatField()
    cut = models.FloatField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("change of the thresholds")
        verbose_name_plural = _("changes of the thresholds")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cut__gt=0, cut__lte=F("strong_link"), strong_link__lt=1), name="thresholds_in_order"
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"strong link {self.strong_link:g}, cut {self.cut:g}"
