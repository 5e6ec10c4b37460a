"""The check-worthiness weights that come with the program."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from claims.domain.worth_model import WorthModel, read_worth_model

PATH = Path(__file__).resolve().parent.parent / "data" / "checkworthiness.json"


@lru_cache(maxsize=1)
def load_worth_model() -> WorthModel:
    """The shipped model, read once per process; ValueError with one sentence when its file is damaged."""
    try:
        content = json.loads(PATH.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"The check-worthiness model {PATH.name} cannot be read: {error}.") from error
    return read_worth_model(content)
