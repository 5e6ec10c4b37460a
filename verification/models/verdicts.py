"""Proposals by the machine, reviews by people, and where each claim stands.

Proposals and reviews are append-only, enforced by the database itself. A review points at the proposal its author saw,
and the proposal holds the frozen evidence, so that a decision can be replayed years later.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models import APPEND_ONLY, Claim, Mention, PhrasesField, choices
from verification.domain.evidence_changes import ChangeKind
from verification.domain.four_eyes import BLIND, SecondLook, Stage
from verification.domain.types import ConflictType, Verdict
from verification.querysets import (
    ClaimReviewQuerySet,
    ClaimStandingQuerySet,
    RelationScoreQuerySet,
)

REVIEW_VERDICTS = [
    (Verdict.CORROBORATED.value, _("corroborated")),
    (Verdict.SINGLE_SOURCE.value, _("single-source")),
    (Verdict.CONTRADICTED.value, _("contradicted")),
]
WITHDRAWN = "withdrawn"  # what an entry says that takes the entry before it back
REVIEW_ENTRIES = [*REVIEW_VERDICTS, (WITHDRAWN, _("withdrawn"))]
PROPOSAL_VERDICTS = [*REVIEW_VERDICTS, (Verdict.INSUFFICIENT.value, _("insufficient"))]


class ProposedVerdict(models.Model):
    """The machine's verdict with its reasons in words and everything it looked at."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, choices=PROPOSAL_VERDICTS)
    reasons = PhrasesField(default=list)
    outlets = models.PositiveIntegerField()
    origins = models.PositiveIntegerField()
    evidence = models.JSONField()
    evidence_digest = models.CharField(max_length=64)
    changes = PhrasesField(default=list)  # in words, what is different from the proposal before
    policy = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("proposed verdict")
        verbose_name_plural = _("proposed verdicts")
        ordering = ["claim_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["claim", "number"], name="proposal_number_unique")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} (proposal {self.number})"


class Conflict(models.Model):
    """A typed disagreement about one pair of values, as one proposal saw it; offsets are relative to each quote.

    Two mentions stand for it; the others that give the same values are kept beside them.
    """

    proposal = models.ForeignKey(ProposedVerdict, on_delete=models.PROTECT, related_name="conflicts")
    mention_a = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    mention_b = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=20, choices=choices(ConflictType))
    value_a = models.TextField()
    value_b = models.TextField()
    start_a = models.PositiveIntegerField()
    end_a = models.PositiveIntegerField()
    start_b = models.PositiveIntegerField()
    end_b = models.PositiveIntegerField()
    rule = models.CharField(max_length=100)
    strength = models.FloatField()
    # Further mentions that give the same values: [mention id, start, end] each.
    also_a = models.JSONField(default=list)
    also_b = models.JSONField(default=list)

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        ordering = ["-strength", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "mention_a", "mention_b", "type", "start_a", "start_b"],
                name="conflict_unique",
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.type}: {self.value_a} / {self.value_b}"


class RelationScore(models.Model):
    """What a relation model said of two texts, kept by their hashes (SHA-256, hex) so that no pair is read twice."""

    model = models.CharField(max_length=200)
    sha256_a = models.CharField(max_length=64)
    sha256_b = models.CharField(max_length=64)
    supports = models.FloatField()
    refutes = models.FloatField()
    neutral = models.FloatField()
    read_at = models.DateTimeField(auto_now_add=True)

    objects = RelationScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256_a", "sha256_b", "model"], name="relation_score_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.model}: {self.supports:.2f} / {self.refutes:.2f} / {self.neutral:.2f}"


