"""How urgent it is that a person looks at a claim: 0 to 100, with the parts that make it up.

Idea: a fact-check desk loses most when a claim that matters and spreads is disputed and nobody has looked. Method: a
weighted sum whose weights add up to 100, each part in [0, 1]; spread saturates, because the tenth outlet adds less
than the second. Limits: the weights are a judgement, not a measurement; age is left to the order of arrival, so that a
stored urgency does not change while nobody looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    WORTH = "worth"  # check-worthiness decides most: what cannot be checked need not be
    DISPUTED = "disputed"  # a contradiction is what a desk exists for
    SPREAD = "spread"
    STALE = "stale"  # somebody relied on the old decision


MOST: dict[Part, int] = {Part.WORTH: 40, Part.DISPUTED: 25, Part.SPREAD: 20, Part.STALE: 15}
HALF_SPREAD = 3  # outlets at which half of the points for spread are reached


@dataclass(frozen=True, slots=True)
class Urgency:
    """`score` in points, 0 to 100; `parts` are what each part gives to it, in points."""

    score: float
    parts: tuple[tuple[Part, float], ...]


def compute_urgency(*, check_worthiness: float, outlets: int, disputed: bool, stale: bool) -> Urgency:
    """`check_worthiness` in [0, 1]; `outlets` >= 0. The score is rounded to one decimal, so that equal claims tie."""
    shares = {
        Part.WORTH: check_worthiness,
        Part.DISPUTED: float(disputed),
        Part.SPREAD: outlets / (outlets + HALF_SPREAD),
        Part.STALE: float(stale),
    }
    parts = tuple((part, MOST[part] * share) for part, share in shares.items())
    return Urgency(round(sum(points for _, points in parts), 1), parts)
