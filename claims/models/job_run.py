"""What the scheduled jobs did."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """One run of one scheduled job. The constraint is what makes it one a slot, however many clocks ask for it."""

    class Outcome(models.TextChoices):
        RUNNING = "running"
        SUCCEEDED = "succeeded"
        FOUND = "found something"  # it ran well, and people should look at what it found
        FAILED = "failed"
        LOST = "lost"  # its worker did not come back

    job = models.CharField(max_length=60)
    slot = models.DateTimeField()  # the moment at which the schedule wanted it
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.RUNNING)
    counts = models.JSONField(default=dict)
    detail = models.TextField(blank=True)

    class Meta:
        verbose_name = _("run of a job")
        verbose_name_plural = _("runs of jobs")
        ordering = ["-started_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="job_run_one_per_slot")]
        indexes = [models.Index(fields=["-started_at"], name="job_run_newest")]

    def __str__(self) -> str:
        return f"{self.job} of {self.slot:%Y-%m-%d %H:%M}: {self.outcome}"
