"""Which network addresses the workbench may connect to, and what a URL really points at.

Idea: a URL comes from a stranger (a feed, a redirect, a paste), and the server that fetches it stands
inside a network that the stranger cannot see. So nothing is connected to unless it is an address of the
public internet.

Method: the URL is parsed strictly, and spellings that two parsers could read differently are refused, not
interpreted (`0x7f.1`, `2130706433`, full-width digits, percent signs or backslashes in the host). The host
is resolved once, by the caller. Every address of the answer has to be public, since an attacker's name
server may mix a public with a private one. `ipaddress.is_global` alone is not enough: it lets multicast,
NAT64, 6to4 and Teredo pass, which carry a private IPv4 address inside. For IPv6 the rule is therefore an
allow-list: 2000::/3, the only block that is routed, less the special ones in it.

Reference: IANA special-purpose address registries for IPv4 and IPv6; RFC 6890, RFC 6052.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import quote, urlsplit

import idna

from claims.adapters.messages import show_value
from claims.domain.phrases import mark_phrase, phrase

IPAddress = IPv4Address | IPv6Address
IPNetwork = IPv4Network | IPv6Network

MAX_URL_CHARS = 2_000
"""Longest address; browsers and search engines stop near it, and longer ones are queries, not articles."""

DEFAULT_PORTS = {"http": 80, "https": 443}

_SPECIAL_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network: connects to the machine itself
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and the inside of several clouds
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local: cloud metadata services
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112: answers for private reverse names
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_ROUTED_V6 = IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # Teredo, benchmarks, ORCHID and others
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_URL_PARTS = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{0,30}):(?P<rest>.*)", re.DOTALL)


class AddressError(ValueError):
    """This URL or address may not be connected to. `str(error)` is one sentence without a full stop."""


@dataclass(frozen=True)
class Target:
    """What a URL points at, in the only spelling that is sent anywhere.

    `host` is lower-case ASCII (IDNA) or a literal address without brackets; `path` is percent-encoded,
    begins with "/" and includes the query. `literal` is the address if the host is one.
    """

    scheme: str
    host: str
    port: int
    path: str
    literal: IPAddress | None

    @property
    def authority(self) -> str:
        """What stands in the Host header: the host, and the port unless it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.path}"


def is_public(address: IPAddress) -> bool:
    """Whether `address` belongs to a host on the public internet."""
    if isinstance(address, IPv4Address):
        return address.is_global and not _is_in(address, _SPECIAL_V4)
    return address.is_global and address.scope_id is None and address in _ROUTED_V6 and not _is_in(address, _SPECIAL_V6)


def check_addresses(host: str, addresses: Sequence[IPAddress], allowed: Iterable[IPNetwork] = ()) -> None:
    """Raise `AddressError` unless every one of `addresses`, to which `host` resolved, is public or lies in
    one of the networks that an administrator allowed."""
    networks = tuple(allowed)
    for address in addresses:
        if not is_public(address) and not _is_in(address, networks):
            if str(address) == host:
                raise AddressError(
                    phrase("address not allowed: {address} is not a public address", address=str(address))
                )
            told = mark_phrase("address not allowed: {host} points to {address}, which is not a public address")
            raise AddressError(phrase(told, host=host, address=str(address)))


def parse_networks(blocks: Iterable[str]) -> tuple[IPNetwork, ...]:
    """Networks such as "10.20.0.0/16" from a setting. Raises `AddressError` that names what is no network."""
    networks = []
    for block in blocks:
        try:
            networks.append(ip_network(block.strip()))
        except ValueError as error:
            raise AddressError(
                phrase("{value} is not a network such as 10.20.0.0/16: {error}", value=show_value(block), error=error)
            ) from error
    return tuple(networks)


