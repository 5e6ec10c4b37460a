"""One claim: who says it, who denies it, who copied it, what was decided, and the form to decide it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from claims.models import Claim
from verification.forms import DecisionForm, OriginForm, PairForm
from verification.models import REVIEW_VERDICTS, ClaimStanding
from verification.services.explain_claim import explain_proposal
from verification.views.claim_history import list_events
from verification.views.claim_quotes import group_quotes, load_conflicts, load_mentions, pair_conflicts
from verification.views.marks import Mark, show_proposal, show_standing
from verification.views.similar import list_similar
from verification.views.undoing import can_undo

KEYS = {"corroborated": 1, "single_source": 2, "contradicted": 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the three verdicts, with its key and whether it is chosen in the form."""

    value: str
    label: str
    key: int
    mark: Mark
    chosen: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision form as it is shown: bound to the proposal and the number of decisions that the page showed."""

    proposal_id: int
    expected_version: int
    choices: list[Choice]
    note: str
    error: str


@require_GET
def show_claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    return render_claim(request, claim_id)


def render_claim(
    request: HttpRequest,
    claim_id: int,
    *,
    sent: DecisionForm | None = None,
    error: str = "",
    pair: PairForm | None = None,
    pair_error: str = "",
    origin: OriginForm | None = None,
    origin_error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The claim's page; with `sent`, `pair` or `origin`, what the person wrote is kept beside the error."""
    claim = get_object_or_404(Claim.objects.select_related("merged_into"), pk=claim_id)
    standing = ClaimStanding.objects.with_everything().filter(claim=claim).first()
    if claim.retired_at is not None:
        context = {
            "claim": claim,
            "standing": standing,
            "error": error or pair_error or origin_error,
            "events": list_events(claim),
        }
        return render(request, "claim/retired.html", context, status=status)
    if standing is None:
        return render(request, "claim/unassessed.html", {"claim": claim}, status=status)
    decision = build_decision(standing, sent, error)
    context = build_page(claim, standing) | {"decision": decision, "pair_error": pair_error, "pair": pair}
    context |= {"origin_error": origin_error, "origin": origin}
    context["undoable"] = can_undo(request, standing.review, standing.review_version)
    return render(request, "claim/page.html", context, status=status)


def build_page(claim: Claim, standing: ClaimStanding) -> dict[str, Any]:
    mentions = load_mentions(claim)
    conflicts = load_conflicts(standing.proposal)
    groups = group_quotes(claim, standing.proposal, mentions, conflicts)
    pairs = pair_conflicts(conflicts)
    return {
        "claim": claim,
        "standing": standing,
        "proposal": standing.proposal,
        "mark": show_standing(standing),
        "proposal_mark": show_proposal(standing.proposal.verdict),
        "conflicts": [pair for pair in pairs if not pair.superseded],
        "updates": [pair for pair in pairs if pair.superseded],
        "groups": groups,
        "quotes": [quote for group in groups for quote in group.quotes],
        "tree": explain_proposal(standing.proposal),
        "events": list_events(claim),
        "similar": list_similar(claim),
        "previous": find_previous(standing),
        "next": find_next(standing),
    }


def build_decision(standing: ClaimStanding, sent: DecisionForm | None = None, error: str = "") -> Decision:
    chosen = sent.data.get("verdict", "") if sent else ""
    return Decision(
        proposal_id=standing.proposal_id,
        expected_version=standing.review_version,
        choices=[
            Choice(value, label, KEYS[value], Mark(value, label, signed=True), value == chosen)
            for value, label in REVIEW_VERDICTS
        ],
        note=sent.data.get("note", "") if sent else "",
        error=error,
    )


def find_next(standing: ClaimStanding) -> int | None:
    """Id of the claim that follows in the queue of those awaiting review."""
    following = ClaimStanding.objects.awaiting_review().after(standing.urgency, standing.claim_id)
    return following.values_list("claim_id", flat=True).first()


def find_previous(standing: ClaimStanding) -> int | None:
    preceding = ClaimStanding.objects.awaiting_review().before(standing.urgency, standing.claim_id)
    return preceding.values_list("claim_id", flat=True).first()
