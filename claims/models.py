"""What was said, where, and what is the same.

Source > Article > ArticleVersion > Mention > Claim. The constraints carry the invariants: a bug or a crash may lose
time, never the meaning of a row.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.urls import reverse
from pgvector.django import VectorField

from claims.domain.lifecycle import STOPPED, Stage, State
from claims.domain.types import ClaimantKind, StatementKind
from claims.querysets import (
    ArticleQuerySet,
    ArticleVersionQuerySet,
    ClaimQuerySet,
    LedgerActQuerySet,
    MatchSuggestionQuerySet,
    MentionLinkQuerySet,
    MentionQuerySet,
    MentionVectorQuerySet,
    PairDecisionQuerySet,
    SourceQuerySet,
)

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
UNKNOWN_SOURCE = "Unknown source"
LONGEST_SOURCE_NAME = 200
LARGEST_ID = models.BigAutoField.MAX_BIGINT


def choices(enum) -> list[tuple[str, str]]:
    return [(member.value, member.value.replace("_", " ")) for member in enum]


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


class Article(models.Model):
    """One ingested document of a source, and how far the pipeline has come with it."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="articles")
    url = models.TextField(null=True, blank=True)
    url_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    guid = models.TextField(null=True, blank=True)
    title = models.TextField(blank=True)
    author = models.TextField(blank=True)
    language = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    state = models.CharField(max_length=20, choices=choices(State), default=State.RECEIVED)
    resume_state = models.CharField(max_length=20, choices=choices(State), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    hinted_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["state", "hinted_at"], name="article_work"),
            models.Index(fields=["-received_at", "-id"], name="article_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "guid"], name="article_guid_unique_per_source"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="article_state_known"),
            models.CheckConstraint(
                condition=Q(lease_token__isnull=True, lease_until__isnull=True)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
                name="article_lease_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=list(STOPPED)) | (~Q(failure="") & ~Q(resume_state="")),
                name="article_stopped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("verification:article", args=[self.pk])

    @property
    def name(self) -> str:
        """Its title, else its address, else its number: the same wherever it is named."""
        return self.title or self.url or f"Untitled article {self.pk}"

    @property
    def is_stopped(self) -> bool:
        return self.state in STOPPED


class ArticleVersion(models.Model):
    """The text as it stood once. Offsets of mentions refer to `text`, code point by code point."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    current = models.BooleanField(default=True)
    title = models.TextField(blank=True)
    text = models.TextField()
    text_sha256 = models.CharField(max_length=64, db_index=True)
    sketch = ArrayField(models.BigIntegerField(), default=list)  # sampled shingle hashes, see domain/near_copies
    debris = models.JSONField(default=list)  # [[start, end], ...] cut away by extraction
    passed_over = models.JSONField(default=list)  # [[start, end, reason], ...]
    seen_at = models.DateTimeField(auto_now_add=True)

    objects = ArticleVersionQuerySet.as_manager()

    class Meta:
        ordering = ["article_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_unique"),
            models.UniqueConstraint(fields=["article"], condition=Q(current=True), name="version_one_current"),
            models.CheckConstraint(condition=~Q(text=""), name="version_text_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.article} v{self.number}"


class Claim(models.Model):
    """The group of mentions that say (or deny) the same thing.

    `revision` counts changes of its members; `assessed_revision` is the one the latest proposal looked at. A claim that
    lost all its members is retired, and `merged_into` says where they went. One that could not be assessed is not tried
    again before `next_attempt_at`.
    """

    text = models.TextField()
    canonical_mention = models.ForeignKey("Mention", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    check_worthiness = models.FloatField(default=0)
    first_seen = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    assessed_revision = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)  # of its assessment, one after the other
    failure = models.TextField(blank=True)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    hinted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(revision__gt=F("assessed_revision")), name="claim_needs_assessment")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(assessed_revision__lte=F("revision")), name="claim_assessed_not_ahead"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(retired_at__isnull=False),
                name="claim_merged_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("verification:claim", args=[self.pk])


class Mention(models.Model):
    """One statement in one article version: exact quote, offsets, claimant, hedges."""

    article_version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, related_name="mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    text = models.TextField()  # the claim text: readable without the article; what is embedded and compared
    text_sha256 = models.CharField(max_length=64, db_index=True)
    claimant_name = models.TextField(blank=True)
    claimant_kind = models.CharField(max_length=20, choices=choices(ClaimantKind), default=ClaimantKind.AUTHOR)
    claimant_direct = models.BooleanField(default=False)
    claimant_via = models.TextField(blank=True)
    hedges = models.JSONField(default=list)
    negated = models.BooleanField(default=False)
    quantities = models.JSONField(default=list)
    dates = models.JSONField(default=list)
    check_worthiness = models.FloatField()
    worth_reasons = models.JSONField(default=list)
    kind = models.CharField(max_length=20, choices=choices(StatementKind), default=StatementKind.SENTENCE)
    open_pronoun = models.CharField(max_length=10, blank=True)  # opens the claim text, and nobody knows whom it means
    worth_checking = models.BooleanField(default=True)  # False: kept and shown, but neither grouped nor queued
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions")
    # The claim that a person signed with this mention among its members; only people take it out of there.
    held_by = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["article_version_id", "start"]
        constraints = [
            models.UniqueConstraint(fields=["article_version", "start", "end"], name="mention_span_unique"),
            models.CheckConstraint(
                condition=Q(end=F("start") + Length("quote")) & ~Q(quote=""), name="mention_quote_fits_span"
            ),
        ]

    def __str__(self) -> str:
        return self.quote

    @property
    def claimant(self) -> str:
        """Who asserts it, as shown to people; '' when it is the article itself."""
        if self.claimant_via and self.claimant_via != self.claimant_name:
            return f"{self.claimant_name or 'unnamed'} (via {self.claimant_via})"
        return self.claimant_name


class MentionVector(models.Model):
    """A mention's embedding. Model and dimension travel with it; vectors of two models are never compared."""

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="vectors")
    model = models.CharField(max_length=200)
    dimension = models.PositiveIntegerField()
    vector = VectorField()
    link_number = models.BigIntegerField(null=True, blank=True)  # when its strong links were stored; null: not yet

    objects = MentionVectorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mention", "model"], name="vector_one_per_model")]
        indexes = [
            models.Index(fields=["model"], name="vector_model"),
            models.Index(fields=["model", "link_number"], name="vector_linked"),
            models.Index(fields=["model", "mention"], condition=Q(link_number=None), name="vector_unlinked"),
        ]

    def __str__(self) -> str:
        return f"{self.model} of mention {self.mention_id}"


class EmbeddingState(models.Model):
    """The one row that says which model's vectors claims are grouped by, and how far a change of model has come.

    All workers read it, so that a change takes effect for everybody at once, whatever their settings say.
    """

    active_model = models.CharField(max_length=200)
    target_model = models.CharField(max_length=200, blank=True)  # "" when no change is under way
    failure = models.TextField(blank=True)  # why the change does not get on
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="embedding_state_one_row")]

    def __str__(self) -> str:
        return f"{self.active_model} -> {self.target_model}" if self.target_model else self.active_model


