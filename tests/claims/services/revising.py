"""A claim on real stages, and another text of one of its articles."""

from __future__ import annotations

from claims.domain.lifecycle import State
from claims.models import Article, ArticleVersion, Mention, Source
from claims.services.cluster import cluster_article
from claims.services.embed import embed_article
from claims.services.extract import extract_article
from claims.services.find_duplicate import hash_text
from claims.services.keep_snapshot import describe_notice
from tests.factories import make_article
from verification.models import ClaimStanding
from verification.services.assess import assess_claims
from verification.services.propose import propose_for_article
from verification.services.sweep import take_claims_to_assess


def work_through(article: Article) -> Article:
    """Every stage that is left, and the claims that others of them touched."""
    for stage in (extract_article, embed_article, cluster_article, propose_for_article):
        stage(article.pk)
    assess_claims(take_claims_to_assess(1000))
    article.refresh_from_db()
    assert article.state == State.ASSESSED, article.failure
    return article


def tell(text: str, source: Source | None = None, **fields) -> Article:
    article = make_article(text, **({"source": source} if source else {}), **fields)
    article.versions.update(**describe_notice(text, ""))
    return work_through(article)


def arrive(article: Article, text: str) -> ArticleVersion:
    """Another text of it, as a fetch leaves it."""
    version = ArticleVersion.objects.create(
        article=article,
        number=article.versions.count() + 1,
        current=False,
        text=text,
        text_sha256=hash_text(text),
        **describe_notice(text, ""),
    )
    Article.objects.filter(pk=article.pk).update(state=State.FETCHED)
    return version


def revise(article: Article, text: str) -> ArticleVersion:
    version = arrive(article, text)
    work_through(article)
    version.refresh_from_db()
    return version


def find_mention(article: Article, words: str) -> Mention:
    return Mention.objects.live().get(article_version__article=article, quote__contains=words)


def find_standing(article: Article, words: str) -> ClaimStanding:
    return ClaimStanding.objects.select_related("review").get(claim=find_mention(article, words).claim)
