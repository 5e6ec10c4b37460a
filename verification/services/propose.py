"""Stage propose: the claims of an article -> proposed verdicts."""

from __future__ import annotations

from dataclasses import asdict

from claims.domain.lifecycle import Stage
from claims.models import Article, Claim
from claims.services.run_stage import Outcome, run_stage
from verification.services.assess import assess_claims


def propose_for_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.PROPOSE, assess_own_claims, lambda article, counts: counts)


def assess_own_claims(article: Article) -> dict[str, int]:
    """Writes before the article's lease is checked, which it may: each claim's revision is a fence of its own.

    Other claims that lost or gained members with this article are the sweeper's.
    """
    mine = Claim.objects.active().of_article(article.pk).needing_assessment().values_list("id", flat=True)
    claim_ids = sorted(mine)
    return {"claims": len(claim_ids), **asdict(assess_claims(claim_ids, ask=True))}
