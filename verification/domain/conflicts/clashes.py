"""What one rule reports of one pair: the type of the disagreement, both values, the rule and its strength.

Limits: none beyond those of the rules. Reference: none.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.types import Span
from verification.domain.types import ConflictType


@dataclass(frozen=True, slots=True)
class Clash:
    """`span_a` and `span_b` mark the values in each quote; `strength` is in [0, 1]."""

    type: ConflictType
    span_a: Span
    span_b: Span
    rule: str
    strength: float

    def flip(self) -> Clash:
        """The same clash with the sides exchanged."""
        return Clash(self.type, self.span_b, self.span_a, self.rule, self.strength)
