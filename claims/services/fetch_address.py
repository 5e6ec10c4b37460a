"""Fetch one address under the one policy of this instance."""

from __future__ import annotations

from django.conf import settings

from claims.adapters.addresses import parse_networks
from claims.adapters.fetch_policy import FetchedPage, FetchPolicy
from claims.adapters.fetching import fetch_page


def fetch_address(url: str) -> FetchedPage:
    """Raises FetchRefused, FetchFailed."""
    policy = FetchPolicy(
        networks=parse_networks(settings.FETCH_ALLOWED_NETWORKS), ports=frozenset(settings.FETCH_ALLOWED_PORTS)
    )
    return fetch_page(url, policy=policy)
