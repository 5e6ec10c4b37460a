"""What people looked for, as vectors: the web asks, a worker that has the model answers, and the answer is kept."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class SearchVector(models.Model):
    """The vector of a searched text under one model; empty until a worker gave it. `failure` says why none will come.

    A cache: rows that nobody asked for lately are thrown away.
    """

    model = models.CharField(max_length=200)
    text = models.CharField(max_length=200)
    vector = ArrayField(models.FloatField(), default=list, blank=True)
    failure = models.TextField(blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "text"], name="search_vector_unique")]
        indexes = [models.Index(fields=["asked_at"], name="search_vector_asked")]

    def __str__(self) -> str:
        return self.text
