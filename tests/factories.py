"""Plain `make_*` functions: each makes one valid row, and what it stands on, from a few words."""

from __future__ import annotations

import hashlib
import itertools
from typing import Any

from claims.domain.lifecycle import State
from claims.models import Article, ArticleVersion, Claim, Mention, Source

_numbers = itertools.count(1)


def make_source(name: str = "", **fields: Any) -> Source:
    return Source.objects.create(name=name or f"The Daily {next(_numbers)}", **fields)


def make_article(text: str = "", *, state: str = State.FETCHED, **fields: Any) -> Article:
    number = next(_numbers)
    text = text or f"The town of Selm counted {number} storks on Monday."
    article = Article.objects.create(
        source=fields.pop("source", None) or make_source(),
        title=fields.pop("title", f"Article {number}"),
        state=state,
        **fields,
    )
    make_version(article, text)
    return article


def make_version(article: Article, text: str) -> ArticleVersion:
    article.versions.update(current=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ArticleVersion.objects.create(
        article=article, number=article.versions.count() + 1, text=text, text_sha256=digest
    )


def make_mention(
    article: Article | None = None, quote: str = "", *, claim: Claim | None = None, **fields: Any
) -> Mention:
    """A mention of the whole text, or of `quote` where it first stands in it."""
    article = article or make_article(quote)
    version = article.versions.get(current=True)
    quote = quote or version.text
    start = version.text.index(quote)
    return Mention.objects.create(
        article_version=version,
        start=start,
        end=start + len(quote),
        quote=quote,
        text=fields.pop("text", quote),
        text_sha256=hashlib.sha256(quote.encode()).hexdigest(),
        check_worthiness=fields.pop("check_worthiness", 0.8),
        claim=claim,
        **fields,
    )


def make_claim(text: str = "The town of Selm counted storks.", **fields: Any) -> Claim:
    return Claim.objects.create(text=text, **fields)