class ClaimReview(models.Model):
    """A person's decision, bound to the proposal they saw. Never changed, never deleted; a later one follows it.

    Taking a decision back is an entry too, which names the entry that it `withdraws`; versions count both kinds. Where
    two people decide, each opinion is an entry: `stage` says which one, `answers` names the one before it in its round,
    and `settles` whether the verdict stands by it.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    proposal = models.ForeignKey(ProposedVerdict, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=20, choices=REVIEW_ENTRIES)
    withdraws = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawn_by"
    )
    stage = models.CharField(max_length=20, choices=choices(Stage), default=Stage.SOLE)
    settles = models.BooleanField(default=True)
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of a reviewer")
        verbose_name_plural = _("decisions of reviewers")
        ordering = ["claim_id", "-version"]
        indexes = [models.Index(fields=["decided_at"], name="review_decided_at")]
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="review_version_unique"),
            models.CheckConstraint(
                condition=~Q(stage=Stage.FIRST.value) | Q(settles=False), name="review_first_never_settles"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[value for value, _ in REVIEW_ENTRIES]), name="review_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict=WITHDRAWN, withdraws__isnull=False)
                | (~Q(verdict=WITHDRAWN) & Q(withdraws__isnull=True)),
                name="review_withdrawal_names_what",
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} by {self.reviewer} (version {self.version})"

    @property
    def is_open_opinion(self) -> bool:
        """Given blind, and no verdict stands by it: to be shown to nobody but its author, or a lead who settles it."""
        return self.stage in BLIND and not self.settles


class ClaimStanding(models.Model):
    """Where a claim stands now: its latest proposal, the review in force, and how urgent it is. What the queue reads.

    `review_version` is that of the latest entry in the record, a withdrawal included; a decision must name the one
    that its author saw. `second_look` says whether an open first opinion, given by `first_by`, waits for a second one,
    or two that differ wait for a lead. `assignee` is whoever works on the claim. `relation_note` says in a sentence why
    no relation model took part, "" when one did.
    """

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, primary_key=True, related_name="+")
    proposal = models.ForeignKey(ProposedVerdict, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(ClaimReview, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review_version = models.PositiveIntegerField(default=0)
    needs_review = models.BooleanField(default=True)
    stale = models.BooleanField(default=False)
    stale_because = PhrasesField(default=list)
    second_look = models.CharField(max_length=20, choices=choices(SecondLook), default=SecondLook.NONE, blank=True)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    urgency = models.FloatField(default=0)
    relation_note = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClaimStandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of a claim")
        verbose_name_plural = _("standings of claims")
        indexes = [
            models.Index(fields=["-urgency", "-claim"], condition=Q(needs_review=True), name="standing_queue"),
            models.Index(fields=["-urgency", "-claim"], name="standing_urgency"),
            models.Index(
                fields=["assignee", "-urgency"], condition=Q(assignee__isnull=False), name="standing_assignee"
            ),
            models.Index(fields=["second_look", "-urgency"], condition=~Q(second_look=""), name="standing_second_look"),
            models.Index(fields=["-urgency", "-claim"], condition=Q(stale=True), name="standing_stale"),
            models.Index(
                fields=["-urgency", "-claim"],
                condition=Q(needs_review=True, assignee__isnull=True),
                name="standing_unassigned",
            ),
            models.Index(fields=["-urgency", "-claim"], condition=Q(review__isnull=False), name="standing_decided"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stale=False) | Q(review__isnull=False), name="standing_stale_needs_review"
            ),
            models.CheckConstraint(
                condition=Q(second_look="", first_by__isnull=True) | (~Q(second_look="") & Q(first_by__isnull=False)),
                name="standing_second_look_has_first",
            ),
        ]

    def __str__(self) -> str:
        return f"standing of claim {self.claim_id}"


class StaleChange(models.Model):
    """One reason for which a decision is no longer what its evidence says. Append-only: a later decision, not an edit,
    is what ends it. `found_at` is when it was found; whoever notifies people reads these rows in order of `id`.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(ClaimReview, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=30, choices=choices(ChangeKind))
    words = models.TextField()
    told = PhrasesField(default=list, blank=True)  # the same with its parts; empty for what is older
    digest = models.CharField(max_length=64)  # of kind and words: what was told of a decision is not told again
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["review", "digest"], name="stale_change_told_once")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"

    @property
    def sentence(self) -> str:
        return self.told[0] if self.told else self.words
