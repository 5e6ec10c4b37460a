"""The sources, with what each has brought in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.models import Mention, Source
from claims.views.access import requires
from claims.views.links import pick_safe_link

PAGE = 100
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class SourceRow:
    """`source` carries `article_count`, `claim_count` and `last_article`."""

    source: Source
    homepage: str


@requires(Action.READ)
@require_GET
def list_sources(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")[:LONGEST_NAME].replace("\0", "")
    found = list(count_sources(after)[: PAGE + 1])
    rows = [SourceRow(source, pick_safe_link(source.homepage)) for source in found[:PAGE]]
    context = {"rows": rows, "after": after, "next": found[PAGE - 1].name if len(found) > PAGE else ""}
    return render(request, "sources/page.html", context)


def count_sources(after: str) -> QuerySet[Source]:
    """Sources by name, each with its articles, claims and latest article."""
    claims = (
        Mention.objects.live()
        .filter(article_version__article__source=OuterRef("pk"), claim__isnull=False)
        .order_by()
        .values("article_version__article__source")
        .annotate(found=Count("claim", distinct=True))
        .values("found")
    )
    sources = Source.objects.annotate(folded=Lower("name")).order_by("folded")
    if after:
        sources = sources.filter(folded__gt=after.lower())
    return sources.annotate(
        article_count=Count("articles"),
        claim_count=Coalesce(Subquery(claims), 0),
        last_article=Max("articles__received_at"),
    )
