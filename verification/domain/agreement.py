"""How well two people agree who decided the same claims without seeing each other's verdict.

Idea: raw agreement flatters where one verdict is common, because two people who both say it most of the time agree by
chance; Cohen's kappa is the share of the agreement that chance leaves open. Method: kappa = (o - e) / (1 - e), where o
is the observed share of equal verdicts and e the share that the two raters' own frequencies would give. By verdict, the
raw figure is the specific agreement 2a / (2a + b + c), with a claims that both call so and b, c those that one does;
kappa is that of this verdict against the rest. Limits: kappa is undefined where chance alone would agree on everything
(one verdict throughout), shifts with how common the verdicts are, and says little below some 30 claims, so the number
of claims stands beside it. The verdicts are taken as unordered names. Overall, the raters are "first" and "second",
whoever they were, so that figure measures the desk and no person.
Reference: Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement 20, 1960;
Cicchetti and Feinstein, "High agreement but low kappa: II", Journal of Clinical Epidemiology 43(6), 1990.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DoubleReview:
    """One claim, decided twice: by whom (ids) and how."""

    first_by: int
    first: str
    second_by: int
    second: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over `claims` claims; `raw` in [0, 1], `kappa` in [-1, 1], None where there is nothing to tell it from."""

    claims: int
    raw: float | None
    kappa: float | None


def measure_agreement(verdicts: Sequence[tuple[str, str]]) -> Agreement:
    """`verdicts` holds one pair a claim, always in the same order of raters."""
    total = len(verdicts)
    if not total:
        return Agreement(0, None, None)
    observed = sum(one == other for one, other in verdicts) / total
    ones, others = Counter(one for one, _ in verdicts), Counter(other for _, other in verdicts)
    expected = sum(ones[verdict] * others[verdict] for verdict in ones) / total**2
    return Agreement(total, observed, None if expected == 1 else (observed - expected) / (1 - expected))


def measure_all(reviews: Iterable[DoubleReview]) -> Agreement:
    return measure_agreement([(review.first, review.second) for review in reviews])


def measure_by_pair(reviews: Iterable[DoubleReview]) -> dict[tuple[int, int], Agreement]:
    """Each two people, the lower id first, whoever of them was first on a claim; most claims first."""
    pairs: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for review in reviews:
        low, high = sorted([(review.first_by, review.first), (review.second_by, review.second)])
        pairs[low[0], high[0]].append((low[1], high[1]))
    measured = {pair: measure_agreement(verdicts) for pair, verdicts in pairs.items()}
    return dict(sorted(measured.items(), key=lambda item: (-item[1].claims, item[0])))


def measure_by_verdict(reviews: Sequence[DoubleReview], verdicts: Iterable[str]) -> dict[str, Agreement]:
    """For each of `verdicts`, over the claims that at least one of the two called so."""
    return {verdict: measure_one_verdict(reviews, verdict) for verdict in verdicts}


def measure_one_verdict(reviews: Sequence[DoubleReview], verdict: str) -> Agreement:
    said = [(review.first == verdict, review.second == verdict) for review in reviews]
    either = sum(one or other for one, other in said)
    if not either:
        return Agreement(0, None, None)
    both = sum(one and other for one, other in said)
    against_rest = measure_agreement([(str(one), str(other)) for one, other in said])
    return Agreement(either, 2 * both / (both + either), against_rest.kappa)
