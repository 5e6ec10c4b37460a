"""Stage cluster: mentions with vectors -> claims."""

from __future__ import annotations

from django.conf import settings
from django.db.models import F

from claims.adapters.encoder import name_encoder
from claims.domain.lifecycle import Stage
from claims.models import Article, Claim, Mention
from claims.services.regroup import link_mentions, lock_grouping, regroup_around
from claims.services.run_stage import Outcome, run_stage


def cluster_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.CLUSTER, lambda article: None, store_claims)


def store_claims(article: Article, _: None) -> dict[str, int]:
    lock_grouping()
    model = name_encoder(settings.EMBEDDING_MODEL)
    orphaned = release_withdrawn_mentions(article)
    mentions = set(Mention.objects.live().filter(article_version__article=article).values_list("id", flat=True))
    links = link_mentions(mentions, model)
    changed = regroup_around(mentions | orphaned, model)
    return {"links": links, "claims_changed": len(changed)}


def release_withdrawn_mentions(article: Article) -> set[int]:
    """Mentions of earlier versions leave their claims; returns the members that stay behind there."""
    withdrawn = Mention.objects.filter(
        article_version__article=article, article_version__current=False, claim__isnull=False
    )
    claims = list(withdrawn.values_list("claim_id", flat=True))
    withdrawn.update(claim=None)
    Claim.objects.filter(id__in=claims).update(revision=F("revision") + 1)
    return set(Mention.objects.filter(claim__in=claims).values_list("id", flat=True))
