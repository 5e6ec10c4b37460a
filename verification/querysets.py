"""Every read of `verification` that has a name."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Mod

from claims.querysets import MentionQuerySet

# The claim itself and all that were merged into it, however many steps ago.
MERGED = """
    WITH RECURSIVE merged (id) AS (
        SELECT %s::bigint
        UNION
        SELECT claim.id FROM claims_claim AS claim JOIN merged ON claim.merged_into_id = merged.id
    ) SELECT id FROM merged
"""


class ClaimReviewQuerySet(models.QuerySet):
    def in_force(self) -> ClaimReviewQuerySet:
        """Decisions that nobody took back, the latest first."""
        return self.filter(withdraws__isnull=True, withdrawn_by__isnull=True).order_by("claim_id", "-version")

    def of_claim_and_merged(self, claim_id: int) -> ClaimReviewQuerySet:
        """Every entry on the claim, on those merged into it, on those merged into one of these, and so on."""
        return self.filter(claim__in=RawSQL(MERGED, [claim_id]))  # noqa: S611 -- the number is a parameter


class ClaimStandingQuerySet(models.QuerySet):
    def open(self) -> ClaimStandingQuerySet:
        """Claims that still exist and have a proposal."""
        return self.filter(claim__retired_at__isnull=True, proposal__isnull=False)

    def awaiting_review(self) -> ClaimStandingQuerySet:
        """Not decided yet, or decided and stale; most urgent first."""
        return self.open().filter(needs_review=True).by_urgency()

    def decided(self) -> ClaimStandingQuerySet:
        return self.open().filter(review__isnull=False).by_urgency()

    def by_urgency(self) -> ClaimStandingQuerySet:
        return self.select_related("claim", "proposal", "review__reviewer").order_by("-urgency", "-claim_id")

    def after(self, urgency: float, claim_id: int) -> ClaimStandingQuerySet:
        """The rows that follow the given one in `by_urgency` order (keyset paging)."""
        return self.filter(Q(urgency__lt=urgency) | Q(urgency=urgency, claim_id__lt=claim_id))

    def before(self, urgency: float, claim_id: int) -> ClaimStandingQuerySet:
        """The rows that precede the given one, nearest first."""
        nearer = Q(urgency__gt=urgency) | Q(urgency=urgency, claim_id__gt=claim_id)
        return self.filter(nearer).order_by("urgency", "claim_id")

    def stale(self) -> ClaimStandingQuerySet:
        return self.open().filter(stale=True).by_urgency()

    def proposed_as(self, verdict: str) -> ClaimStandingQuerySet:
        return self.filter(proposal__verdict=verdict)

    def containing(self, words: str) -> ClaimStandingQuerySet:
        """Its text holds these characters as they stand; no pattern language."""
        return self.filter(claim__text__icontains=words)

    def told_by(self, live_mentions: MentionQuerySet, source_id: int) -> ClaimStandingQuerySet:
        """A live mention of the claim stands in an article of that source."""
        told = live_mentions.filter(claim=OuterRef("claim_id"), article_version__article__source=source_id)
        return self.filter(Exists(told))

    def with_quotes(self) -> ClaimStandingQuerySet:
        """The canonical mention with its outlet, without the texts and the evidence, which a list never shows."""
        version = "claim__canonical_mention__article_version"
        heavy = (f"{version}__text", f"{version}__sketch", "proposal__evidence", "proposal__policy")
        return self.select_related(f"{version}__article__source").defer(*heavy)

    def with_everything(self) -> ClaimStandingQuerySet:
        return self.select_related("proposal", "review__reviewer", "review__proposal").defer(
            "review__proposal__evidence"
        )

    def count_desk(self) -> dict[str, int]:
        """How many claims stand where: awaiting, stale, decided, all."""
        return self.open().aggregate(
            awaiting=Count("pk", filter=Q(needs_review=True)),
            stale=Count("pk", filter=Q(stale=True)),
            decided=Count("pk", filter=Q(review__isnull=False)),
            all=Count("pk"),
        )


class ConflictQuerySet(models.QuerySet):
    def with_quotes(self) -> ConflictQuerySet:
        """Both quotes with their outlets, without the articles' texts."""
        sides = [f"mention_{side}__article_version" for side in "ab"]
        heavy = [f"{side}__{field}" for side in sides for field in ("text", "sketch")]
        return self.select_related(*(f"{side}__article__source" for side in sides)).defer(*heavy)


class OriginEntryQuerySet(models.QuerySet):
    def touching(self, mention_ids) -> OriginEntryQuerySet:
        return self.filter(Q(mention__in=mention_ids) | Q(other__in=mention_ids))

    def words(self) -> OriginEntryQuerySet:
        """What was said, in the order in which it was said, without the entries that take back or bring back.

        `turn_count` says how often: an odd number means that it is taken back.
        """
        return self.filter(undoes__isnull=True).annotate(turn_count=Count("turns")).order_by("id")

    def standing(self) -> OriginEntryQuerySet:
        return self.words().annotate(turned=Mod("turn_count", 2)).filter(turned=0)

    def told(self) -> OriginEntryQuerySet:
        """With all that a sentence about each needs."""
        outlets = [f"{side}__article_version__article__source" for side in ("mention", "other")]
        heavy = [f"{side}__article_version__{field}" for side in ("mention", "other") for field in ("text", "sketch")]
        undone = [f"undoes__{path}" for path in outlets]
        heavy += [f"undoes__{path}" for path in heavy]
        return self.select_related("person", *outlets, *undone).defer(*heavy)