class MentionLink(models.Model):
    """Two mentions whose similarity under `model` reaches the threshold for suggestions; some are strong links."""

    low = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")
    high = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=200)
    similarity = models.FloatField()

    objects = MentionLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high", "model"], name="link_unique"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="link_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} ~ {self.high_id}: {self.similarity:.2f}"


class MatchSuggestion(models.Model):
    """Two claims that the machine found alike and did not join, for people to decide; computed anew by regrouping.

    The pair of mentions is the most alike of the two claims. For `APART` it is one claim and the least alike pair: a
    signature holds together what grouping alone would part.
    """

    class Why(models.TextChoices):
        CLOSE = "close", "alike, though not enough to join"
        NAMES = "names", "worded alike, about different people or places"
        SIGNED = "signed", "both are signed, and only people join signed claims"
        APART = "apart", "signed together, though the machine alone would part them"

    claim_low = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    claim_high = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="+")
    mention_low = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")  # of claim_low
    mention_high = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="+")  # of claim_high
    score = models.FloatField()
    why = models.CharField(max_length=10, choices=Why)
    shared = models.JSONField(default=list)  # names and numbers that both have, as written
    differing = models.JSONField(default=list)  # those that only one has

    objects = MatchSuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "claim_low_id", "claim_high_id"]
        constraints = [
            models.UniqueConstraint(fields=["claim_low", "claim_high"], name="suggestion_unique"),
            models.CheckConstraint(
                condition=Q(claim_low__lt=F("claim_high")) | Q(claim_low=F("claim_high"), why="apart"),
                name="suggestion_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_low_id} ~ {self.claim_high_id}: {self.score:.2f}"


class ThresholdChange(models.Model):
    """The thresholds of grouping that somebody chose; the last row holds. Append-only."""

    strong_link = models.FloatField()
    cut = models.FloatField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cut__gt=0, cut__lte=F("strong_link"), strong_link__lt=1), name="thresholds_in_order"
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"strong link {self.strong_link:g}, cut {self.cut:g}"


class LedgerAct(models.Model):
    """One thing that a person did to the grouping, with all it wrote. Append-only: undoing it is an act as well.

    `claim` is the one acted on (of a merge, the one that stays), `other` the one merged in, split off or moved to. An
    undo, and a redo after it, name in `undoes` the act that they take back or bring back.
    """

    class Kind(models.TextChoices):
        PAIR = "pair"
        MERGE = "merge"
        SPLIT = "split"
        MOVE = "move"
        UNDO = "undo"
        REDO = "redo"

    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="turns")

    objects = LedgerActQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["undo", "redo"], undoes__isnull=False)
                | (~Q(kind__in=["undo", "redo"]) & Q(undoes__isnull=True)),
                name="act_undo_names_act",
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person}"


class ActPlacement(models.Model):
    """Where one mention stood before an act and after it: what undo brings back."""

    act = models.ForeignKey(LedgerAct, on_delete=models.PROTECT, related_name="placements")
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    claim_before = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")
    claim_after = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "mention"], name="placement_unique")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.mention_id}: {self.claim_before_id} to {self.claim_after_id}"


class PairDecision(models.Model):
    """The ledger: what a person said of two mentions. Append-only; the last entry for a pair stands."""

    class Decision(models.TextChoices):
        SAME = "same"
        DIFFERENT = "different"
        UNSURE = "unsure"
        WITHDRAWN = "withdrawn"

    act = models.ForeignKey(LedgerAct, on_delete=models.PROTECT, related_name="entries")
    mention_low = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    mention_high = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    similarity = models.FloatField(null=True, blank=True)
    model = models.CharField(max_length=200, blank=True)

    objects = PairDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["mention_low", "mention_high", "-id"], name="decision_pair")]
        constraints = [
            models.CheckConstraint(condition=Q(mention_low__lt=F("mention_high")), name="decision_ordered"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.mention_low_id} / {self.mention_high_id}: {self.decision}"


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
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.stage} of {self.article_id}: {self.outcome}"
