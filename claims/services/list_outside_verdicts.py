"""What other fact-checkers said in the articles that tell a claim."""

from __future__ import annotations

from claims.models import Mention, OutsideVerdict

MOST = 10  # a page's worth; an article carries one or two


def list_outside_verdicts(claim_id: int) -> list[OutsideVerdict]:
    """Those that stand on pages which mention the claim now, the newest found first. They may be about another claim of
    the same page: what they judged is always shown with them."""
    articles = Mention.objects.live().filter(claim=claim_id).order_by().values("article_version__article")
    found = OutsideVerdict.objects.filter(article__in=articles).select_related("article__source")
    return list(found.order_by("-id")[:MOST])
