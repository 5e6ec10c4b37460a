"""Keyset pages: the address names the last row seen, so that no page shifts while rows come and go."""

from __future__ import annotations

import math

from claims.models import LARGEST_ID

LONGEST_KEY = 60


def parse_queue_key(text: str) -> tuple[float, int] | None:
    """`urgency,id` as the queue writes it; None for anything else, which then means the first page."""
    urgency_text, comma, id_text = text[:LONGEST_KEY].partition(",")
    if not comma or not (id_text.isascii() and id_text.isdigit()):
        return None
    try:
        urgency = float(urgency_text)
    except ValueError:
        return None
    claim_id = int(id_text)
    return (urgency, claim_id) if math.isfinite(urgency) and claim_id <= LARGEST_ID else None


def write_queue_key(urgency: float, claim_id: int) -> str:
    return f"{urgency!r},{claim_id}"
