"""What people say to each other about a claim, and what they are told of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.domain.phrases import Phrase
from claims.models import APPEND_ONLY, Claim, PhrasesField, choices
from verification.domain.notices import MailState, NoticeKind, describe_notice
from verification.querysets import CommentQuerySet, NoticeQuerySet


class Comment(models.Model):
    """A remark on a claim. Never changed; its author may withdraw it, which is an entry of its own."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["claim", "id"], name="comment_claim")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"comment of {self.author}"


class CommentWithdrawal(models.Model):
    """The author no longer says it. The comment stays in the record and is no longer shown."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="withdrawal")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"withdrawal of comment {self.comment_id}"


class Notice(models.Model):
    """Something a person is told: in the app while `shown`, by mail as `mail` says. The row is the notice, no message.

    A worker that sends mail takes the row until `mail_taken_until`; what it did not finish is taken up again then.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=choices(NoticeKind))
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    detail = models.TextField(blank=True)  # what a comment says, or why a verdict is stale
    because = PhrasesField(default=list, blank=True)  # why a verdict is stale, each reason with its parts
    made_at = models.DateTimeField(auto_now_add=True)
    shown = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=10, choices=choices(MailState), default=MailState.NONE)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_taken_until = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(shown=True), name="notice_shown"),
            models.Index(fields=["person"], condition=Q(shown=True, read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(mail=MailState.DUE.value), name="notice_mail_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person}"

    @property
    def sentence(self) -> Phrase:
        actor = str(self.actor) if self.actor else ""
        bare = [self.detail] if self.kind == NoticeKind.STALE and self.detail else []
        return describe_notice(NoticeKind(self.kind), self.claim.text, actor, self.because or bare)


class NoticeChoice(models.Model):
    """How a person wants to be told of one kind of thing; without a row, in the app and by mail."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(NoticeKind))
    in_app = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_unique")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person}"
