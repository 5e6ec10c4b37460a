"""Why a claim got its proposal: the tree of the evidence, for the page and for the command alike."""

from __future__ import annotations

from verification.domain.evidence_tree import EvidenceTree, build_tree
from verification.models import ProposedVerdict


class NothingToExplainError(ValueError):
    """There is no such proposal; the message says what is missing."""


def explain_proposal(proposal: ProposedVerdict) -> EvidenceTree:
    return build_tree(
        proposal.evidence,
        verdict=proposal.verdict,
        reasons=proposal.reasons,
        outlets=proposal.outlets,
        origin_count=proposal.origins,
    )


def find_proposal(claim_id: int, number: int | None = None) -> ProposedVerdict:
    """The claim's latest proposal, or the one of that number. Raises NothingToExplainError."""
    proposals = ProposedVerdict.objects.filter(claim=claim_id).select_related("claim").order_by("-number")
    proposal = proposals.filter(number=number).first() if number is not None else proposals.first()
    if proposal is None:
        which = f"no proposal {number}" if number is not None else "no proposal yet, or does not exist"
        raise NothingToExplainError(f"Claim {claim_id} has {which}. `manage.py claims` lists the claims.")
    return proposal
