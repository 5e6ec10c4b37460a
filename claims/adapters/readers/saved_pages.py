"""An HTML file is one article, extracted like a page that was fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from claims.adapters.documents import Document, ReadLimits, Rejected, check_text
from claims.adapters.pages import extract_page


def read_saved_page(stream: BinaryIO, label: str, limits: ReadLimits, now: datetime) -> Iterator[Document | Rejected]:
    """Yield the one article of a saved page. Its url is what the page says of itself, if it says so."""
    document = extract_page(stream.read(), now=now)
    yield replace(document, text=check_text(document.text, limits), label=label)
