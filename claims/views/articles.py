"""The list of articles with how far each has come, and one article's progress on its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.domain.row_ids import read_id
from claims.forms import ArticleFilterForm
from claims.models import Article
from claims.views.access import requires
from claims.views.progress import Progress, describe_progress
from claims.views.requests import HtmxRequest

PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    article: Article
    progress: Progress


@requires(Action.READ)
@require_GET
def list_articles(request: HtmxRequest) -> HttpResponse:
    form = ArticleFilterForm(request.GET)
    form.is_valid()
    articles = form.narrow(Article.objects.filter(duplicate_of=None).select_related("source")).order_by(
        "-received_at", "-id"
    )
    after = parse_key(request.GET.get("after", ""))
    if after:
        articles = articles.listed_after(*after)
    found = list(articles[: PAGE + 1])
    kept = {name: request.GET[name] for name in ("state", "q") if request.GET.get(name)}
    context = {
        "form": form,
        "rows": [ArticleRow(article, describe_progress(article)) for article in found[:PAGE]],
        "filtered": bool(kept),
        "first_page": "?" + urlencode(kept) if after else "",
        "next_page": "?" + urlencode({**kept, "after": write_key(found[PAGE - 1])}) if len(found) > PAGE else "",
    }
    return render(request, "articles/page.html", context)


@requires(Action.READ)
@require_GET
def show_progress(request: HtmxRequest, article_id: int) -> HttpResponse:
    """Asked every two seconds by the article's page; tells it to load again when the article has settled."""
    article = get_object_or_404(Article, pk=article_id)
    if not request.htmx:
        return redirect(article)
    progress = describe_progress(article)
    response = render(request, "_fragments/_progress.html", {"article": article, "progress": progress})
    if progress.settled:
        response.headers["HX-Refresh"] = "true"
    return response


def parse_key(text: str) -> tuple[datetime, int] | None:
    """`microseconds,id` as `write_key` makes it; None for anything else."""
    moment, _, number = text.partition(",")
    micros, article = read_id(moment), read_id(number)
    if micros is None or article is None:
        return None
    try:
        return EPOCH + micros * MICROSECOND, article
    except OverflowError:
        return None


def write_key(article: Article) -> str:
    return f"{(article.received_at - EPOCH) // MICROSECOND},{article.pk}"
