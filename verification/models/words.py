"""What people say above the machine: of origins, of conflicts, of stances. Each word is kept for good."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models import APPEND_ONLY, LONGEST_SOURCE_NAME, Claim, Mention, choices
from verification.domain.conflict_words import Say
from verification.domain.origin_words import Relation
from verification.domain.types import ConflictType, Stance
from verification.querysets import WordQuerySet

UNDO, REDO = "undo", "redo"
TURNS = [(UNDO, _("undo")), (REDO, _("bring back"))]


class Word(models.Model):
    """Append-only: undoing a word, or bringing it back, is an entry too, that names the word.

    The claim is the one on whose page it was said; the word goes with the mentions wherever they are grouped.
    """

    WORDS: ClassVar[tuple[str, ...]]
    SAID: ClassVar[tuple[str, ...]]  # fields that an entry repeats of the word that it turns

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="turns")

    objects = WordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person}"  # type: ignore[attr-defined]  # every word has a kind


def names_what_it_turns(name: str) -> models.CheckConstraint:
    turns = Q(kind__in=[UNDO, REDO])
    named = Q(undoes__isnull=False)
    return models.CheckConstraint(condition=turns & named | ~turns & ~named, name=name)


class OriginEntry(Word):
    """What a person said of where mentions come from.

    `mention` and `other` share an origin, or are independent (apart); or `mention` comes from the place called `name`.
    """

    class Kind(models.TextChoices):
        SHARE = Relation.SHARE.value, "share an origin"
        APART = Relation.APART.value, "are independent"
        FROM = Relation.FROM.value, "comes from"
        UNDO = "undo", "undo"
        REDO = "redo", "bring back"

    WORDS = (Kind.SHARE, Kind.APART, Kind.FROM)
    SAID = ("mention", "other", "name")

    kind = models.CharField(max_length=10, choices=Kind)
    other = models.ForeignKey(Mention, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_SOURCE_NAME, blank=True)

    class Meta:
        verbose_name = _("word on an origin")
        verbose_name_plural = _("words on origins")
        ordering = ["-id"]
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


class ConflictEntry(Word):
    """What a person said of a conflict: that it is real, explained by time, or none.

    `mention` and `other` stand for its two sides, with `value` and `other_value`; `type` is the machine's. `sides`
    lists all that was seen on either side: [mention id, hash of the quote, value] each.
    """

    class Kind(models.TextChoices):
        REAL = Say.REAL.value, _("real")
        TIME = Say.TIME.value, _("explained by time")
        NONE = Say.NONE.value, _("no conflict")
        UNDO = UNDO, _("undo")
        REDO = REDO, _("bring back")

    WORDS = (Kind.REAL, Kind.TIME, Kind.NONE)
    SAID = ("mention", "other", "type", "value", "other_value", "sides")

    kind = models.CharField(max_length=10, choices=Kind)
    other = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=20, choices=choices(ConflictType))
    value = models.TextField()
    other_value = models.TextField()
    sides = models.JSONField()

    class Meta:
        verbose_name = _("word on a conflict")
        verbose_name_plural = _("words on conflicts")
        ordering = ["-id"]
        constraints = [
            names_what_it_turns("conflict_turn_names_entry"),
            models.CheckConstraint(condition=~Q(other=F("mention")), name="conflict_word_has_two"),
        ]
        triggers = [APPEND_ONLY]


class StanceEntry(Word):
    """What a person said of the position that a mention takes towards the claim, as `other` worded it then."""

    class Kind(models.TextChoices):
        SUPPORTS = Stance.SUPPORTS.value, _("supports the claim")
        REFUTES = Stance.REFUTES.value, _("refutes the claim")
        NEUTRAL = Stance.NEUTRAL.value, _("reports the claim without taking a position")
        UNDO = UNDO, _("undo")
        REDO = REDO, _("bring back")

    WORDS = (Kind.SUPPORTS, Kind.REFUTES, Kind.NEUTRAL)
    SAID = ("mention", "other")

    kind = models.CharField(max_length=10, choices=Kind)
    other = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("word on a stance")
        verbose_name_plural = _("words on stances")
        ordering = ["-id"]
        constraints = [names_what_it_turns("stance_turn_names_entry")]
        triggers = [APPEND_ONLY]
