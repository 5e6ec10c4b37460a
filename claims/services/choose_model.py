"""Which model's vectors are in force, and whether the settings ask for another."""

from __future__ import annotations

from django.conf import settings

from claims.adapters.encoder import name_encoder
from claims.models import EmbeddingState, MentionVector


def read_state() -> EmbeddingState:
    """The row, made when there is none: by the vectors that exist, or else by the settings."""
    state = EmbeddingState.objects.filter(pk=1).first()
    if state is None:
        present = MentionVector.objects.values_list("model", flat=True).first()
        state, _ = EmbeddingState.objects.get_or_create(
            pk=1, defaults={"active_model": present or name_encoder(settings.EMBEDDING_MODEL)}
        )
    return state


def read_active_model() -> str:
    return read_state().active_model


def find_wanted_model() -> str:
    """The model that the settings ask for, or "" when it is in force already."""
    wanted = name_encoder(settings.EMBEDDING_MODEL)
    return "" if wanted == read_active_model() else wanted
