"""Views of the queue that people keep: listed beside it, saved and removed by one form each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.domain.access import Action
from claims.views.access import refuse_unless_may, requires
from verification.desk_forms import SavedViewForm
from verification.models import SavedView
from verification.services.save_view import ViewRefusedError, save_view

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ViewLink:
    id: int
    name: str
    address: str
    shared_by: str  # '' for one's own
    shared: bool
    mine: bool
    current: bool


def list_views(viewer: Any, query: QueryDict) -> list[ViewLink]:
    views = SavedView.objects.filter(Q(owner=viewer) | Q(shared=True, owner__is_active=True)).select_related("owner")
    here = {name: str(query[name]) for name in query if name != "after"}
    return [build_link(view, viewer, here) for view in views[:MOST_SHOWN]]


def build_link(view: SavedView, viewer: Any, here: dict[str, str]) -> ViewLink:
    mine = view.owner_id == viewer.pk
    return ViewLink(
        id=view.pk,
        name=view.name,
        address=reverse("verification:queue") + "?" + urlencode(view.filters),
        shared_by="" if mine else str(view.owner),
        shared=view.shared,
        mine=mine,
        current=bool(view.filters) and view.filters == here,
    )


@requires(Action.SAVE_FILTERS)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    form = SavedViewForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("verification:queue")
    sent = form.cleaned_data
    if sent["shared"]:
        refuse_unless_may(request.user, Action.SHARE_FILTERS)
    there = reverse("verification:queue") + "?" + urlencode(sent["filters"])
    try:
        save_view(request.user, sent["name"], sent["filters"], shared=sent["shared"])
    except ViewRefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect(there)
    messages.success(request, _("Kept as “{name}”.").format(name=sent["name"]))
    return redirect(there)


@requires(Action.SAVE_FILTERS)
@require_POST
def remove(request: HttpRequest, view_id: int) -> HttpResponse:
    """One's own; of a shared one of somebody else, only its owner disposes."""
    view = get_object_or_404(SavedView, pk=view_id, owner=request.user)
    view.delete()
    messages.success(request, _("“{name}” is no longer kept.").format(name=view.name))
    return redirect("verification:queue")
