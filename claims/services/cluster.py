"""Stage cluster: mentions with vectors -> claims."""

from __future__ import annotations

from django.conf import settings
from django.db.models import F

from claims.adapters.encoder import name_encoder
from claims.domain.lifecycle import Stage
from claims.models import Article, Claim, Mention
from claims.querysets import ClaimQuerySet
from claims.services.regroup import link_mentions, lock_grouping, regroup_around, retire_claims
from claims.services.run_stage import Outcome, run_stage


def cluster_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.CLUSTER, lambda article: None, store_claims)


def store_claims(article: Article, _: None) -> dict[str, int]:
    lock_grouping()
    model = name_encoder(settings.EMBEDDING_MODEL)
    left = release_withdrawn_mentions(article)
    stayed = Mention.objects.filter(claim__in=left).values_list("id", flat=True)
    mentions = set(Mention.objects.live().filter(article_version__article=article).values_list("id", flat=True))
    links = link_mentions(mentions, model)
    changed = regroup_around(mentions | set(stayed), model)
    retire_claims(dict.fromkeys(left.filter(mentions=None).values_list("id", flat=True)))
    return {"links": links, "claims_changed": len(changed)}


def release_withdrawn_mentions(article: Article) -> ClaimQuerySet:
    """Mentions of earlier versions leave their claims; returns those claims."""
    withdrawn = Mention.objects.filter(
        article_version__article=article, article_version__current=False, claim__isnull=False
    )
    claims = list(withdrawn.values_list("claim_id", flat=True))
    withdrawn.update(claim=None)
    left = Claim.objects.active().filter(id__in=claims)
    left.update(revision=F("revision") + 1)
    return left
