"""How well articles come in from sources, from what their feeds and newest pages did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

from claims.domain.ingest_health import PAGES_LOOKED_AT, Condition, Health, Trouble, judge_pages, judge_source
from claims.domain.lifecycle import State
from claims.models import Article, Feed, Source

RECENT = timedelta(days=30)  # what happened before says nothing about now


def judge_sources(sources: Sequence[Source]) -> dict[int, Health]:
    """By source, in two queries."""
    ids = [source.pk for source in sources]
    feeds: dict[int, list[Condition]] = defaultdict(list)
    for source_id, condition in Feed.objects.filter(source__in=ids, off="").values_list("source", "condition"):
        feeds[source_id].append(Condition(condition))
    troubles = list_troubles(ids)
    return {
        source.pk: judge_source(source.active, feeds[source.pk], judge_pages(troubles[source.pk])) for source in sources
    }


def list_troubles(source_ids: Iterable[int]) -> dict[int, list[Trouble | None]]:
    """What became of each source's newest pages that were asked for, the newest first."""
    asked = Article.objects.filter(
        source__in=list(source_ids),
        received_at__gte=timezone.now() - RECENT,
        duplicate_of__isnull=True,
        host__gt="",
    ).exclude(state=State.RECEIVED)
    place = Window(RowNumber(), partition_by=F("source"), order_by=F("id").desc())
    newest = asked.order_by().annotate(place=place).filter(place__lte=PAGES_LOOKED_AT).order_by("source", "place")
    found: dict[int, list[Trouble | None]] = defaultdict(list)
    for source_id, kind, paywalled in newest.values_list("source", "failure_kind", "paywalled"):
        trouble = Trouble.PAYWALLED if paywalled else Trouble(kind) if kind else None
        found[source_id].append(trouble)
    return found


def count_days(source_ids: Iterable[int], days: int) -> dict[int, list[tuple[date, int]]]:
    """Articles a day and source, for the last `days` days up to today (UTC), the oldest first; 0 where none came."""
    today = timezone.now().date()
    first = today - timedelta(days=days - 1)
    ids = list(source_ids)
    rows = (
        Article.objects.filter(source__in=ids, received_at__date__gte=first, duplicate_of__isnull=True)
        .order_by()
        .annotate(day=TruncDate("received_at"))
        .values_list("source", "day")
        .annotate(found=Count("id"))
    )
    counts = {(source_id, day): found for source_id, day, found in rows}
    span = [first + timedelta(days=number) for number in range(days)]
    return {source_id: [(day, counts.get((source_id, day), 0)) for day in span] for source_id in ids}
