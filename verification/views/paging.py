"""Keyset pages: the address names the last row seen, so that no page shifts while rows come and go."""

from __future__ import annotations

import math

from claims.domain.row_ids import read_id

LONGEST_KEY = 60


def parse_queue_key(text: str) -> tuple[float, int] | None:
    """`urgency,id` as the queue writes it; None for anything else, which then means the first page."""
    urgency_text, _, id_text = text[:LONGEST_KEY].partition(",")
    claim_id = read_id(id_text)
    try:
        urgency = float(urgency_text)
    except ValueError:
        return None
    return (urgency, claim_id) if math.isfinite(urgency) and claim_id is not None else None


def write_queue_key(urgency: float, claim_id: int) -> str:
    return f"{urgency!r},{claim_id}"
