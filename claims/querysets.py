"""Every read of `claims` that has a name. Participles: `awaiting_work`, `touched`, `live`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Cast, Greatest, Least, Lower, Substr
from pgvector import HalfVector
from pgvector.django import CosineDistance, HalfVectorField

from claims import lookups  # noqa: F401 -- importing it is what registers `__holds`
from claims.domain.lifecycle import IN_PROGRESS, SETTLED, STOPPED
from claims.domain.row_ids import read_id
from claims.lookups import AnyOf

MOST_WORDS = 12  # of a search; further ones narrow nothing that a person would notice


def holds_terms(field: str, terms: Iterable[str], lookup: str = "holds") -> Q:
    """Each term stands in the field, as it is written, in any case; with the lookup `holds_whole`, as a whole word."""
    found = Q()
    for term in terms:
        found &= Q(**{f"{field}__{lookup}": term})
    return found


class SourceQuerySet(models.QuerySet):
    def named(self, name: str) -> SourceQuerySet:
        """Of that name in any case; folded by the database, which also keeps names unique that way."""
        return self.alias(folded=Lower("name")).filter(folded=Lower(Value(name)))

    def standing(self) -> SourceQuerySet:
        """Those that stand for themselves; one that was merged is a name of another."""
        return self.filter(merged_into__isnull=True)


class FeedQuerySet(models.QuerySet):
    def kept(self) -> FeedQuerySet:
        """Those that nobody removed."""
        return self.filter(removed_at__isnull=True)

    def due(self, now: datetime) -> FeedQuerySet:
        """To be asked now, by nobody else; those that wait longest first."""
        return self.filter(
            Q(next_poll_at__isnull=True) | Q(next_poll_at__lte=now),
            Q(lease_until__isnull=True) | Q(lease_until__lt=now),
            off="",
            source__active=True,
        ).order_by(F("next_poll_at").asc(nulls_first=True), "id")


class VisitedHostQuerySet(models.QuerySet):
    def resting(self, now: datetime) -> VisitedHostQuerySet:
        """Being asked at this moment, or asked too shortly ago."""
        return self.filter(Q(next_at__gt=now) | Q(busy_until__gt=now))


class ArticleQuerySet(models.QuerySet):
    def leasable(self, now: datetime) -> ArticleQuerySet:
        """Nobody holds a live lease on it and its next attempt is due."""
        return self.filter(
            Q(lease_until__isnull=True) | Q(lease_until__lt=now),
            Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now),
        )

    def awaiting_work(self, now: datetime, patience: timedelta) -> ArticleQuerySet:
        """In progress, held by nobody, and not hinted at for `patience`: its message may be lost.

        Those that wait longest for a hint come first, so that each has its turn, however many wait.
        """
        return (
            self.filter(state__in=IN_PROGRESS)
            .leasable(now)
            .filter(Q(hinted_at__isnull=True) | Q(hinted_at__lte=now - patience) | Q(lease_until__lt=now))
            .order_by(F("hinted_at").asc(nulls_first=True), "id")
        )

    def to_fetch(self, now: datetime) -> ArticleQuerySet:
        """Waiting for their page, one a host, the oldest of each; what people gave before what feeds listed."""
        entries = self.model._meta.get_field("entries").related_model
        listed = models.Exists(models.QuerySet(entries).filter(article=models.OuterRef("pk")))
        return (
            self.filter(state="received")
            .leasable(now)
            .annotate(listed=listed)
            .order_by("host", "listed", "id")
            .distinct("host")
        )

    def recheckable(self) -> ArticleQuerySet:
        """Done with the pipeline, and its text was read from a page of its own: one that a person typed in, or that
        came in a file, says nothing about what stands at its address now."""
        kept = self.related("versions").filter(snapshot__isnull=False)
        fetched = self.related("runs").filter(stage="fetch", outcome="succeeded")
        return self.filter(Exists(kept) | Exists(fetched), state="assessed", url__isnull=False)

    def related(self, name: str) -> models.QuerySet:
        """The rows that point at an article of the query around."""
        rows = self.model._meta.get_field(name).related_model
        return models.QuerySet(rows).filter(article=OuterRef("pk"))

    def titled(self, terms: Iterable[str]) -> ArticleQuerySet:
        """The title holds all of these terms; newest first."""
        return self.filter(holds_terms("title", terms)).order_by("-received_at", "-id")

    def in_progress(self) -> ArticleQuerySet:
        return self.filter(state__in=IN_PROGRESS)

    def settled(self) -> ArticleQuerySet:
        return self.filter(state__in=SETTLED)

    def stopped(self) -> ArticleQuerySet:
        return self.filter(state__in=STOPPED).order_by("-updated_at")

    def listed_after(self, received_at: datetime, article_id: int) -> ArticleQuerySet:
        """The rows that follow the given one, newest first (keyset paging)."""
        return self.filter(Q(received_at__lt=received_at) | Q(received_at=received_at, id__lt=article_id)).order_by(
            "-received_at", "-id"
        )


class ArticleVersionQuerySet(models.QuerySet):
    def recent_of(self, source_id: int, at_most: int) -> ArticleVersionQuerySet:
        """What the source's newest articles say now."""
        return self.filter(article__source=source_id, current=True).order_by("-article_id")[:at_most]


