"""What people said of the grouping: append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim, Mention
from claims.models.columns import APPEND_ONLY
from claims.querysets import LedgerActQuerySet, PairDecisionQuerySet


class LedgerAct(models.Model):
    """One thing that a person did to the grouping, with all it wrote. Append-only: undoing it is an act as well.

    `claim` is the one acted on (of a merge, the one that stays), `other` the one merged in, split off or moved to. An
    undo, and a redo after it, name in `undoes` the act that they take back or bring back.
    """

    class Kind(models.TextChoices):
        PAIR = "pair"
        MERGE = "merge"
        SPLIT = "split"
        MOVE = "move"
        UNDO = "undo"
        REDO = "redo"

    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="turns")

    objects = LedgerActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on the grouping")
        verbose_name_plural = _("acts on the grouping")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["undo", "redo"], undoes__isnull=False)
                | (~Q(kind__in=["undo", "redo"]) & Q(undoes__isnull=True)),
                name="act_undo_names_act",
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person}"


class ActPlacement(models.Model):
    """Where one mention stood before an act and after it: what undo brings back."""

    act = models.ForeignKey(LedgerAct, on_delete=models.PROTECT, related_name="placements")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    claim_before = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    claim_after = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "mention"], name="placement_unique")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.mention_id}: {self.claim_before_id} to {self.claim_after_id}"


class PairDecision(models.Model):
    """The ledger: what a person said of two mentions. Append-only; the last entry for a pair stands."""

    class Decision(models.TextChoices):
        SAME = "same"
        DIFFERENT = "different"
        UNSURE = "unsure"
        WITHDRAWN = "withdrawn"

    act = models.ForeignKey(LedgerAct, on_delete=models.PROTECT, related_name="entries")
    mention_low = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    mention_high = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    similarity = models.FloatField(null=True, blank=True)
    model = models.CharField(max_length=200, blank=True)

    objects = PairDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a pair")
        verbose_name_plural = _("decisions on pairs")
        ordering = ["-id"]
        indexes = [models.Index(fields=["mention_low", "mention_high", "-id"], name="decision_pair")]
        constraints = [
            models.CheckConstraint(condition=Q(mention_low__lt=F("mention_high")), name="decision_ordered"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.mention_low_id} / {self.mention_high_id}: {self.decision}"
