"""Making two sources one: what would move is shown first, and it can be taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.domain.access import Action
from claims.forms import MergeForm
from claims.models import Article, Source, SourceMerge
from claims.services.merge_sources import MergeRefused, merge_sources, undo_merge
from claims.services.tell import tell
from claims.views.access import requires

REFUSED = 422
CHOICES = 500


@requires(Action.TEND_SOURCES)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, source_id: int) -> HttpResponse:
    """GET chooses, and with `other` shows what would move; POST does it."""
    source = get_object_or_404(Source.objects.standing(), pk=source_id)
    given = request.POST if request.method == "POST" else request.GET
    form = MergeForm(given or None)
    other = Source.objects.standing().filter(pk=form.cleaned_data["other"]).first() if form.is_valid() else None
    problem = _("Choose the source that is the same as this one.") if given and other is None else ""
    if request.method == "POST" and other is not None:
        try:
            merge_sources(source.pk, other.pk, request.user)
        except MergeRefused as refusal:
            problem = tell(refusal)
        else:
            messages.success(
                request,
                _("{other} is merged into {source}. It can be taken back on this page.").format(
                    other=other, source=source
                ),
            )
            return redirect(source)
    context = {"source": source, "other": other, "problem": problem, "choices": list_choices(source)}
    if other is not None:
        context["counts"] = {
            "articles": Article.objects.filter(source=other).count(),
            "feeds": other.feeds.count(),
            "domains": other.domains.count(),
        }
    return render(request, "sources/merge.html", context, status=REFUSED if problem else 200)


def list_choices(source: Source):
    return Source.objects.standing().exclude(kind=Source.Kind.UNKNOWN).exclude(pk=source.pk).order_by("name")[:CHOICES]


@requires(Action.TEND_SOURCES)
@require_POST
def undo(request: HttpRequest, merge_id: int) -> HttpResponse:
    found = get_object_or_404(SourceMerge.objects.select_related("kept"), pk=merge_id)
    try:
        undone = undo_merge(merge_id)
        messages.success(request, _("{merged} is a source of its own again.").format(merged=undone.merged))
    except MergeRefused as refusal:
        messages.error(request, tell(refusal))
    return redirect(found.kept)
