"""Refuse a web address that a fetch would refuse by its looks alone, before anything is stored for it."""

from __future__ import annotations

from ipaddress import IPv4Address

from django.conf import settings
from django.utils.translation import gettext as _

from claims.adapters.addresses import AddressError, check_addresses, parse_networks, parse_target
from claims.adapters.documents import UnreadableError
from claims.services.tell import tell

LOOPBACK = IPv4Address("127.0.0.1")


def refuse_address(url: str) -> None:
    """Raises UnreadableError with a sentence for a machine of one's own network, a port that serves no pages, or a
    spelling that is not fetched. A name is not looked up here: where it points is for the fetch to see."""
    try:
        target = parse_target(url, settings.FETCH_ALLOWED_PORTS)
        is_local = target.host == "localhost" or target.host.endswith(".localhost")
        literal = LOOPBACK if is_local else target.literal
        if literal is not None:
            check_addresses(target.host, [literal], parse_networks(settings.FETCH_ALLOWED_NETWORKS))
    except AddressError as error:
        raise UnreadableError(_("This is not fetched: {error}.").format(error=tell(error))) from error
