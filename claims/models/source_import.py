"""A list of sources or feeds that somebody wants to take over, read and shown before anything is done with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy


class SourceImport(models.Model):
    """`rows` are what the file holds, one dictionary a line (claims/adapters/source_lists); `notes` are sentences
    about the file as a whole; `outcome` counts what applying it did."""

    class Form(models.TextChoices):
        OPML = "opml", gettext_lazy("OPML")
        CSV = "csv", gettext_lazy("CSV")

    name = models.CharField(max_length=200)
    form = models.CharField(max_length=10, choices=Form)
    rows = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
