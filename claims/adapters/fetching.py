"""Fetch one page from the internet under one policy, whoever gave the address.

Method: parse the URL strictly, resolve its host once, check every address (`addresses`), connect to just
those (`pinned_connections`), and read the answer under one deadline and one size limit. Redirects are
followed by hand, at most five, and each is checked like a new address. Bodies are unpacked in bounded
steps (`response_bodies`), so that a small answer cannot grow without limit.

A copy that is here already is asked for by its validators (ETag, Last-Modified), so that an unchanged page
costs its site one small answer.

Limits: no cookies, no scripts, no proxies, HTTP/1.1. Robots rules and the spacing of requests need memory
between fetches, so they come in from outside: `allow` is asked at every hop.
"""

from __future__ import annotations

import functools
import http
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import httpcore
import httpx

from claims.adapters.addresses import (
    AddressError,
    IPAddress,
    Target,
    check_addresses,
    parse_target,
)
from claims.adapters.fetch_policy import (
    FetchedPage,
    FetchError,
    FetchFailed,
    FetchPolicy,
    FetchRefused,
    Validators,
)
from claims.adapters.messages import show_text
from claims.adapters.pinned_connections import Deadline, PinnedBackend, resolve_host
from claims.adapters.response_bodies import read_body

__all__ = ["FetchError", "FetchFailed", "FetchPolicy", "FetchRefused", "FetchedPage", "Validators", "fetch_page"]

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
YEAR_SECONDS = 366 * 86_400.0
_TEMPORARY = {408, 425, 429, 500, 502, 503, 504}
_EXPLANATIONS = {
    304: "that is no page, and nothing was asked that it could answer",
    401: "it asks for a sign-in",
    402: "it asks for payment",
    403: "it refuses access to us",
    404: "there is no such page",
    410: "the page was taken down for good",
    429: "it has had too many requests from us",
    451: "it is blocked for legal reasons",
}

Resolver = Callable[[str, int, Deadline], list[IPAddress]]
Allow = Callable[[Target], None]


@dataclass(frozen=True)
class _Redirect:
    url: str
    permanent: bool


def fetch_page(
    url: str,
    *,
    policy: FetchPolicy,
    resolve: Resolver = resolve_host,
    validators: Validators = Validators(),  # noqa: B008 - a frozen value
    allow: Allow = lambda target: None,
) -> FetchedPage:
    """Fetch `url` by GET. Raises `FetchRefused` or `FetchFailed`, and nothing else, within `policy.seconds`.

    `resolve` gives all addresses of a host; it is asked once a hop, and only what it answered is connected
    to. `allow` may raise a `FetchError` for the target of a hop, before anything is connected to.
    """
    deadline = Deadline(policy.seconds)
    current, permanent = url, True
    for hop in range(policy.max_redirects + 1):
        try:
            answer = _fetch_hop(current, policy, deadline, resolve, validators, allow)
        except AddressError as error:
            raise FetchRefused(f"redirected to {show_text(current)}: {error}" if hop else str(error)) from error
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise FetchFailed(_say_timeout(current, error, policy), temporary=True) from error
        if isinstance(answer, FetchedPage):
            return replace(answer, url=url, moved_to=answer.final_url if hop and permanent else "")
        current, permanent = answer.url, permanent and answer.permanent
    raise FetchRefused(f"{show_text(url)} redirects more than {policy.max_redirects} times")


def _fetch_hop(
    url: str, policy: FetchPolicy, deadline: Deadline, resolve: Resolver, validators: Validators, allow: Allow
) -> FetchedPage | _Redirect:
    """The page, or the address that it redirects to."""
    target = parse_target(url, policy.ports)
    allow(target)
    addresses = _find_addresses(target, policy, deadline, resolve)
    backend = PinnedBackend(addresses, deadline)
    headers = _build_headers(target, policy, validators)
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=_load_certificates(), network_backend=backend, max_connections=1
            ) as pool,
            pool.stream("GET", _build_url(target), headers=headers) as response,
        ):
            return _read_answer(target, response, policy, conditional=any(name in _CONDITIONS for name, _ in headers))
    except httpcore.TimeoutException:
        raise
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
        if isinstance(error, TimeoutError):
            raise
        raise _explain_failure(target, error) from error


def _find_addresses(target: Target, policy: FetchPolicy, deadline: Deadline, resolve: Resolver) -> list[IPAddress]:
    if target.literal is not None:
        addresses = [target.literal]
    else:
        try:
            addresses = resolve(target.host, target.port, deadline)
        except TimeoutError:
            raise
        except OSError as error:
            raise FetchFailed(f"no address is known for the host {show_text(target.host)}", temporary=True) from error
    check_addresses(target.host, addresses, policy.networks)
    return addresses


