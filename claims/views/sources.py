"""The sources, with what each has brought in and how well that goes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.domain.ingest_health import Health
from claims.forms import SourceFilterForm
from claims.models import Feed, Mention, Source
from claims.querysets import SourceQuerySet
from claims.services.judge_sources import count_days, judge_sources
from claims.views.access import requires
from claims.views.daily_bars import DailyBars, draw_days
from claims.views.links import pick_safe_link

PAGE = 100
DAYS = 14
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class SourceRow:
    """`source` carries `article_count`, `claim_count`, `feed_count` and `last_article`."""

    source: Source
    homepage: str
    health: Health
    days: DailyBars


@requires(Action.READ)
@require_GET
def list_sources(request: HttpRequest) -> HttpResponse:
    form = SourceFilterForm(request.GET)
    form.is_valid()
    after = request.GET.get("after", "")[:LONGEST_NAME].replace("\0", "")
    found = list(form.narrow(count_sources(after))[: PAGE + 1])
    kept = {name: request.GET[name] for name in ("show", "q") if request.GET.get(name)}
    context = {
        "form": form,
        "filtered": bool(kept),
        "rows": build_rows(found[:PAGE]),
        "first_page": "?" + urlencode(kept) if after else "",
        "next_page": "?" + urlencode({**kept, "after": found[PAGE - 1].name}) if len(found) > PAGE else "",
    }
    return render(request, "sources/page.html", context)


def build_rows(sources: list[Source]) -> list[SourceRow]:
    health = judge_sources(sources)
    days = count_days([source.pk for source in sources], DAYS)
    return [
        SourceRow(source, pick_safe_link(source.homepage), health[source.pk], draw_days(days[source.pk]))
        for source in sources
    ]


def count_sources(after: str) -> SourceQuerySet:
    """Sources by name, each with its articles, claims, feeds and latest article; those merged into others left out."""
    claims = (
        Mention.objects.live()
        .filter(article_version__article__source=OuterRef("pk"), claim__isnull=False)
        .order_by()
        .values("article_version__article__source")
        .annotate(found=Count("claim", distinct=True))
        .values("found")
    )
    feeds = (
        Feed.objects.kept()
        .filter(source=OuterRef("pk"))
        .order_by()
        .values("source")
        .annotate(found=Count("pk"))
        .values("found")
    )
    sources = Source.objects.standing().annotate(folded=Lower("name")).order_by("folded")
    if after:
        sources = sources.filter(folded__gt=after.lower())
    return sources.annotate(
        article_count=Count("articles"),
        claim_count=Coalesce(Subquery(claims), 0),
        feed_count=Coalesce(Subquery(feeds), 0),
        last_article=Max("articles__received_at"),
    )
