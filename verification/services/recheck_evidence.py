"""Look again at the articles behind open and decided claims: choose those that are due, and plan the next look."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from claims.domain.availability import Look
from claims.domain.recheck_schedule import STEPS, compute_next_check
from claims.models import Article, ArticleStanding, Mention
from claims.services.recheck import Checked, recheck_article
from verification.models import ClaimStanding

MOST_CLAIMS = 1_000  # of one article; a text with more is dated by these


def choose_articles(limit: int) -> list[int]:
    """Those that wait longest. An article that was never looked at again is due soon after it came."""
    now = timezone.now()
    told = Mention.objects.live().filter(article_version__article=OuterRef("pk"), claim__isnull=False)
    standing = ClaimStanding.objects.open().filter(Q(needs_review=True) | Q(review__isnull=False))
    due = Q(standing__isnull=True, received_at__lte=now - STEPS[0][1]) | Q(standing__next_check_at__lte=now)
    articles = Article.objects.recheckable().filter(due, Exists(told.filter(claim__in=standing.values("claim"))))
    ordered = articles.order_by(F("standing__next_check_at").asc(nulls_first=True), "id")
    return [pk for pk, _ in ordered.values_list("id", "standing__next_check_at")[:limit]]


def recheck_evidence(article_id: int) -> Checked | None:
    """One look, and the plan for the next one. None as in `recheck_article`."""
    checked = recheck_article(article_id)
    if checked is not None:
        plan_next_look(article_id)
    return checked


def plan_next_look(article_id: int) -> datetime | None:
    article = Article.objects.select_related("standing").get(pk=article_id)
    claims = Mention.objects.live().filter(article_version__article=article, claim__isnull=False).order_by("claim_id")
    standings = ClaimStanding.objects.open().filter(claim__in=claims.values("claim")[:MOST_CLAIMS])
    latest = standings.aggregate(decided=Max("review__decided_at"))["decided"]
    changed = article.versions.aggregate(seen=Max("seen_at"))["seen"]
    events = [article.published_at or article.received_at, changed, latest]
    following = compute_next_check(
        timezone.now(),
        max(event for event in events if event is not None),
        is_open=standings.filter(needs_review=True).exists(),
        confirming=article.standing.suspected in (Look.NOT_FOUND, Look.OBSCURED, Look.REPLACED),
        failures=article.standing.failures,
    )
    ArticleStanding.objects.filter(pk=article_id).update(next_check_at=following)
    return following
