"""Change the embedding model: embed everything again in the background, then group by the new vectors all at once.

Three steps, each of which goes on where it stopped, because what is left to do is what the database lacks:

1. vectors: mentions without a vector of the new model get one, a batch a transaction;
2. links: the new model's strong links, a batch a transaction; `MentionLink` names its model, so nobody sees them yet;
3. switch: one transaction under the grouping lock completes what came in meanwhile, groups by the new vectors and
   names the new model as the active one. Until it commits, everything is grouped by the old vectors; from then on by
   the new ones.

The old model's vectors and links stay, so that going back costs no embedding.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from claims.adapters.encoder import Encoder, EncoderUnavailable, load_encoder
from claims.models import EmbeddingState, Mention, MentionVector
from claims.services.choose_model import find_wanted_model, read_state
from claims.services.give_vectors import add_vectors, embed_texts
from claims.services.link_everything import link_everything
from claims.services.read_policy import find_reach, read_policy
from claims.services.regroup import link_mentions, lock_grouping
from claims.services.regroup_everything import regroup_everything

REEMBED_LOCK = 0x5265456D  # "ReEm": one process at a time works on the change
BATCH = 256  # mentions embedded or linked in one transaction: some seconds lost to a kill at most
LINK_AT_ONCE = 20_000  # mentions from which comparing all with all costs less than looking each one up


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the change to `target` has come; `target` is "" when none is wanted."""

    active: str
    target: str
    mentions: int
    embedded: int
    failure: str = ""

    @property
    def is_done(self) -> bool:
        return not self.target


def read_progress() -> Progress:
    state, target = read_state(), find_wanted_model()
    if not target:
        return Progress(state.active_model, "", 0, 0)
    live = Mention.objects.live()
    embedded = MentionVector.objects.of_model(target).count()
    return Progress(state.active_model, target, live.count(), embedded, state.failure)


def reembed_mentions(seconds: float) -> Progress:
    """Work on the change for about so long; returns how far it is. Another process already at it: does nothing.

    Raises EncoderUnavailable when the new model cannot be used; the old one stays in force and the row says why.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [REEMBED_LOCK])
        if not cursor.fetchone()[0]:
            return read_progress()
        try:
            work_on_change(time.monotonic() + seconds)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [REEMBED_LOCK])
    return read_progress()


def work_on_change(deadline: float) -> None:
    target = find_wanted_model()
    note(target_model=target, failure="")
    if not target:
        return
    try:
        encoder = load_encoder(target)
        for _ in advance(encoder):
            if time.monotonic() > deadline:
                return
        switch_model(encoder)
    except (EncoderUnavailable, ValueError) as error:
        note(failure=str(error))
        raise


def note(**fields: Any) -> None:
    read_state()
    EmbeddingState.objects.filter(pk=1).update(**fields)


def advance(encoder: Encoder) -> Iterator[int]:
    """Steps 1 and 2, a batch at a time."""
    while batch := list(Mention.objects.live().lacking_vector(encoder.name).order_by("id")[:BATCH]):
        yield give_vectors(encoder, batch)
    if count_unlinked(encoder.name) > LINK_AT_ONCE:
        yield link_all(encoder.name)
    while batch := list_unlinked(encoder.name):
        yield mark_linked(encoder.name, batch)


def count_unlinked(model: str) -> int:
    return MentionVector.objects.of_model(model).filter(linked=None)[: LINK_AT_ONCE + 1].count()


@transaction.atomic
def link_all(model: str) -> int:
    return link_everything(model, find_reach(read_policy()))


def give_vectors(encoder: Encoder, mentions: list[Mention]) -> int:
    embedded = embed_texts(encoder, {mention.text_sha256: mention.text for mention in mentions})
    return add_vectors(mentions, embedded)


def list_unlinked(model: str) -> list[int]:
    waiting = MentionVector.objects.of_model(model).filter(linked=None).order_by("mention_id")
    return list(waiting.values_list("mention_id", flat=True)[:BATCH])


@transaction.atomic
def mark_linked(model: str, mentions: list[int]) -> int:
    return link_mentions(mentions, model)


@transaction.atomic
def switch_model(encoder: Encoder) -> None:
    """The atomic end."""
    lock_grouping()
    for _ in advance(encoder):
        pass
    regroup_everything(encoder.name)
    EmbeddingState.objects.filter(pk=1).update(active_model=encoder.name, target_model="", failure="")
