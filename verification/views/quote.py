"""One mention of a claim, whole and open to correction: loaded into the claim's page where somebody asks for it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.views.access import requires
from claims.views.requests import HtmxRequest
from verification.models import ClaimStanding
from verification.services.explain_claim import explain_proposal
from verification.views.claim_conflicts import load_conflicts
from verification.views.claim_quotes import build_groups, load_mentions


@requires(Action.READ)
@require_GET
def show_quote(request: HtmxRequest, claim_id: int, mention_id: int) -> HttpResponse:
    """Without htmx it stands on the claim's page."""
    if not request.htmx:
        return redirect(f"{reverse('verification:claim', args=[claim_id])}?open={mention_id}#m{mention_id}")
    standing = get_object_or_404(ClaimStanding.objects.open().select_related("claim", "proposal"), claim=claim_id)
    mentions = [mention for mention in load_mentions(standing.claim) if mention.pk == mention_id]
    if not mentions:
        raise Http404
    proposal = standing.proposal
    group = build_groups(standing.claim, explain_proposal(proposal), [mentions], load_conflicts(proposal))[0]
    context = {"claim": standing.claim, "quote": group.quotes[0], "opened": mention_id}
    return render(request, "claim/_quote.html", context)
