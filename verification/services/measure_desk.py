"""The figures of the dashboard, each from one bounded query."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, F
from django.db.models.functions import TruncDate

from claims.models import Article, Feed
from verification.domain.agreement import DoubleReview
from verification.domain.four_eyes import Stage
from verification.models import ClaimReview, DeskDay

DAYS = 30
AGREEMENT_DAYS = 180
MOST_DOUBLE_REVIEWS = 5_000  # the newest; more would say the same


def count_decisions(now: datetime) -> dict[date, dict[str, int]]:
    """Verdicts that were signed and stand, by day (UTC) and verdict; `DAYS` days, the last one today."""
    since = now.date() - timedelta(days=DAYS - 1)
    days: dict[date, dict[str, int]] = {since + timedelta(days=n): {} for n in range(DAYS)}
    start = datetime.combine(since, time.min, tzinfo=UTC)
    signed = ClaimReview.objects.in_force().filter(decided_at__gte=start).order_by()
    by_day = signed.annotate(day=TruncDate("decided_at")).values("day", "verdict").annotate(found=Count("pk"))
    for row in by_day:
        days.setdefault(row["day"], {})[row["verdict"]] = row["found"]
    return days


def count_intake(now: datetime) -> dict[date, int]:
    """Articles that came in, by day (UTC); `DAYS` days, the last one today."""
    since = now.date() - timedelta(days=DAYS - 1)
    came = Article.objects.filter(received_at__gte=datetime.combine(since, time.min, tzinfo=UTC)).order_by()
    by_day = came.annotate(day=TruncDate("received_at")).values_list("day").annotate(found=Count("pk"))
    return {since + timedelta(days=n): 0 for n in range(DAYS)} | dict(by_day)


def count_troubles() -> tuple[int, int]:
    """Articles that wait for somebody, and feeds that fail."""
    return Article.objects.stopped().count(), Feed.objects.kept().filter(off="", failures__gt=0).count()


def list_days(now: datetime) -> list[DeskDay]:
    """The backlog as it was counted, oldest first."""
    return list(DeskDay.objects.filter(day__gt=now.date() - timedelta(days=DAYS)).order_by("day"))


def list_double_reviews(now: datetime) -> list[DoubleReview]:
    """Claims that two people decided without seeing each other; what was taken back is left out."""
    seconds = ClaimReview.objects.filter(
        stage=Stage.SECOND,
        withdraws__isnull=True,
        withdrawn_by__isnull=True,
        answers__isnull=False,
        decided_at__gte=now - timedelta(days=AGREEMENT_DAYS),
    )
    fields = (F("answers__reviewer"), F("answers__verdict"), F("reviewer"), F("verdict"))
    rows = seconds.order_by("-decided_at").values_list(*fields)[:MOST_DOUBLE_REVIEWS]
    return [DoubleReview(*row) for row in rows]
