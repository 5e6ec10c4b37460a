"""Publishers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from claims.querysets import SourceQuerySet

UNKNOWN_SOURCE = "Unknown source"
LONGEST_SOURCE_NAME = 200


class Source(models.Model):
    """A publisher: outlet, agency, government, blog. The one of kind `UNKNOWN` stands for "nobody knows"."""

    class Kind(models.TextChoices):
        OUTLET = "outlet"
        AGENCY = "agency"
        GOVERNMENT = "government"
        BLOG = "blog"
        UNKNOWN = "unknown"

    NAMED_KINDS = (Kind.OUTLET, Kind.AGENCY, Kind.GOVERNMENT, Kind.BLOG)

    name = models.CharField(max_length=LONGEST_SOURCE_NAME)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OUTLET)
    homepage = models.URLField(blank=True)
    owner = models.CharField("ownership group", max_length=200, blank=True)
    notes = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="source_name_unique"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="unknown"),
                name="source_one_unknown",
                violation_error_message="There is one unknown source already; say what kind this one is.",
            ),
            models.CheckConstraint(
                condition=Q(kind="unknown") | ~Q(name__iexact=UNKNOWN_SOURCE),
                name="source_unknown_name_reserved",
                violation_error_message="This name stands for articles whose source nobody knows; choose another.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_known(self) -> bool:
        return self.kind != self.Kind.UNKNOWN
