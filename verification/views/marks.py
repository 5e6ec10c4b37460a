"""The marks of a verdict: shape, colour and word together, the same on every page.

A proposal is drawn in outline and a decision is filled, so that one sees from afar what a person has signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from verification.domain.types import Stance, Verdict
from verification.models import PROPOSAL_VERDICTS, ClaimStanding

WORDS = {Verdict(value): word for value, word in PROPOSAL_VERDICTS}
STANCE_WORDS: dict[str, Any] = {
    Stance.SUPPORTS: gettext_lazy("supports"),
    Stance.REFUTES: gettext_lazy("refutes"),
    Stance.NEUTRAL: gettext_lazy("takes no position"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """`shape` names a symbol of the sprite; `word` is what is written beside it."""

    shape: str
    word: str | Promise
    signed: bool = False


UNREVIEWED = Mark("unreviewed", gettext_lazy("not assessed yet"))


def show_proposal(verdict: str) -> Mark:
    return Mark(verdict, _("proposed: {verdict}").format(verdict=WORDS[Verdict(verdict)]))


def show_decision(verdict: str) -> Mark:
    return Mark(verdict, WORDS[Verdict(verdict)], signed=True)


def show_standing(standing: ClaimStanding | None) -> Mark:
    """A decision counts before a proposal; a stale decision counts as stale."""
    if standing is None:
        return UNREVIEWED
    if standing.review is None:
        return show_proposal(standing.proposal.verdict)
    if standing.stale:
        return Mark("stale", _("stale: was {verdict}").format(verdict=WORDS[Verdict(standing.review.verdict)]))
    return show_decision(standing.review.verdict)
