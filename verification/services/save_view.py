"""Keep filters of the queue under a name, for oneself or for everybody."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from verification.models import SavedView

MOST_VIEWS = 30  # a person; more than anybody finds again


class ViewRefusedError(ValueError):
    """The view cannot be kept; the message says why."""


@transaction.atomic
def save_view(owner: Any, name: str, filters: dict[str, str], *, shared: bool) -> SavedView:
    """A view of the same name is replaced. Raises ViewRefusedError."""
    get_user_model().objects.select_for_update().get(pk=owner.pk)  # two saves at once take turns
    kept = SavedView.objects.filter(owner=owner)
    if not kept.filter(name=name).exists() and kept.count() >= MOST_VIEWS:
        raise ViewRefusedError(
            _("You keep {most_views} views already; remove one first.").format(most_views=MOST_VIEWS)
        )
    view, made = SavedView.objects.update_or_create(
        owner=owner, name=name, defaults={"filters": filters, "shared": shared}
    )
    return view
