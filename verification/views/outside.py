"""Verdicts of other fact-checkers, made fit for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.models import OutsideVerdict
from claims.views.links import pick_safe_link


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """`link` is where the check can be read, "" when its address is none that a browser may follow."""

    verdict: OutsideVerdict
    scale: str
    link: str


def show_outside(verdicts: Iterable[OutsideVerdict]) -> list[ShownVerdict]:
    return [ShownVerdict(verdict, write_scale(verdict), pick_safe_link(verdict.url)) for verdict in verdicts]


def write_scale(verdict: OutsideVerdict) -> str:
    """The rating in figures ("1 on a scale of 1 to 5"), "" without."""
    if not verdict.rating_value:
        return ""
    if verdict.best_rating and verdict.worst_rating:
        return _("{rating_value} on a scale of {worst_rating} to {best_rating}").format(
            rating_value=verdict.rating_value, worst_rating=verdict.worst_rating, best_rating=verdict.best_rating
        )
    return verdict.rating_value
