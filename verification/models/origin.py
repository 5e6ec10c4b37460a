"""What people say of where mentions come from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models import APPEND_ONLY, LONGEST_SOURCE_NAME, Claim, Mention
from verification.domain.origin_words import Relation
from verification.querysets import OriginEntryQuerySet


class OriginEntry(models.Model):
    """What a person said of where mentions come from. Append-only: undoing it, or bringing it back, is an entry too.

    `mention` and `other` share an origin, or are independent (apart); or `mention` comes from the place called `name`.
    The claim is the one on whose page it was said; the word goes with the mentions wherever they are grouped.
    """

    class Kind(models.TextChoices):
        SHARE = Relation.SHARE.value, "share an origin"
        APART = Relation.APART.value, "are independent"
        FROM = Relation.FROM.value, "comes from"
        UNDO = "undo", "undo"
        REDO = "redo", "bring back"

    WORDS = (Kind.SHARE, Kind.APART, Kind.FROM)

    kind = models.CharField(max_length=10, choices=Kind)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Mention, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_SOURCE_NAME, blank=True)
    note = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="turns")

    objects = OriginEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "origin entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["undo", "redo"], undoes__isnull=False)
                | (~Q(kind__in=["undo", "redo"]) & Q(undoes__isnull=True)),
                name="origin_turn_names_entry",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["share", "apart"]) | (Q(other__isnull=False) & ~Q(other=F("mention"))),
                name="origin_pair_has_two",
            ),
            models.CheckConstraint(condition=~Q(kind="from") | ~Q(name=""), name="origin_from_names_place"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person}"
