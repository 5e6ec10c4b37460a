"""What the frozen evidence of a proposal says about each mention, as the pages show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from verification.domain.types import Stance
from verification.models import ProposedVerdict


@dataclass(frozen=True, slots=True)
class Told:
    """One mention in the evidence: its stance, its origin, and why, in words."""

    mention_id: int
    article_id: int
    source: str
    quote: str
    stance: Stance
    stance_reason: str
    origin_key: str
    origin_label: str
    origin_reason: str
    origin_known: bool
    retracted: bool


def read_evidence(proposal: ProposedVerdict) -> dict[int, Told]:
    """By id of the mention, in the order of the evidence."""
    evidence = proposal.evidence
    known = {origin["key"]: origin["known"] for origin in evidence.get("origins", [])}
    return {told.mention_id: told for told in _list_told(evidence.get("statements", []), known)}


def _list_told(statements: list[dict[str, Any]], known: dict[str, bool]) -> Iterator[Told]:
    for entry in statements:
        yield Told(
            mention_id=entry["ids"]["mention"],
            article_id=entry["ids"]["article"],
            source=entry["source"],
            quote=entry["quote"],
            stance=Stance(entry["stance"]),
            stance_reason=entry["stance_reason"],
            origin_key=entry["origin"],
            origin_label=entry["origin_label"],
            origin_reason=entry["origin_reason"],
            origin_known=known.get(entry["origin"], False),
            retracted=entry["retracted"],
        )
