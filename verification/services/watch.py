"""Run saved searches: alert their owners of claims that appeared, and of checked ones that came back.

A search looks at the claims that got a mention lately. What was told once is not told again: the constraint on alerts
sees to that, so a run may look back further than the last one did.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.adapters.encoder import load_encoder
from claims.domain.phrases import Phrase, mark_phrase, phrase
from claims.models import Claim, MatchSuggestion, Mention, MentionVector, Watch, WatchAlert
from claims.services.choose_model import read_active_model
from claims.services.run_job import JobReport
from verification.domain.types import VERDICT_WORDS, Verdict
from verification.models import ClaimReview, ClaimStanding

OVERLAP = timedelta(days=1)  # an article may take so long through the pipeline
MOST_FOUND = 500  # claims a search and run; a search that finds more is too wide to be read


def run_watches() -> JobReport:
    model = read_active_model()
    watches = list(Watch.objects.filter(active=True).order_by("id"))
    alerts = sum(run_watch(watch, model) for watch in watches)
    return JobReport({"searches": len(watches), "alerts": alerts})


def run_watch(watch: Watch, model: str) -> int:
    """Returns how many alerts it made."""
    now = timezone.now()
    since = (watch.last_run_at or watch.created_at) - OVERLAP
    claims = list(find_claims(watch, model, since)[:MOST_FOUND])
    before = watch.alerts.count()
    WatchAlert.objects.bulk_create(describe_alerts(watch, claims), ignore_conflicts=True)
    Watch.objects.filter(pk=watch.pk).update(last_run_at=now)
    return watch.alerts.count() - before


def find_claims(watch: Watch, model: str, since: datetime) -> QuerySet[Claim]:
    """Claims that hold the words or mean about the same, and that an article brought since."""
    lately = Mention.objects.live().filter(article_version__article__received_at__gte=since, claim__isnull=False)
    wanted = Q(pk__in=[])
    if watch.words:
        wanted |= Q(pk__in=Claim.objects.worded(watch.words).order_by().values("pk"))
    if watch.meaning:
        near = MentionVector.objects.near(model, give_vector(watch, model), settings.SUGGEST_LINK)
        wanted |= Q(pk__in=near.filter(mention__claim__isnull=False).values("mention__claim"))
    return Claim.objects.active().filter(wanted, pk__in=lately.values("claim")).order_by("-id")


def give_vector(watch: Watch, model: str) -> list[float]:
    if watch.vector_model != model:
        (vector,) = load_encoder(model).encode([watch.meaning])
        watch.vector, watch.vector_model = [float(value) for value in vector], model
        Watch.objects.filter(pk=watch.pk).update(vector=watch.vector, vector_model=model)
    return watch.vector


def describe_alerts(watch: Watch, claims: list[Claim]) -> Iterable[WatchAlert]:
    reviews = read_reviews([claim.pk for claim in claims])
    latest = dict(
        Mention.objects.live()
        .filter(claim__in=claims)
        .order_by("claim_id", "-article_version__article__received_at")
        .distinct("claim_id")
        .values_list("claim", "article_version__article__received_at")
    )
    for claim in claims:
        if claim.created_at >= watch.created_at:
            yield build_alert(watch, claim, WatchAlert.Kind.APPEARED, phrase("A claim appeared."))
        review = reviews.get(claim.pk)
        if review is not None and latest[claim.pk] > review.decided_at:
            yield tell_return(watch, claim, review)
        for other in find_decided_alike(claim):
            yield tell_return(watch, claim, other)


def read_reviews(claim_ids: list[int]) -> dict[int, ClaimReview]:
    decided = ClaimStanding.objects.filter(claim__in=claim_ids, review__isnull=False)
    return {s.claim_id: s.review for s in decided.select_related("review__reviewer") if s.review is not None}


def find_decided_alike(claim: Claim) -> list[ClaimReview]:
    """Decisions on claims that the machine found alike and did not join."""
    rows = MatchSuggestion.objects.shown_for(claim.pk)
    others = {end for row in rows for end in (row.claim_low_id, row.claim_high_id)} - {claim.pk}
    return list(read_reviews(sorted(others)).values())


def tell_return(watch: Watch, claim: Claim, review: ClaimReview) -> WatchAlert:
    decided = {
        "person": str(review.reviewer),
        "verdict": VERDICT_WORDS[Verdict(review.verdict)],
        "day": review.decided_at.date(),
    }
    if review.claim_id == claim.pk:
        told = phrase("It was checked before: {person} signed {verdict} on {day}.", **decided)
    else:
        like = mark_phrase("A claim like it (claim {number}) was checked before: {person} signed {verdict} on {day}.")
        told = phrase(like, number=review.claim_id, **decided)
    return build_alert(watch, claim, WatchAlert.Kind.CAME_BACK, told, about=review.pk)


def build_alert(watch: Watch, claim: Claim, kind: WatchAlert.Kind, told: Phrase, about: int = 0) -> WatchAlert:
    return WatchAlert(watch=watch, claim=claim, kind=kind, about=about, words=told, told=[told])
