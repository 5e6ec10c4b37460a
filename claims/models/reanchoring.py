"""What became of each mention when its article got another version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.domain.anchoring import Fate
from claims.models.article import ArticleVersion
from claims.models.claim import Claim, Mention
from claims.models.columns import APPEND_ONLY, choices


class Reanchoring(models.Model):
    """The fate of one mention in one version. Append-only.

    A mention that is found again goes on as the same row, now in the new version: so its claim, its signature and what
    people said of it go on too. `record` is what stays of it in the version before, word by word. An absent mention
    stays where it was and has no record.
    """

    version = models.ForeignKey(ArticleVersion, on_delete=models.PROTECT, related_name="reanchorings")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="reanchorings")
    record = models.OneToOneField(Mention, null=True, on_delete=models.PROTECT, related_name="recorded_by")
    fate = models.CharField(max_length=10, choices=choices(Fate))
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")  # it was in at that time
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("quote found again")
        verbose_name_plural = _("quotes found again")
        constraints = [models.UniqueConstraint(fields=["version", "mention"], name="reanchoring_unique")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.mention_id} in version {self.version_id}: {self.fate}"