@functools.cache
def _load_certificates() -> ssl.SSLContext:
    """Certificates are verified against certifi's list, or SSL_CERT_FILE. Loaded once: it takes some 20
    ms."""
    return httpx.create_ssl_context()


def _build_url(target: Target) -> httpcore.URL:
    # Built from parts, so that no second parser reads the URL differently.
    host = f"[{target.host}]" if ":" in target.host else target.host
    return httpcore.URL(
        scheme=target.scheme.encode(), host=host.encode(), port=target.port, target=target.path.encode()
    )


def _build_headers(target: Target, policy: FetchPolicy, validators: Validators) -> list[tuple[str, str]]:
    conditions = zip(_CONDITIONS, (validators.etag, validators.last_modified), strict=True)
    return [
        ("Host", target.authority),
        ("User-Agent", policy.user_agent),
        ("Accept", ", ".join([*policy.content_types, "*/*;q=0.1"])),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        # A stranger chose these values: what could not be a header is not sent as one.
        *((name, value) for name, value in conditions if value and value.isascii() and value.isprintable()),
    ]


def _read_answer(
    target: Target, response: httpcore.Response, policy: FetchPolicy, *, conditional: bool
) -> FetchedPage | _Redirect:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if response.status in _REDIRECTS and "location" in headers:
        return _Redirect(_join_location(target, headers["location"]), response.status in _PERMANENT)
    unchanged = response.status == http.HTTPStatus.NOT_MODIFIED and conditional  # unasked, it says nothing
    if response.status != http.HTTPStatus.OK and not unchanged:
        raise _explain_status(target, response.status, headers.get("retry-after", ""))
    page = FetchedPage(
        url=target.url,
        final_url=target.url,
        status=response.status,
        content_type=headers.get("content-type", ""),
        body=b"",
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers),
    )
    if page.is_unchanged:
        return page
    if page.media_type and page.media_type not in policy.content_types:
        raise FetchRefused(
            f"{show_text(target.url)} is {show_text(page.media_type)}, not {policy.wanted} that can be read"
        )
    body = read_body(
        response.iter_stream(), headers.get("content-encoding", ""), policy.max_bytes, show_text(target.url)
    )
    return replace(page, body=body)


def _join_location(target: Target, location: str) -> str:
    """The redirect's address. Servers send UTF-8 here more often than the ASCII they should."""
    try:
        location = location.encode("latin-1").decode("utf-8").strip().replace(" ", "%20")
        return urljoin(target.url, location).split("#", 1)[0]
    except ValueError as error:
        raise FetchRefused(f"{show_text(target.url)} redirects to an address that cannot be read") from error


def _explain_status(target: Target, status: int, retry_after: str) -> FetchFailed:
    name = http.HTTPStatus(status).phrase if status in set(http.HTTPStatus) else "an unknown status"
    reason = _EXPLANATIONS.get(status, "the site is in trouble" if status >= 500 else "")
    clause = f": {reason}" if reason else ""
    return FetchFailed(
        f"{show_text(target.url)} answered {status} {name}{clause}",
        status=status,
        temporary=status in _TEMPORARY,
        retry_after=_read_seconds(retry_after),
    )


def _read_seconds(retry_after: str) -> float | None:
    """Seconds from now, of either form of the header; None for anything else. The longest is a year."""
    value = retry_after.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), YEAR_SECONDS)
    try:
        moment = parsedate_to_datetime(value[:60])
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), YEAR_SECONDS)


def _explain_failure(target: Target, error: Exception) -> FetchFailed:
    causes = f"{error} {error.__cause__ or ''} {error.__context__ or ''}"
    if isinstance(error, ssl.SSLError) or "CERTIFICATE" in causes.upper():
        return FetchFailed(f"{show_text(target.host)} has no valid certificate, so the page cannot be trusted")
    if isinstance(error, httpcore.ProtocolError):
        return FetchFailed(f"{show_text(target.host)} did not answer in proper HTTP, or broke off", temporary=True)
    return FetchFailed(f"no connection to {show_text(target.host)} on port {target.port}", temporary=True)


def _say_timeout(url: str, error: Exception, policy: FetchPolicy) -> str:
    if isinstance(error, httpcore.ConnectTimeout):
        return f"{show_text(url)} did not accept a connection in time"
    return f"{show_text(url)} took longer than {policy.seconds:g} seconds, so it was not read on"
