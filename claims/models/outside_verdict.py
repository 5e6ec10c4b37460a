"""What other fact-checkers have said, found in the pages themselves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article


class OutsideVerdict(models.Model):
    """A ClaimReview that a page carries about a claim, in its publisher's words. Shown beside our own work; no
    verdict is ever computed from it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="outside_verdicts")
    identity = models.CharField(max_length=64)  # hash of what makes it this one on its page
    claim_text = models.TextField()
    claimant = models.TextField(blank=True)
    rating = models.TextField(blank=True)  # in words, as the publisher has it
    rating_value = models.CharField(max_length=40, blank=True)
    best_rating = models.CharField(max_length=40, blank=True)
    worst_rating = models.CharField(max_length=40, blank=True)
    publisher = models.TextField(blank=True)
    url = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("verdict from elsewhere")
        verbose_name_plural = _("verdicts from elsewhere")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["article", "identity"], name="outside_verdict_once")]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.rating}"
