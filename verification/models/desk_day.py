"""What awaited people, day by day."""

from __future__ import annotations

from django.db import models


class DeskDay(models.Model):
    """The last count of a day (UTC). `stale` and `second_look` are parts of `awaiting`."""

    day = models.DateField(unique=True)
    awaiting = models.PositiveIntegerField()
    stale = models.PositiveIntegerField()
    second_look = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}: {self.awaiting}"
