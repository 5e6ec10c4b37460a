"""What `manage.py check`, and so every start, says about the settings of this app."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from claims.adapters.encoder import name_encoder
from claims.adapters.worth_weights import load_worth_model


def check_worth_model(**_: Any) -> list[CheckMessage]:
    """The check-worthiness weights fit one embedding model; with another one the rules alone decide."""
    try:
        trained_on = load_worth_model().encoder
    except ValueError as error:
        return [Error(str(error), id="claims.E001")]
    current = name_encoder(settings.EMBEDDING_MODEL)
    if current == trained_on:
        return []
    return [
        Warning(
            f"Check-worthiness is scored by rules alone: its weights are for {trained_on}, "
            f"and EMBEDDING_MODEL is {current}.",
            hint="Train weights for this model: python -m evaluation.train_checkworthiness --help",
            id="claims.W001",
        )
    ]
