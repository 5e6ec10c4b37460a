"""When two web addresses are one page, and which address a page should be known by.

Idea: the same article is reached by a feed's link with a campaign in it, by a short link and by its plain
address. Counted as three it would look like three articles that say the same.

Method: `clean_address` takes away what never changes the page: the fragment, the scheme's own port, the case
of scheme and host, and parameters that only tell the site where the reader came from. `choose_address`
follows what a page declares as its canonical address, but only within its own site, and never from an article
to a front page: sites do declare that by mistake, and everything they publish would fall together.

Limits: parameters are known by name; an unknown tracking parameter makes two addresses of one page, which
the page's own canonical address then brings together. "http" and "https", "www." and none are kept apart
here for the same reason.
Reference: RFC 3986, section 6; RFC 6596 (canonical link relation).
"""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from claims.domain.outlets import find_site

TRACKING = frozenset(
    (
        *("fbclid", "gclid", "gclsrc", "dclid", "msclkid", "twclid", "yclid", "igshid", "igsh", "wbraid", "gbraid"),
        *("mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "oly_enc_id", "oly_anon_id", "ns_mchannel"),
        *("ns_source", "ns_campaign", "ns_linkname", "at_medium", "at_campaign", "cmpid", "ncid", "ocid", "sr_share"),
        *("ref_src", "ref_url", "smid", "guccounter", "guce_referrer", "guce_referrer_sig", "xtor", "spm", "s_cid"),
    )
)
"""Parameters that say where a reader came from. Left out of the list are short names ("ref", "source", "id",
"from", "p") that some sites use for the article itself."""

TRACKING_FAMILIES = ("utm_", "pk_", "piwik_", "mtm_", "at_custom", "hsa_")

DEFAULT_PORTS = {"http": 80, "https": 443}


def clean_address(url: str) -> str:
    """The address without what never changes the page; `url` itself when it is no address that can be read."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    netloc = parts.netloc.lower()
    if port is not None and port == DEFAULT_PORTS.get(parts.scheme.lower()):
        netloc = netloc.removesuffix(f":{port}")
    query = "&".join(piece for piece in parts.query.split("&") if not _tracks(piece)) if parts.query else ""
    return parts._replace(scheme=parts.scheme.lower(), netloc=netloc, query=query, fragment="").geturl()


def choose_address(final: str, declared: str) -> str:
    """The address by which the page at `final` (after redirects) is known, given the canonical address that it
    declares ("" without one)."""
    own = clean_address(final)
    if not declared.strip():
        return own
    try:
        wanted = clean_address(urljoin(final, declared.strip()))
        here, there = urlsplit(own), urlsplit(wanted)
        trusted = there.scheme in DEFAULT_PORTS and is_same_site(here.hostname or "", there.hostname or "")
    except ValueError:
        return own
    usable = trusted and wanted.isprintable() and " " not in wanted
    return wanted if usable and not (_is_front_page(there) and not _is_front_page(here)) else own


def is_same_site(one: str, other: str) -> bool:
    """Whether two hosts are one site: equal but for the word of a front door (www, m, amp), or one within the
    other."""
    one, other = find_site(one), find_site(other)
    if not one or not other:
        return False
    return one == other or (one.endswith(f".{other}") and "." in other) or (other.endswith(f".{one}") and "." in one)


def find_host(url: str) -> str:
    """The host of an address in lower case, "" when it has none or cannot be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def find_authority(url: str) -> str:
    """The host with its port, unless that is the scheme's own: what one web server is known by; "" without one."""
    parts = urlsplit(clean_address(url)) if find_host(url) else None
    return parts.netloc.rpartition("@")[2] if parts else ""


def _tracks(piece: str) -> bool:
    name = piece.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_FAMILIES)


def _is_front_page(parts: SplitResult) -> bool:
    return parts.path in ("", "/") and not parts.query
