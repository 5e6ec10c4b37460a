"""What came back from a fetch, as a document: a page by extraction, plain text as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from claims.adapters.decoding import decode_page
from claims.adapters.documents import Document, ReadLimits, check_text
from claims.adapters.fetch_policy import FetchedPage
from claims.adapters.pages import extract_page
from claims.adapters.readers.plain_text import find_title


def read_fetched_page(page: FetchedPage, *, limits: ReadLimits | None = None, now: datetime | None = None) -> Document:
    """The article of a fetched page. Its `url` is the address after redirects, its label the one asked for.

    Raises `UnreadableError` (a `PageError` for HTML) with a sentence if it holds none.
    """
    limits = limits or ReadLimits()
    if page.media_type == "text/plain":
        text = check_text(decode_page(page.body, page.charset), limits)
        return Document(text=text, title=find_title(text), url=page.final_url, label=page.url)
    now = now or datetime.now(UTC)
    document = extract_page(page.body, page.final_url, charset=page.charset, limits=limits, now=now)
    return replace(document, label=page.url)
