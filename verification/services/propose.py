"""Stage propose: the claims of an article -> proposed verdicts."""

from __future__ import annotations

from claims.domain.lifecycle import Stage
from claims.models import Article, Claim
from claims.services.run_stage import Outcome, run_stage
from verification.services.assess import assess_claims

NEIGHBOURS = 50  # other claims that lost or gained members lately; the rest is the sweeper's


def propose_for_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.PROPOSE, assess_touched_claims, lambda article, counts: counts)


def assess_touched_claims(article: Article) -> dict[str, int]:
    """Idempotent and fenced by each claim's revision, so it may write before the article's lease is checked."""
    mine = set(Claim.objects.active().of_article(article.pk).needing_assessment().values_list("id", flat=True))
    others = Claim.objects.active().needing_assessment().exclude(id__in=mine).order_by("id")
    neighbours = others.filter(canonical_mention__isnull=False).values_list("id", flat=True)[:NEIGHBOURS]
    return {"claims": len(mine), "proposals": assess_claims(sorted(mine | set(neighbours)))}