class SnapshotQuerySet(models.QuerySet):
    def told(self) -> SnapshotQuerySet:
        """Without the bytes, which a list never shows."""
        return self.select_related("body").defer("body__packed")


class MentionQuerySet(models.QuerySet):
    def live(self) -> MentionQuerySet:
        """Found in the article's current version."""
        return self.filter(article_version__current=True)

    def with_articles(self) -> MentionQuerySet:
        return self.select_related("article_version__article__source")

    def with_context(self, characters: int) -> MentionQuerySet:
        """Annotates `before` and `after`, the article's text around each quote, and leaves the rest unread."""
        text = "article_version__text"
        return (
            self.with_articles()
            .defer(text, "article_version__sketch")
            .annotate(
                before=Substr(text, Greatest(F("start") - characters, 0) + 1, Least(F("start"), Value(characters))),
                after=Substr(text, F("end") + 1, characters),
            )
        )

    def quoting(self, terms: Iterable[str]) -> MentionQuerySet:
        """Of claims that still stand, mentions whose quote holds all of these terms."""
        return self.live().filter(holds_terms("quote", terms), claim__isnull=False, claim__retired_at__isnull=True)

    def lacking_vector(self, model: str) -> MentionQuerySet:
        return self.exclude(vectors__model=model)


class ClaimQuerySet(models.QuerySet):
    def active(self) -> ClaimQuerySet:
        return self.filter(retired_at__isnull=True)

    def needing_assessment(self) -> ClaimQuerySet:
        """Its members changed since it was last assessed."""
        return self.filter(revision__gt=F("assessed_revision"))

    def attemptable(self, now: datetime) -> ClaimQuerySet:
        """Its assessment has not failed lately."""
        return self.filter(Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))

    def awaiting_assessment(self, now: datetime, patience: timedelta) -> ClaimQuerySet:
        """Needs assessment, may be tried, and was not hinted at for `patience`; those that wait longest first."""
        return (
            self.active()
            .needing_assessment()
            .attemptable(now)
            .filter(Q(hinted_at__isnull=True) | Q(hinted_at__lte=now - patience))
            .order_by(F("hinted_at").asc(nulls_first=True), "id")
        )

    def failing(self) -> ClaimQuerySet:
        """Its latest assessment went wrong; those that fail most often first."""
        return self.active().filter(failures__gt=0).order_by("-failures", "id")

    def worded(self, words: str) -> ClaimQuerySet:
        """Each of these words stands in its text, as it is written; a number alone is also a claim's number."""
        found = Q()
        for word in words.split()[:MOST_WORDS]:
            found &= Q(text__icontains=word)
        if (number := read_id(words.strip())) is not None:
            found |= Q(pk=number)
        return self.active().filter(found).order_by("-id")

    def holding(self, terms: Iterable[str]) -> ClaimQuerySet:
        """Claims that still stand whose text holds all of these terms."""
        return self.active().filter(holds_terms("text", terms))

    def holding_whole(self, terms: Iterable[str]) -> ClaimQuerySet:
        """The same, with each term as a whole word."""
        return self.holding(terms).filter(holds_terms("text", terms, "holds_whole"))

    def of_article(self, article_id: int) -> ClaimQuerySet:
        return self.filter(mentions__article_version__article_id=article_id).distinct()