def parse_target(url: str, ports: Iterable[int] = (80, 443)) -> Target:
    """Parse an absolute http(s) URL. Raises `AddressError` if it is anything else, or its port is not in
    `ports`."""
    _refuse_spelling(url)
    found = _URL_PARTS.fullmatch(url)
    scheme = found["scheme"].lower() if found else ""
    if found is None or scheme not in DEFAULT_PORTS:
        if scheme:
            told = mark_phrase('address not allowed: only http:// and https:// addresses are fetched, not "{scheme}:"')
            raise AddressError(phrase(told, scheme=scheme))
        told = mark_phrase(
            "address not allowed: only http:// and https:// addresses are fetched, and {value} is not one"
        )
        raise AddressError(phrase(told, value=show_value(url)))
    if not found["rest"].startswith("//"):
        raise AddressError(phrase("address not allowed: {value} names no host", value=show_value(url)))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressError(
            phrase("address not allowed: {value} has a broken host or port", value=show_value(url))
        ) from error
    if "@" in parts.netloc:
        raise AddressError(phrase("address not allowed: it holds a user name or password"))
    if (port or DEFAULT_PORTS[scheme]) not in set(ports) or port == 0:
        raise AddressError(phrase("address not allowed: port {port} is not one that pages are served on", port=port))
    host, literal = parse_host(parts.netloc.removesuffix(f":{parts.port}").removesuffix(":"))
    return Target(scheme, host, port or DEFAULT_PORTS[scheme], _encode_path(parts.path, parts.query), literal)


def parse_host(host: str) -> tuple[str, IPAddress | None]:
    """(host in its one spelling, the address if it is a literal). Raises `AddressError` for a host that is
    neither a plain name nor a plainly written address."""
    if host.startswith("["):
        return _parse_v6(host)
    name = host.lower().removesuffix(".")
    if not name.isascii():
        name = _encode_name(host)
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _parse_v4(host)
    if not name or len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressError(phrase("address not allowed: {value} is not a valid host name", value=show_value(host)))
    return name, None


def _refuse_spelling(url: str) -> None:
    if not url:
        raise AddressError(phrase("address not allowed: it is empty"))
    if len(url) > MAX_URL_CHARS:
        raise AddressError(
            phrase(
                "address not allowed: it is longer than {max_url_chars} characters", max_url_chars=f"{MAX_URL_CHARS:,}"
            )
        )
    if any(character <= " " or character == "\x7f" or character.isspace() for character in url):
        raise AddressError(phrase("address not allowed: it holds a space, a line break or a control character"))
    if "\\" in url or not url.isprintable():
        raise AddressError(phrase("address not allowed: it holds a backslash or an invisible character"))


def _parse_v4(host: str) -> tuple[str, IPAddress]:
    try:
        address = IPv4Address(host)
    except ValueError as error:
        raise AddressError(
            phrase(
                "address not allowed: {value} is an unusual spelling of a network address; write it like 203.0.113.7",
                value=show_value(host),
            )
        ) from error
    return str(address), address


def _parse_v6(host: str) -> tuple[str, IPAddress]:
    try:
        address = IPv6Address(host.removeprefix("[").removesuffix("]"))
    except ValueError as error:
        raise AddressError(
            phrase("address not allowed: {value} is not a valid IPv6 address", value=show_value(host))
        ) from error
    if not host.endswith("]") or address.scope_id is not None:
        raise AddressError(phrase("address not allowed: {value} is not a plain IPv6 address", value=show_value(host)))
    return str(address), address


def _encode_name(host: str) -> str:
    """IDNA 2008 without any mapping: full-width digits and look-alike dots are not valid in it, so they are
    refused where a browser would quietly turn them into ASCII."""
    try:
        return idna.encode(host.lower().removesuffix("."), uts46=False).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise AddressError(
            phrase("address not allowed: {value} is not a valid host name", value=show_value(host))
        ) from error


def _encode_path(path: str, query: str) -> str:
    encoded = quote(path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{encoded}?{quote(query, safe=_QUERY_SAFE)}" if query else encoded


_QUERY_SAFE = "/%:@!$&'()*+,;=~-._?[]|"


def _is_in(address: IPAddress, networks: Iterable[IPNetwork]) -> bool:
    return any(address in network for network in networks)


def read_literal(answer: str) -> IPAddress:
    """The address in a resolver's answer, with its zone if it has one."""
    return ip_address(answer)
