"""Addresses that came from outside, before a page links to them."""

from __future__ import annotations

from urllib.parse import urlsplit


def pick_safe_link(url: str | None) -> str:
    """The address when a browser may follow it (http or https); '' otherwise."""
    try:
        return url if url and urlsplit(url).scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""
