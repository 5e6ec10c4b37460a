"""One source: what is known of it, its feeds with their health, its newest articles, and the forms that change it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.domain.access import Action
from claims.domain.ingest_health import Condition, Health
from claims.forms import FeedForm, FindFeedsForm, SourceForm
from claims.models import Article, Feed, Source
from claims.services.check_right import may
from claims.services.judge_sources import count_days, judge_sources
from claims.services.save_source import save_source, switch_source
from claims.views.access import requires
from claims.views.daily_bars import draw_days
from claims.views.links import pick_safe_link
from claims.views.progress import describe_progress

REFUSED = 422
DAYS = 30
ARTICLES = 20
FEEDS = 200


@dataclass(frozen=True, slots=True)
class FeedRow:
    feed: Feed
    health: Health
    link: str


@requires(Action.READ)
@require_GET
def show_source(request: HttpRequest, source_id: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.select_related("merged_into"), pk=source_id)
    return render_source(request, source)


def render_source(request: HttpRequest, source: Source, *, feed_form: FeedForm | None = None) -> HttpResponse:
    articles = Article.objects.filter(source=source, duplicate_of__isnull=True).order_by("-received_at", "-id")
    feeds = list(source.feeds.kept().order_by("off", "id")[:FEEDS])
    context = {
        "source": source,
        "homepage": pick_safe_link(source.homepage),
        "domains": list(source.domains.all()[:FEEDS]),
        "health": judge_sources([source])[source.pk],
        "days": draw_days(count_days([source.pk], DAYS)[source.pk]),
        "feeds": [build_feed_row(feed) for feed in feeds],
        "removed": list(source.feeds.exclude(removed_at=None).order_by("-removed_at")[:FEEDS]),
        "records": list(source.records.order_by("tag")),
        "articles": [(article, describe_progress(article)) for article in articles[:ARTICLES]],
        "names": list(source.absorbed.order_by("name")[:FEEDS]),
        "merges": list(source.merges.filter(undone_at=None).select_related("merged", "person")[:20]),
        "may_change": may(request.user, Action.TEND_SOURCES) and source.merged_into is None,
        "feed_form": feed_form or FeedForm(auto_id="feed_%s"),
        "find_form": FindFeedsForm(auto_id="find_%s", initial={"site": source.homepage}),
    }
    return render(request, "sources/source.html", context, status=REFUSED if feed_form else 200)


def build_feed_row(feed: Feed) -> FeedRow:
    return FeedRow(feed, Health(Condition(feed.condition), feed.off.rstrip(".")), pick_safe_link(feed.url))


@requires(Action.TEND_SOURCES)
@require_http_methods(["GET", "POST"])
def add_source(request: HttpRequest) -> HttpResponse:
    return edit(request, Source(), _("Add a source"))


@requires(Action.TEND_SOURCES)
@require_http_methods(["GET", "POST"])
def edit_source(request: HttpRequest, source_id: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.standing().exclude(kind=Source.Kind.UNKNOWN), pk=source_id)
    return edit(request, source, _("Edit {source}").format(source=source))


def edit(request: HttpRequest, source: Source, heading: str) -> HttpResponse:
    is_new = source.pk is None
    form = SourceForm(request.POST if request.method == "POST" else None, instance=source)
    if request.method == "POST" and form.is_valid():
        saved = save_source(form.save(commit=False), form.cleaned_data["domains"], () if is_new else form.changed_data)
        messages.success(
            request,
            _("{saved} is added.").format(saved=saved) if is_new else _("{saved} is saved.").format(saved=saved),
        )
        return redirect(saved)
    context = {"form": form, "heading": heading, "source": None if is_new else source}
    return render(request, "sources/edit.html", context, status=REFUSED if request.method == "POST" else 200)


@requires(Action.TEND_SOURCES)
@require_POST
def switch(request: HttpRequest, source_id: int) -> HttpResponse:
    source = get_object_or_404(Source, pk=source_id)
    active = request.POST.get("active") == "1"
    if switch_source(source.pk, active=active):
        again = _("{source} is active; its feeds are asked again.")
        said = again if active else _("{source} is retired; its feeds are not asked any more.")
        messages.success(request, said.format(source=source))
    else:
        messages.info(request, _("{source} was so already; nothing changed.").format(source=source))
    return redirect(source)
