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
    if standing is None:
        return UNREVIEWED
    return show_state(standing.proposal.verdict, standing.review and standing.review.verdict, stale=standing.stale)


def show_state(proposed: str, decided: str | None, *, stale: bool) -> Mark:
    """A decision counts before a proposal; a stale decision counts as stale."""
    if decided is None:
        return show_proposal(proposed)
    if stale:
        return Mark("stale", _("stale: was {verdict}").format(verdict=WORDS[Verdict(decided)]))
    return show_decision(decided)
