"""Whose turn it is on a claim: what the form of a decision says first, or instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from claims.domain.access import Action
from claims.services.check_right import may
from verification.domain.four_eyes import NotYoursError, SecondLook, place_opinion
from verification.models import ClaimStanding
from verification.services.read_round import read_open_round

FIRST = gettext_lazy("Two people decide here. Yours is the first opinion; nobody sees it before the second one is in.")
SECOND = gettext_lazy("A first opinion is in. Yours is the second; what the first one says is shown afterwards.")
SETTLE = gettext_lazy("Two reviewers disagree. What you sign settles it.")


@dataclass(frozen=True, slots=True)
class Turn:
    """`refusal` stands in place of the form; `hint` above it."""

    hint: str = ""
    refusal: str = ""


def describe_turn(standing: ClaimStanding, viewer: Any) -> Turn:
    """Asks for nothing more than the standing carries, unless an opinion is open."""
    if not standing.desk_rule:  # type: ignore[attr-defined]  # annotated
        return Turn()
    if standing.second_look == SecondLook.NONE:
        return Turn(hint=str(FIRST))
    try:
        place_opinion(
            read_open_round(standing.claim_id, standing.proposal.evidence_digest),
            reviewer=viewer.pk,
            verdict="",
            second_review=True,
            may_adjudicate=may(viewer, Action.ADJUDICATE),
        )
    except NotYoursError as refusal:
        return Turn(refusal=str(refusal))
    return Turn(hint=str(SECOND if standing.second_look == SecondLook.WANTED else SETTLE))
