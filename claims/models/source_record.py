"""What became of what each source told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.source import Source


class SourceRecord(models.Model):
    """The earned record of a source in one period: counts and nothing else. It decides no verdict.

    `tag` is a topic, "" for all of them together. `mentions` is the n of every other figure.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="records")
    tag = models.CharField(max_length=100, blank=True)
    since = models.DateField()
    until = models.DateField()
    mentions = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)
    corroborated = models.PositiveIntegerField(default=0)
    contradicted = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    copied = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("record of a source")
        verbose_name_plural = _("records of sources")
        ordering = ["source__name", "tag"]
        constraints = [models.UniqueConstraint(fields=["source", "tag"], name="record_one_a_topic")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.tag}: {self.mentions} mentions"
