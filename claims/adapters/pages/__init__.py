"""A web page into the article it holds.

Method: the bytes are decoded, the markup is checked for size and depth (`markup_limits`), and then a child
process (`claims.adapters.children`) parses it (`parsing`): metadata first, then everything hidden is taken
out (`hidden_text`), then trafilatura picks the article's text. A process, because parsers written in C
cannot be interrupted from within: when its time is up it is killed, and costs the page it was given and
nothing else.

Limits: scripts are not run, so a page that builds its text in the browser holds none; what the page says of
itself (outlet, author, date) is believed as little as any other text; style sheets that it links are not
read. Reference: https://trafilatura.readthedocs.io
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from claims.adapters.children import ChildFailed, ChildSlow, run_child
from claims.adapters.decoding import decode_page
from claims.adapters.documents import (
    Document,
    ReadLimits,
    UnreadableError,
    check_characters,
    check_text,
)
from claims.adapters.pages.linked_data import FoundReview
from claims.adapters.pages.markup_limits import find_excess
from claims.adapters.publication_dates import read_date
from claims.domain.languages import read_tag

PARSE_SECONDS = 15.0
"""How long a page may take to parse. Real ones take 0.06 s on average and 0.5 s at most; the rest is for a
busy machine."""

_CHILD = "claims.adapters.pages.parsing"
_METADATA_CHARS = {"title": 300, "author": 200, "sitename": 100, "url": 2_000}


class PageError(UnreadableError):
    """No article could be taken from a page. `str(error)` is one sentence without a full stop."""


class PageSlow(PageError):  # noqa: N818 - named as its sentence reads
    """Parsing took too long, which a busy machine may be to blame for."""


def extract_page(
    html: bytes | str,
    url: str = "",
    *,
    charset: str = "",
    seconds: float = PARSE_SECONDS,
    limits: ReadLimits | None = None,
    now: datetime | None = None,
) -> Document:
    """Take the article out of a page.

    `url` is where it was fetched from; without it (a saved page) the address that the page gives for itself
    is taken. `charset` is what the server declared. The document's `source` is the outlet's name as the
    page gives it, its `published` the first readable date that the page states (None if there is none, or
    none before `now` + 2 days), `canonical` the address that it declares for itself. Paragraphs in the text
    are separated by blank lines. Raises `PageError`.
    """
    limits = limits or ReadLimits()
    try:
        if isinstance(html, bytes):
            html = decode_page(html, charset)
        check_characters(html, "the page")
        if excess := find_excess(html):
            raise PageError(f"the page {excess}")
        fields = parse_apart(html, url, seconds)
        if not fields["text"]:
            raise PageError("no article text was found on the page")
        text = check_text(fields.pop("text"), limits)
    except PageError:
        raise
    except UnreadableError as error:
        raise PageError(str(error)) from error
    return _build_document(text, fields, url, limits, now or datetime.now(UTC))


def parse_apart(html: str, url: str, seconds: float) -> dict[str, Any]:
    """`parsing.parse_page` in a process of its own, killed after `seconds`. Raises `PageError`."""
    if not html.strip():
        raise PageError("the page is empty")
    try:
        fields: dict[str, Any] = run_child(_CHILD, [url], html.encode("utf-8"), seconds)
    except ChildSlow as error:
        raise PageSlow(f"parsing the page took longer than {seconds:g} seconds, so it was stopped") from error
    except ChildFailed as error:
        raise PageError("the page could not be parsed: its markup is broken or takes too much memory") from error
    return fields


def _build_document(text: str, fields: dict[str, Any], url: str, limits: ReadLimits, now: datetime) -> Document:
    return Document(
        text=text,
        title=_clip(fields, "title"),
        source=_clip(fields, "sitename"),
        url=url or _keep_address(_clip(fields, "url")),
        published=_choose_date(fields["dates"].split("\n"), limits, now),
        author=_clip(fields, "author"),
        language=read_tag(fields["language"]),
        label=url or "page",
        canonical=fields["canonical"],
        modified=_choose_date(fields["modified"].split("\n"), limits, now),
        page_types=tuple(fields["linked"]["types"]),
        paywalled=not fields["linked"]["free"],
        reviews=tuple(FoundReview(**review) for review in fields["linked"]["reviews"]),
    )


def _clip(fields: dict[str, Any], name: str) -> str:
    """One line, and a value that runs on forever (a page's mistake, no person's input) is left out, not
    refused."""
    value = " ".join(fields[name].split())
    if len(value) <= _METADATA_CHARS[name]:
        return value
    return value[: _METADATA_CHARS[name] - 1] + "…" if name == "title" else ""


def _keep_address(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""


def _choose_date(dates: list[str], limits: ReadLimits, now: datetime) -> datetime | None:
    for date in dates:
        try:
            return read_date(date, now=now, future=limits.future)
        except UnreadableError:
            continue
    return None
