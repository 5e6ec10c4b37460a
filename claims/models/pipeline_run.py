"""What the pipeline did to an article."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.domain.lifecycle import Stage
from claims.models.article import Article
from claims.models.columns import choices


class PipelineRun(models.Model):
    """One attempt at one stage of one article: what the runs page and the quarantine show."""

    class Outcome(models.TextChoices):
        RUNNING = "running"
        SUCCEEDED = "succeeded"
        FAILED = "failed"
        LOST = "lost"  # its worker died or another took the lease over

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="runs")
    stage = models.CharField(max_length=20, choices=choices(Stage))
    attempt = models.PositiveSmallIntegerField()
    lease_token = models.UUIDField(unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.RUNNING)
    detail = models.TextField(blank=True)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("run of the pipeline")
        verbose_name_plural = _("runs of the pipeline")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.stage} of {self.article_id}: {self.outcome}"
