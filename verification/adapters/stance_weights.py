"""The stance weights that come with the program."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from verification.domain.stance_model import StanceModel, read_stance_model

PATH = Path(__file__).resolve().parent.parent / "data" / "stances.json"


@lru_cache(maxsize=4)
def load_stance_model(path: Path = PATH) -> StanceModel:
    """The shipped model, read once per process; ValueError with one sentence when its file is damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"The stance weights {path.name} cannot be read: {error}.") from error
    return read_stance_model(content)
