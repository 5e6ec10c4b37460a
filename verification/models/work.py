"""How people share the work: who has which claim, the rules of the desk, and views of the queue that they keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models import APPEND_ONLY, Claim


class Assignment(models.Model):
    """A claim was given to somebody, or put back. Append-only; the standing says who has it now."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"claim {self.claim_id} to {self.person or 'nobody'}"


class BulkChange(models.Model):
    """Many claims given to somebody, or put back, at once. `token` comes with the form, so that one sent twice does
    nothing twice. `changed` holds [claim, who had it before, version seen] each, `left_out` [claim, why].
    """

    token = models.UUIDField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{len(self.changed)} claims to {self.person or 'nobody'}"


class DeskRule(models.Model):
    """Whether decisions need two people, from this row on. The latest row holds; without one, one person decides."""

    second_review = models.BooleanField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("rule of the desk")
        verbose_name_plural = _("rules of the desk")
        ordering = ["-id"]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return "two people decide" if self.second_review else "one person decides"


class SavedView(models.Model):
    """Filters of the queue under a name; a shared one is offered to everybody."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="view_name_unique")]

    def __str__(self) -> str:
        return self.name
