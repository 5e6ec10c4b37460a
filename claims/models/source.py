"""Publishers, the sites they publish on, and two of them that turned out to be one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.querysets import SourceQuerySet

UNKNOWN_SOURCE = "Unknown source"
LONGEST_SOURCE_NAME = 200
LONGEST_TAG = 60
LONGEST_HOST = 260  # a name has 253 at most, and may carry a port
MOST_POLL_MINUTES = 7 * 24 * 60


class Source(models.Model):
    """A publisher: outlet, agency, government, blog. The one of kind `UNKNOWN` stands for "nobody knows".

    A source that was merged into another stays as a name of that other (`merged_into`): what comes under its name
    or from its sites belongs there. One that is not active is not asked for anything new.
    """

    class Kind(models.TextChoices):
        OUTLET = "outlet"
        AGENCY = "agency"
        GOVERNMENT = "government"
        BLOG = "blog"
        UNKNOWN = "unknown"

    NAMED_KINDS = (Kind.OUTLET, Kind.AGENCY, Kind.GOVERNMENT, Kind.BLOG)

    class Grade(models.TextChoices):
        A = "A", _("A: reliable throughout")
        B = "B", _("B: usually reliable")
        C = "C", _("C: fairly reliable")
        D = "D", _("D: not usually reliable")
        E = "E", _("E: unreliable")
        F = "F", _("F: cannot be judged")

    name = models.CharField(max_length=LONGEST_SOURCE_NAME)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OUTLET)
    homepage = models.URLField(blank=True)
    owner = models.CharField("ownership group", max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1, upper case
    language = models.CharField(max_length=20, blank=True)  # BCP 47
    grade = models.CharField(max_length=1, choices=Grade, blank=True)  # an administrator's word, no part of a verdict
    tags = ArrayField(models.CharField(max_length=LONGEST_TAG), default=list, blank=True)
    active = models.BooleanField(default=True)
    poll_minutes = models.PositiveIntegerField(  # how far apart its feeds are asked; null: at their own pace
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_POLL_MINUTES)]
    )
    notes = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
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
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(active=False), name="source_merged_is_not_active"
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")) | Q(merged_into__isnull=True), name="source_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("claims:source", args=[self.pk])

    @property
    def is_known(self) -> bool:
        return self.kind != self.Kind.UNKNOWN

    @property
    def wished_pace(self) -> timedelta | None:
        return timedelta(minutes=self.poll_minutes) if self.poll_minutes else None


class SourceDomain(models.Model):
    """A site that a source publishes on; everything below it belongs there too. A site has one source."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="domains")
    host = models.CharField(max_length=LONGEST_HOST, unique=True)  # lower case, without www

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host


class SourceMerge(models.Model):
    """That two sources are one, said by a person; `moved` holds what came from the other, so that it can go back.

    `moved`: {"articles": ids, "feeds": ids, "domains": ids, "guids": {article id: guid that both sources had}}.
    """

    kept = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(kept=F("merged")), name="source_merge_of_two")]

    def __str__(self) -> str:
        return f"{self.merged} into {self.kept}"
