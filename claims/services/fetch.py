"""Stage fetch: an address -> the page's text as the article's first version."""

from __future__ import annotations

from django.conf import settings

from claims.adapters.addresses import parse_networks
from claims.adapters.documents import Document, UnreadableError
from claims.adapters.fetch_policy import FetchFailed, FetchPolicy, FetchRefused
from claims.adapters.fetching import fetch_page
from claims.adapters.readers import read_fetched_page
from claims.domain.lifecycle import Stage
from claims.models import Article, ArticleVersion
from claims.services.find_duplicate import find_duplicate, hash_text
from claims.services.run_stage import Outcome, PermanentFailure, run_stage


def fetch_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.FETCH, compute_page, store_page)


def compute_page(article: Article) -> Document:
    policy = FetchPolicy(
        networks=parse_networks(settings.FETCH_ALLOWED_NETWORKS), ports=frozenset(settings.FETCH_ALLOWED_PORTS)
    )
    try:
        return read_fetched_page(fetch_page(article.url or "", policy=policy))
    except (FetchRefused, UnreadableError) as refusal:
        raise PermanentFailure(f"{refusal}.") from refusal
    except FetchFailed as failure:
        if failure.temporary:
            raise
        raise PermanentFailure(f"{failure}.") from failure


def store_page(article: Article, document: Document) -> dict[str, int]:
    digest = hash_text(document.text)
    if known := find_duplicate(article.source, "", "", digest):
        raise PermanentFailure(f"The same text of this source is already here as article {known.pk}.")
    fill = {"title": document.title, "author": document.author, "language": document.language}
    for field, value in fill.items():
        if value and not getattr(article, field):
            setattr(article, field, value)
    article.published_at = article.published_at or document.published
    article.save(update_fields=[*fill, "published_at", "updated_at"])
    ArticleVersion.objects.create(
        article=article, number=1, title=article.title, text=document.text, text_sha256=digest
    )
    return {"characters": len(document.text)}
