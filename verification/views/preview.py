"""A claim opened in place in the queue: its quotes side by side, and the form to decide it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.views.access import requires
from claims.views.requests import HtmxRequest
from verification.forms import DecisionForm
from verification.models import ClaimStanding
from verification.services.explain_claim import explain_proposal
from verification.views.claim import build_decision
from verification.views.claim_conflicts import load_conflicts
from verification.views.claim_quotes import OriginGroup, build_groups, fold_mentions, load_mentions
from verification.views.marks import show_proposal
from verification.views.queue_rows import build_rows

QUOTES = 4  # origins shown side by side; the claim's page has the rest


@requires(Action.READ)
@require_GET
def show_preview(request: HtmxRequest, claim_id: int) -> HttpResponse:
    if not request.htmx:
        return redirect("verification:claim", claim_id)
    standing = get_object_or_404(ClaimStanding.objects.open().with_everything().select_related("claim"), claim=claim_id)
    return render(request, "queue/_preview.html", build_preview(standing, request.user))


def render_row(
    request: HtmxRequest,
    claim_id: int,
    *,
    sent: DecisionForm | None = None,
    error: str = "",
    note_missing: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The whole row with its preview open; a claim that is gone is left with its message."""
    context = build_row_context(claim_id, request.user, sent, error)
    if context:
        context["decision"] = replace(context["decision"], note_missing=note_missing)
    else:
        return render(request, "queue/_gone.html", {"claim_id": claim_id, "error": error}, status=status)
    return render(request, "queue/_row.html", context, status=status)


def build_row_context(claim_id: int, viewer: Any, sent: DecisionForm | None = None, error: str = "") -> dict[str, Any]:
    """What `queue/_row.html` needs to show a claim with its preview open; empty when the claim is gone."""
    standings = ClaimStanding.objects.open().filter(claim=claim_id)
    row, standing = standings.in_rows().first(), standings.with_everything().select_related("claim").first()
    if row is None or standing is None:
        return {}
    return {"row": build_rows([row], viewer)[0], "preview_open": True} | build_preview(standing, viewer, sent, error)


def build_preview(
    standing: ClaimStanding, viewer: Any, sent: DecisionForm | None = None, error: str = ""
) -> dict[str, Any]:
    conflicts = load_conflicts(standing.proposal)
    tree = explain_proposal(standing.proposal)
    groups = build_groups(standing.claim, tree, fold_mentions(tree, load_mentions(standing.claim)), conflicts)
    return {
        "claim": standing.claim,
        "proposal": standing.proposal,
        "proposal_mark": show_proposal(standing.proposal.verdict),
        "groups": choose_groups(groups),
        "more": len(groups) - QUOTES if len(groups) > QUOTES else 0,
        "decision": build_decision(standing, viewer, sent, error),
    }


def choose_groups(groups: list[OriginGroup]) -> list[OriginGroup]:
    """At most `QUOTES`, as they were ordered; every stance that any origin takes is among them."""
    seen: set[str] = set()
    chosen: list[int] = []
    for position, group in enumerate(groups):
        stances = {quote.stance for quote in group.telling}
        if not stances <= seen:
            chosen.append(position)
            seen |= stances
    rest = [position for position in range(len(groups)) if position not in chosen]
    return [groups[position] for position in sorted([*chosen, *rest][:QUOTES])]
