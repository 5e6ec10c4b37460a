"""Lists of sources and feeds, in and out: upload, preview, take over; OPML of what is here."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from claims.adapters.documents import UnreadableError
from claims.adapters.source_lists import write_opml
from claims.domain.access import Action
from claims.forms import SourceListForm
from claims.models import Feed, SourceImport
from claims.services.take_over_sources import apply_import, look_ahead, read_import
from claims.services.tell import begin_sentence, tell
from claims.views.access import requires

REFUSED = 422
SHOWN = 300  # rows of a preview; what is wrong is shown first


@requires(Action.TEND_SOURCES)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    form = SourceListForm(request.POST, request.FILES) if request.method == "POST" else SourceListForm()
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["document"]
        try:
            found = read_import(document.name or "list", document.read(), request.user)
        except UnreadableError as refusal:
            sentence = tell(refusal).rstrip(".")
            form.add_error("document", f"{begin_sentence(sentence)}.")
        else:
            return redirect("claims:source_import", found.pk)
    return render(request, "sources/import.html", {"form": form}, status=REFUSED if form.errors else 200)


@requires(Action.TEND_SOURCES)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, import_id: int) -> HttpResponse:
    """GET shows what taking the list over would do, or did; POST takes it over."""
    listed = get_object_or_404(SourceImport, pk=import_id)
    if request.method == "POST":
        outcome = apply_import(listed.pk).outcome
        messages.success(
            request,
            _("Taken over. New sources: {sources}; new feeds: {feeds}.").format(
                sources=intcomma(outcome["sources"]), feeds=intcomma(outcome["feeds"])
            ),
        )
        return redirect("claims:source_import", listed.pk)
    rows = look_ahead(listed)
    counts = Counter(row.outcome for row in rows)
    rows.sort(key=lambda row: row.outcome != "wrong")
    context = {"listed": listed, "rows": rows[:SHOWN], "counts": counts, "unlisted": len(rows) - len(rows[:SHOWN])}
    return render(request, "sources/preview.html", context)


@requires(Action.READ)
@require_GET
def export_opml(request: HttpRequest) -> HttpResponse:
    """Every feed that is on or off, in a folder for each source."""
    feeds = Feed.objects.kept().select_related("source").order_by("source__name", "source_id", "id")
    groups = [
        (source.name, [describe_feed(feed) for feed in found])
        for source, found in groupby(feeds, lambda feed: feed.source)
    ]
    answer = HttpResponse(write_opml("Feeds of the Claim Workbench", groups), content_type="text/x-opml; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="feeds.opml"'
    return answer


def describe_feed(feed: Feed) -> dict[str, str]:
    title = feed.title or feed.source.name
    topics = ",".join(topic for topic in feed.topics if "," not in topic)
    named = {"type": "rss", "text": title, "title": title, "xmlUrl": feed.url, "htmlUrl": feed.source.homepage}
    return {**named, "category": topics}
