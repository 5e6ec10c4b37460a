"""Stage cluster: mentions with vectors -> claims."""

from __future__ import annotations

from time import monotonic

from django.db.models import F

from claims.adapters.encoder import load_encoder
from claims.domain.lifecycle import Stage
from claims.models import Article, Claim, Mention
from claims.querysets import ClaimQuerySet
from claims.services.choose_model import read_active_model
from claims.services.give_vectors import Embedded, add_vectors, embed_texts
from claims.services.read_policy import read_policy
from claims.services.regroup import link_mentions, lock_grouping, regroup_around
from claims.services.run_stage import Outcome, run_stage
from claims.services.write_groups import retire_claims


class ModelChanged(Exception):  # noqa: N818 - it names what happened
    """Between embedding and grouping another model came into force."""


def cluster_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.CLUSTER, complete_vectors, store_claims)


def complete_vectors(article: Article) -> Embedded | None:
    """Vectors that are lacking because the model in force was changed after the article had been embedded."""
    model = read_active_model()
    lacking = Mention.objects.live().filter(article_version__article=article).lacking_vector(model)
    texts = dict(lacking.values_list("text_sha256", "text"))
    return embed_texts(load_encoder(model), texts) if texts else None


def store_claims(article: Article, completed: Embedded | None) -> dict[str, int]:
    lock_grouping()
    began = monotonic()
    model, policy = read_active_model(), read_policy()
    live = Mention.objects.live().filter(article_version__article=article)
    if completed:
        add_vectors(live.lacking_vector(completed.model), completed)
    if live.lacking_vector(model).exists():
        raise ModelChanged(f"The embedding model was changed to {model} at this moment; the next attempt uses it.")
    edited = article.versions.count() > 1
    left = release_withdrawn_mentions(article) if edited else Claim.objects.none()
    revised = touch_revised_claims(article) if edited else 0
    stayed = Mention.objects.filter(claim__in=left).values_list("id", flat=True)
    mentions = set(live.values_list("id", flat=True))
    links = link_mentions(mentions, model, policy)
    changed = regroup_around(mentions | set(stayed), model, policy=policy)
    retire_claims(dict.fromkeys(left.filter(mentions=None).values_list("id", flat=True)))
    milliseconds = round(1000 * (monotonic() - began))  # for so long, nobody else could group
    return {"links": links, "claims_changed": len(changed), "claims_revised": revised, "milliseconds": milliseconds}


def touch_revised_claims(article: Article) -> int:
    """Claims of an article with several versions are assessed again, also when their members are the same: the text
    around a quote, the quote itself or the whole article may stand differently now."""
    claims = list(Claim.objects.active().of_article(article.pk).order_by().values_list("id", flat=True))
    return Claim.objects.filter(id__in=claims).update(revision=F("revision") + 1)


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
