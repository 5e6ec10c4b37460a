"""A person's saved searches, and what turned up for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.domain.access import Action
from claims.models import Watch, WatchAlert
from claims.views.access import requires
from verification.forms import WatchForm

MOST_ALERTS = 100
MOST_WATCHES = 50  # a person; each is run every ten minutes
REFUSED = 422


@requires(Action.SAVE_FILTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def list_watches(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render_watches(request, WatchForm())
    form = WatchForm(request.POST)
    if form.is_valid() and Watch.objects.filter(owner=request.user.pk).count() >= MOST_WATCHES:
        form.add_error(
            None, _("You have {most_watches} searches already; delete one first.").format(most_watches=MOST_WATCHES)
        )
    if not form.is_valid():
        return render_watches(request, form, status=REFUSED)
    Watch(**form.cleaned_data | {"owner_id": request.user.pk}).save()
    messages.success(request, _("The search is watched from now on; it is run every ten minutes."))
    return redirect("verification:watches")


def render_watches(request: HttpRequest, form: WatchForm, status: int = 200) -> HttpResponse:
    alerts = WatchAlert.objects.filter(watch__owner=request.user.pk).select_related("watch", "claim")
    context = {
        "form": form,
        "watches": Watch.objects.filter(owner=request.user.pk),
        "alerts": alerts[:MOST_ALERTS],
        "unread": alerts.filter(read_at=None).count(),
    }
    return render(request, "watches/page.html", context, status=status)


@requires(Action.SAVE_FILTERS)
@require_POST
def turn_watch(request: HttpRequest, watch_id: int) -> HttpResponse:
    """Pause it, or go on with it."""
    watch = get_object_or_404(Watch, pk=watch_id, owner=request.user)
    Watch.objects.filter(pk=watch.pk).update(active=not watch.active)
    messages.success(request, _("The search is paused.") if watch.active else _("The search is watched again."))
    return redirect("verification:watches")


@requires(Action.SAVE_FILTERS)
@require_POST
def delete_watch(request: HttpRequest, watch_id: int) -> HttpResponse:
    get_object_or_404(Watch, pk=watch_id, owner=request.user).delete()
    messages.success(request, _("The search and its alerts were deleted."))
    return redirect("verification:watches")


@requires(Action.SAVE_FILTERS)
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    WatchAlert.objects.filter(watch__owner=request.user.pk, read_at=None).update(read_at=timezone.now())
    return redirect("verification:watches")
