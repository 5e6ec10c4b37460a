"""Ask for the vector of a searched text. The web never loads a model: a worker answers, and the answer is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Subquery
from django.utils import timezone
from django.utils.module_loading import import_string

from claims.models import EmbeddingState, SearchVector
from claims.services.choose_model import read_active_model

PATIENCE = 0.4  # seconds that a page waits; a worker that has the model needs about a tenth of that
LOOK_EVERY = 0.03
ASK_AGAIN = timedelta(seconds=10)  # an unanswered question this old may have been lost
REFRESHED = timedelta(days=1)  # so often a kept answer is marked as asked for


def ask_for_vector(text: str, patience: float = PATIENCE) -> SearchVector:
    """The kept answer, or the question with an empty vector where no worker answered within `patience` seconds."""
    asked = find_or_ask(text)
    for _ in wait(patience if is_open(asked) else 0):
        asked.refresh_from_db()
        if not is_open(asked):
            break
    return asked


def is_open(asked: SearchVector) -> bool:
    return not asked.vector and not asked.failure


def find_or_ask(text: str) -> SearchVector:
    now = timezone.now()
    active = EmbeddingState.objects.filter(pk=1).values("active_model")[:1]
    kept = SearchVector.objects.filter(model=Subquery(active), text=text).first()
    if kept is not None and kept.vector:
        if kept.asked_at < now - REFRESHED:
            SearchVector.objects.filter(pk=kept.pk).update(asked_at=now)
        return kept
    if kept is not None and kept.asked_at > now - ASK_AGAIN:
        return kept
    asked, _ = SearchVector.objects.update_or_create(
        model=read_active_model(), text=text, defaults={"asked_at": now, "failure": ""}
    )
    transaction.on_commit(lambda: publish(asked))
    return asked


def publish(asked: SearchVector) -> None:
    """What cannot be published now is asked again by the next look."""
    import_string(settings.SEARCH_PUBLISHER)(asked.pk)


def wait(seconds: float) -> Iterator[None]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(LOOK_EVERY)
        yield
