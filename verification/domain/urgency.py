"""How urgent it is that a person looks at a claim: 0 to 100, with the parts that make it up.

Idea: a fact-check desk loses most when a claim that matters and spreads is disputed and nobody has looked. Method: a
weighted sum whose weights add up to 100, each part in [0, 1]; spread saturates, because the tenth outlet adds less
than the second. Limits: the weights are a judgement, not a measurement; age is left to the order of arrival, so that a
stored urgency does not change while nobody looks.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.phrases import phrase, phrase_count

WORTH = 40  # check-worthiness decides most: what cannot be checked need not be
DISPUTED = 25  # a contradiction is what a desk exists for
SPREAD = 20
STALE = 15  # somebody relied on the old decision
HALF_SPREAD = 3  # outlets at which half of the points for spread are reached


@dataclass(frozen=True, slots=True)
class Urgency:
    score: float
    because: tuple[str, ...]


def compute_urgency(*, check_worthiness: float, outlets: int, disputed: bool, stale: bool) -> Urgency:
    """`check_worthiness` in [0, 1]; `outlets` >= 0. The score is rounded to one decimal, so that equal claims tie."""
    spread = outlets / (outlets + HALF_SPREAD)
    parts = [
        (WORTH * check_worthiness, phrase("check-worthiness {score}", score=f"{check_worthiness:.2f}")),
        (DISPUTED if disputed else 0, phrase("accounts conflict")),
        (SPREAD * spread, phrase_count("{n} outlet", "{n} outlets", outlets)),
        (STALE if stale else 0, phrase("decision went stale")),
    ]
    score = round(sum(points for points, _ in parts), 1)
    told = (
        phrase("{reason} (+{points})", reason=reason, points=f"{points:.0f}")
        for points, reason in parts
        if points >= 0.5
    )
    return Urgency(score, tuple(told))
