"""Adding, finding and switching the feeds of a source."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.adapters.documents import UnreadableError
from claims.domain.access import Action
from claims.forms import FeedForm, FindFeedsForm, TopicsForm
from claims.models import Feed, Source
from claims.services.add_feed import add_feed, ask_soon, remove_feed, switch_feed
from claims.services.find_feeds import Search, find_feeds
from claims.services.tell import tell
from claims.views.access import requires
from claims.views.source import REFUSED, render_source


@requires(Action.TEND_SOURCES)
@require_POST
def add(request: HttpRequest, source_id: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.standing(), pk=source_id)
    form = FeedForm(request.POST, auto_id="feed_%s")
    if form.is_valid():
        try:
            title = request.POST.get("title", "")[:300].replace("\0", "")
            feed = add_feed(source, form.cleaned_data["url"], title, form.cleaned_data["topics"])
        except UnreadableError as refusal:
            form.add_error("url", tell(refusal))
        else:
            messages.success(request, _("The feed {feed} is added and will be read within a minute.").format(feed=feed))
            return redirect(source)
    return render_source(request, source, feed_form=form)


@requires(Action.TEND_SOURCES)
@require_POST
def find(request: HttpRequest, source_id: int) -> HttpResponse:
    source = get_object_or_404(Source.objects.standing(), pk=source_id)
    form = FindFeedsForm(request.POST)
    search = Search()
    if form.is_valid():
        try:
            search = find_feeds(form.cleaned_data["site"])
        except UnreadableError as refusal:
            form.add_error("site", tell(refusal))
    context = {"source": source, "form": form, "search": search}
    return render(request, "sources/found_feeds.html", context, status=200 if form.is_valid() else REFUSED)


@requires(Action.TEND_SOURCES)
@require_POST
def switch(request: HttpRequest, feed_id: int) -> HttpResponse:
    feed = get_object_or_404(Feed.objects.select_related("source"), pk=feed_id)
    on = request.POST.get("on") == "1"
    switch_feed(feed, on=on)
    said = _("The feed {feed} is on again and will be read soon.") if on else _("The feed {feed} is off.")
    messages.success(request, said.format(feed=feed))
    return redirect(feed.source)


@requires(Action.TEND_SOURCES)
@require_POST
def remove(request: HttpRequest, feed_id: int) -> HttpResponse:
    feed = get_object_or_404(Feed.objects.select_related("source"), pk=feed_id)
    if remove_feed(feed, str(request.user)):
        said = _("The feed %(feed)s is removed; its articles stay.") % {"feed": feed}
        messages.success(request, said)
    else:
        messages.info(request, _("The feed %(feed)s was removed before.") % {"feed": feed})
    return redirect(feed.source)


@requires(Action.TEND_SOURCES)
@require_POST
def set_topics(request: HttpRequest, feed_id: int) -> HttpResponse:
    feed = get_object_or_404(Feed.objects.kept().select_related("source"), pk=feed_id)
    form = TopicsForm(request.POST)
    if form.is_valid():
        Feed.objects.filter(pk=feed.pk).update(topics=form.cleaned_data["topics"])
        messages.success(request, _("The topics of the feed %(feed)s are saved.") % {"feed": feed})
    else:
        messages.error(request, str(form.errors["topics"][0]))
    return redirect(feed.source)


@requires(Action.TEND_SOURCES)
@require_POST
def ask(request: HttpRequest, feed_id: int) -> HttpResponse:
    feed = get_object_or_404(Feed.objects.kept().select_related("source"), pk=feed_id)
    ask_soon(feed)
    messages.success(request, _("The feed {feed} will be read within a minute.").format(feed=feed))
    return redirect(feed.source)