class LedgerActQuerySet(models.QuerySet):
    def concerning(self, claim_id: int) -> LedgerActQuerySet:
        """Acts on this claim, and those that brought it mentions or took some away."""
        placed = Q(placements__claim_before=claim_id) | Q(placements__claim_after=claim_id)
        moved = type(self)(self.model).filter(placed).exclude(placements__claim_before=F("placements__claim_after"))
        return self.filter(Q(claim=claim_id) | Q(other=claim_id) | Q(id__in=moved.order_by().values("id")))

    def told(self) -> LedgerActQuerySet:
        """With all that a sentence about each needs: people, claims, and how often it was undone or brought back."""
        named = ("person", "claim", "other", "undoes__person", "undoes__claim", "undoes__other")
        entries = self.model._meta.get_field("entries").related_model
        words: PairDecisionQuerySet = PairDecisionQuerySet(entries).filter(
            act__kind="pair"
        )  # the one entry of a word on a pair; a merge may have a thousand
        told = [Prefetch("entries", queryset=words), Prefetch("undoes__entries", queryset=words)]
        return self.select_related(*named).prefetch_related(*told).annotate(turn_count=Count("turns"))


class PairDecisionQuerySet(models.QuerySet):
    def standing(self) -> PairDecisionQuerySet:
        """The last word on each pair; withdrawn decisions left out."""
        latest = (
            type(self)(self.model)
            .filter(mention_low=models.OuterRef("mention_low"), mention_high=models.OuterRef("mention_high"))
            .order_by("-id")
            .values("id")[:1]
        )
        return self.filter(id=models.Subquery(latest)).exclude(decision="withdrawn")

    def touching(self, mention_ids) -> PairDecisionQuerySet:
        return self.filter(Q(AnyOf(F("mention_low_id"), mention_ids)) | Q(AnyOf(F("mention_high_id"), mention_ids)))


class MentionVectorQuerySet(models.QuerySet):
    def of_model(self, model: str) -> MentionVectorQuerySet:
        """Of live mentions that are worth checking: what grouping looks at."""
        return self.filter(model=model, mention__article_version__current=True, mention__worth_checking=True)

    def packed(self) -> MentionVectorQuerySet:
        """Annotates `packed`, the vector's bytes (see `binary_copy.unpack_vectors`): written out in decimals, a hundred
        vectors take longer to read than to compare with a million others."""
        return self.annotate(packed=Func("vector", function="vector_send", output_field=models.BinaryField()))

    def near(self, model: str, vector, similarity: float) -> MentionVectorQuerySet:
        """Live vectors of `model` with at least this cosine similarity to `vector`; exact, annotated `similarity`.

        The CASE keeps Postgres from ever comparing vectors of two models, whatever order it filters in.
        """
        distance = Case(When(model=model, then=CosineDistance("vector", vector)))
        return (
            self.of_model(model)
            .annotate(distance=distance)
            .filter(distance__lte=1 - similarity)
            .annotate(similarity=1 - F("distance"))
        )

    def nearest(self, model: str, vector, at_most: int) -> MentionVectorQuerySet:
        """Of all vectors of `model`, live or not, the nearest ones, nearest first, annotated `distance`.

        In half precision, which is what the index of meanings holds (`services/index_meanings`); without that index the
        same query looks at every vector.
        """
        halved = Cast("vector", HalfVectorField(dimensions=len(vector)))
        distance = CosineDistance(halved, HalfVector(vector))
        return self.filter(model=model).annotate(distance=distance).order_by("distance")[:at_most]


class MentionLinkQuerySet(models.QuerySet):
    def touching(self, mention_ids, model: str) -> MentionLinkQuerySet:
        """Links of live mentions with one end among `mention_ids`, strong or not."""
        live = {"low__article_version__current": True, "high__article_version__current": True}
        return self.of_any(mention_ids, model).filter(**live)

    def strong(self, similarity: float) -> MentionLinkQuerySet:
        return self.filter(similarity__gte=similarity)

    def of_any(self, mention_ids, model: str) -> MentionLinkQuerySet:
        """Links with one end among these mentions, live or not. Mentions and not claims are given, because only then
        an index finds the links of either end."""
        ends = Q(AnyOf(F("low_id"), mention_ids)) | Q(AnyOf(F("high_id"), mention_ids))
        return self.filter(ends, model=model).order_by("low_id", "high_id")


class MatchSuggestionQuerySet(models.QuerySet):
    def touching(self, claim_ids) -> MatchSuggestionQuerySet:
        return self.filter(Q(AnyOf(F("claim_low_id"), claim_ids)) | Q(AnyOf(F("claim_high_id"), claim_ids)))

    def shown_for(self, claim_id: int) -> MatchSuggestionQuerySet:
        """Best first, with both claims; one that retired since is left out."""
        both = self.filter(claim_low__retired_at__isnull=True, claim_high__retired_at__isnull=True)
        return both.touching([claim_id]).select_related("claim_low", "claim_high", "mention_low", "mention_high")
