"""What we make of it: proposals by the machine, reviews by people, and where each claim stands.

Proposals and reviews are append-only, enforced by the database itself. A review points at the proposal its author saw,
and the proposal holds the frozen evidence, so that a decision can be replayed years later.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models import APPEND_ONLY, LONGEST_SOURCE_NAME, Claim, Mention, choices
from verification.domain.origin_words import Relation
from verification.domain.types import ConflictType, Verdict
from verification.querysets import ClaimReviewQuerySet, ClaimStandingQuerySet, OriginEntryQuerySet

REVIEW_VERDICTS = [
    (Verdict.CORROBORATED.value, "corroborated"),
    (Verdict.SINGLE_SOURCE.value, "single-source"),
    (Verdict.CONTRADICTED.value, "contradicted"),
]
WITHDRAWN = "withdrawn"  # what an entry says that takes the entry before it back
REVIEW_ENTRIES = [*REVIEW_VERDICTS, (WITHDRAWN, "withdrawn")]
PROPOSAL_VERDICTS = [*REVIEW_VERDICTS, (Verdict.INSUFFICIENT.value, "insufficient")]


class ProposedVerdict(models.Model):
    """The machine's verdict with its reasons in words and everything it looked at."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, choices=PROPOSAL_VERDICTS)
    reasons = models.JSONField(default=list)
    outlets = models.PositiveIntegerField()
    origins = models.PositiveIntegerField()
    evidence = models.JSONField()
    evidence_digest = models.CharField(max_length=64)
    changes = models.JSONField(default=list)  # in words, what is different from the proposal before
    policy = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
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


class ClaimReview(models.Model):
    """A person's decision, bound to the proposal they saw. Never changed, never deleted; a later one follows it.

    Taking a decision back is an entry too, which names the entry that it `withdraws`; versions count both kinds.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    proposal = models.ForeignKey(ProposedVerdict, on_delete=models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=20, choices=REVIEW_ENTRIES)
    withdraws = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawn_by"
    )
    note = models.TextField(blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimReviewQuerySet.as_manager()

    class Meta:
        ordering = ["claim_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="review_version_unique"),
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


class ClaimStanding(models.Model):
    """Where a claim stands now: its latest proposal, the review in force, and how urgent it is. What the queue reads.

    `review_version` is that of the latest entry in the record, a withdrawal included; a decision must name the one
    that its author saw.
    """

    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, primary_key=True, related_name="+")
    proposal = models.ForeignKey(ProposedVerdict, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(ClaimReview, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    review_version = models.PositiveIntegerField(default=0)
    needs_review = models.BooleanField(default=True)
    stale = models.BooleanField(default=False)
    stale_because = models.JSONField(default=list)
    urgency = models.FloatField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClaimStandingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-urgency", "-claim"], condition=Q(needs_review=True), name="standing_queue"),
            models.Index(fields=["-urgency", "-claim"], name="standing_urgency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stale=False) | Q(review__isnull=False), name="standing_stale_needs_review"
            ),
        ]

    def __str__(self) -> str:
        return f"standing of claim {self.claim_id}"


class OriginEntry(models.Model):
    """What a person said of where mentions come from. Append-only: undoing it, or bringing it back, is an entry too.

    `mention` and `other` share an origin, or are independent (apart); or `mention` comes from the place called `name`.
    The claim is the one on whose page it was said; the word goes with the mentions wherever they are grouped.
    """

    class Kind(models.TextChoices):
        SHARE = Relation.SHARE.value, "share an origin"
        APART = Relation.APART.value, "are independent"
        FROM = Relation.FROM.value, "comes from"
        UNDO = "undo", "undo"
        REDO = "redo", "bring back"

    WORDS = (Kind.SHARE, Kind.APART, Kind.FROM)

    kind = models.CharField(max_length=10, choices=Kind)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Mention, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_SOURCE_NAME, blank=True)
    note = models.TextField(blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="turns")

    objects = OriginEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "origin entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["undo", "redo"], undoes__isnull=False)
                | (~Q(kind__in=["undo", "redo"]) & Q(undoes__isnull=True)),
                name="origin_turn_names_entry",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["share", "apart"]) | (Q(other__isnull=False) & ~Q(other=F("mention"))),
                name="origin_pair_has_two",
            ),
            models.CheckConstraint(condition=~Q(kind="from") | ~Q(name=""), name="origin_from_names_place"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person}"
