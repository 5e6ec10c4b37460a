"""What may be fetched, what comes back, and the two ways in which it does not."""

from __future__ import annotations

import http
from dataclasses import dataclass, field
from email.message import Message

from claims.adapters.addresses import IPNetwork

MAX_REDIRECTS = 5
"""Real articles take up to three (http to https, bare to www, short link to page); browsers allow twenty."""

DEADLINE_SECONDS = 20.0
"""For everything: names, redirects, handshakes, body. A page that takes longer is down as far as a reader
can tell, and a fetch worker that waits longer holds up the other sites."""

MAX_BODY_BYTES = 5_000_000
"""Decoded. The largest of 102 news pages has 1.4 million characters."""

USER_AGENT = "ClaimWorkbench/0.1 (fetches feeds and their articles for fact-checkers)"
"""Says who asks and why, so that a site can tell us from a browser and refuse us."""

ROBOT_NAME = "ClaimWorkbench"
"""The name by which a robots.txt may address us."""

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
FEED_TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"),
    *("application/xml", "text/xml", "application/json", "text/plain", "text/html", "application/octet-stream"),
)
"""Feeds are served as nearly anything; what it is, the parser says."""


# The two below are named as the sentence that they carry reads, hence no "Error" at their end.
class FetchError(Exception):
    """A page was not fetched. `str(error)` is one sentence without a full stop."""


class FetchRefused(FetchError):  # noqa: N818
    """We do not fetch this, now or later: the address, a redirect or the answer breaks the policy."""


class FetchFailed(FetchError):  # noqa: N818
    """The page could not be had. `status` is the HTTP status, None if there was no answer; `temporary` says
    whether trying again later makes sense, `retry_after` in how many seconds the server wants us back (None
    if it did not say)."""

    def __init__(
        self,
        sentence: str,
        *,
        status: int | None = None,
        temporary: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(sentence)
        self.status = status
        self.temporary = temporary
        self.retry_after = retry_after


@dataclass(frozen=True)
class FetchPolicy:
    """What may be fetched. The defaults allow the public internet on the ordinary ports.

    `networks` and `ports` are an administrator's additions for sites inside the house; `content_types` are
    the media types that are read ("" for an answer without one is always read), and `wanted` names them in
    sentences.
    """

    networks: tuple[IPNetwork, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})
    content_types: tuple[str, ...] = PAGE_TYPES
    wanted: str = "a page"
    max_redirects: int = MAX_REDIRECTS
    seconds: float = DEADLINE_SECONDS
    max_bytes: int = MAX_BODY_BYTES
    user_agent: str = USER_AGENT


@dataclass(frozen=True)
class Validators:
    """What the server said of the copy that we have, sent back to ask only for a newer one; "" without."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class FetchedPage:
    """An answer with status 200, or 304 with an empty body when the copy named by `Validators` still holds.

    `final_url` is the address after redirects, `moved_to` the same if every redirect on the way was a
    permanent one ("" otherwise); `body` is decompressed and not decoded; `etag` and `last_modified` are as
    the server wrote them, "" without, and so are all `headers`."""

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes = field(repr=False)
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def is_unchanged(self) -> bool:
        return self.status == http.HTTPStatus.NOT_MODIFIED

    @property
    def media_type(self) -> str:
        """The type without its parameters, in lower case ("text/html")."""
        return _parse_type(self.content_type).get_content_type() if self.content_type else ""

    @property
    def charset(self) -> str:
        """The declared character set, "" without."""
        return _parse_type(self.content_type).get_content_charset("")


def _parse_type(content_type: str) -> Message:
    message = Message()
    message["Content-Type"] = content_type
    return message
