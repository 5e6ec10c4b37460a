"""Searches that people keep, and what turned up for them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from claims.models.claim import Claim
from claims.models.columns import PhrasesField

LONGEST_WATCH = 500  # characters of its words, and of its meaning


class Watch(models.Model):
    """A saved search of one person: claims that hold these words, and claims that mean about this.

    The vector of `meaning` is computed by the job, for the model in force.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watches")
    words = models.CharField(max_length=LONGEST_WATCH, blank=True)
    meaning = models.CharField(max_length=LONGEST_WATCH, blank=True)
    vector = ArrayField(models.FloatField(), default=list, blank=True)
    vector_model = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_run_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words="") | ~Q(meaning=""), name="watch_looks_for_something")
        ]

    def __str__(self) -> str:
        return self.words or self.meaning


class WatchAlert(models.Model):
    """One thing that turned up. `about` tells two returns of one claim apart: the decision that it returned after."""

    class Kind(models.TextChoices):
        APPEARED = "appeared", gettext_lazy("new claim")
        CAME_BACK = "came back", gettext_lazy("seen before")

    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="alerts")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    about = models.BigIntegerField(default=0)
    words = models.TextField()
    told = PhrasesField(default=list, blank=True)  # the same with its parts; empty for what is older
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["watch", "claim", "kind", "about"], name="alert_once")]

    def __str__(self) -> str:
        return self.words

    @property
    def sentence(self) -> str:
        return self.told[0] if self.told else self.words
