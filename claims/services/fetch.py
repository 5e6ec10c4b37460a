"""Stage fetch: an address -> the page's text as the article's first version, with what came over the wire kept."""

from __future__ import annotations

from dataclasses import dataclass

from claims.adapters.documents import Document, UnreadableError
from claims.adapters.fetch_policy import FetchedPage, FetchFailed, FetchRefused
from claims.adapters.readers import read_fetched_page
from claims.domain.lifecycle import Stage
from claims.models import Article, ArticleVersion
from claims.services.fetch_address import fetch_address
from claims.services.find_duplicate import find_duplicate, hash_text
from claims.services.keep_snapshot import describe_notice, keep_page
from claims.services.run_stage import Outcome, PermanentFailure, run_stage


def fetch_article(article_id: int) -> Outcome:
    return run_stage(article_id, Stage.FETCH, compute_page, store_page)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What came back, and the document in it."""

    page: FetchedPage
    document: Document


def compute_page(article: Article) -> ReadPage:
    try:
        page = fetch_address(article.url or "")
        return ReadPage(page, read_fetched_page(page))
    except (FetchRefused, UnreadableError) as refusal:
        raise PermanentFailure(f"{refusal}.") from refusal
    except FetchFailed as failure:
        if failure.temporary:
            raise
        raise PermanentFailure(f"{failure}.") from failure


def store_page(article: Article, read: ReadPage) -> dict[str, int]:
    document = read.document
    digest = hash_text(document.text)
    if known := find_duplicate(article.source, "", "", digest):
        raise PermanentFailure(f"The same text of this source is already here as article {known.pk}.")
    fill = {"title": document.title, "author": document.author, "language": document.language}
    for field, value in fill.items():
        if value and not getattr(article, field):
            setattr(article, field, value)
    article.published_at = article.published_at or document.published
    article.save(update_fields=[*fill, "published_at", "updated_at"])
    snapshot = keep_page(article, read.page)
    ArticleVersion.objects.create(
        article=article,
        number=1,
        title=article.title,
        text=document.text,
        text_sha256=digest,
        snapshot=snapshot,
        **describe_notice(document.text, article.title),
    )
    return {"characters": len(document.text)}
