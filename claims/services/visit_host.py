"""Ask hosts politely: one request at a time, spaced, and never for what their robots.txt keeps from us.

A redirect to another host takes a turn of that host as if it had been asked first, so that a page of short links sends
no flood to the site they lead to.
"""

from __future__ import annotations

import functools
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from claims.adapters.addresses import Target, parse_networks
from claims.adapters.fetch_policy import (
    MAX_BODY_BYTES,
    PAGE_TYPES,
    ROBOT_NAME,
    FetchedPage,
    FetchFailed,
    FetchPolicy,
    FetchRefused,
    Validators,
)
from claims.adapters.fetching import fetch_page
from claims.adapters.messages import show_text
from claims.domain.robots import MAX_CHARS, Access, RobotRules, parse_robots, read_status
from claims.models import VisitedHost

TURN_SECONDS = 90  # longer than any request with its robots.txt and its parsing, so that only the dead hold a turn
FIRST_REST = timedelta(seconds=10)  # after no answer; doubled with each further one
LONGEST_REST = timedelta(minutes=30)
ROBOTS_SECONDS = 10.0
ROBOTS_KEPT = timedelta(hours=24)  # as RFC 9309 has it
ROBOTS_RETRY = timedelta(seconds=5)  # the rest of a host that does not answer limits how often it is asked
ROBOTS_TYPES = (*PAGE_TYPES, "application/octet-stream")
OTHER_BUSY = timedelta(seconds=2)  # how long to stay away from a host that another worker is asking
LONGEST_WISH = timedelta(days=1)  # of a Retry-After; what asks for more is often a mistake of its operators
REDIRECT_PATIENCE = 3.0  # seconds; the usual spacing is worth waiting for, when the first host was asked already
LOOK_SECONDS = 0.1


class HostResting(Exception):  # noqa: N818 - nothing went wrong
    """The host must not be asked before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"a site that is not to be asked before {until:%H:%M:%S}, so try again then")
        self.until = until


class RobotsRefused(FetchRefused):
    """The site asks machines not to fetch this."""


def build_policy(**changes) -> FetchPolicy:
    """The one policy of all fetches, with an administrator's additions."""
    allowed: dict[str, Any] = {
        "networks": parse_networks(settings.FETCH_ALLOWED_NETWORKS),
        "ports": frozenset(settings.FETCH_ALLOWED_PORTS),
    }
    return FetchPolicy(**allowed, **changes)


def fetch_politely(
    url: str,
    policy: FetchPolicy,
    validators: Validators = Validators(),  # noqa: B008 - a frozen value
    *,
    patience: float = 0.0,
) -> FetchedPage:
    """`fetch_page` with a turn of every host on the way, and robots.txt obeyed at every hop.

    Raises `FetchError`, or `HostResting` when it is not our turn within `patience` seconds.
    """
    turns = HostTurns(patience)
    try:
        page = fetch_page(url, policy=policy, validators=validators, allow=turns.enter)
    except FetchFailed as failure:
        turns.leave(failure)
        raise
    except BaseException:
        turns.leave()
        raise
    turns.leave()
    return page


class HostTurns:
    """The hosts that one fetch asks: nobody else asks them meanwhile, and then they rest.

    Only the host asked last can have failed; it rests longer each time that it gives no answer at all, and as long as
    it wishes when it says so.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.held: list[str] = []

    def enter(self, target: Target) -> None:
        """Raises `HostResting`, and what `check_robots` raises."""
        host = target.authority
        if host not in self.held:
            claim_patiently(host, REDIRECT_PATIENCE if self.held else self.patience)
            self.held.append(host)
        else:  # back from a redirect: it was asked last again
            self.held.remove(host)
            self.held.append(host)
        check_robots(target)

    def leave(self, failure: FetchFailed | None = None) -> None:
        *earlier, last = self.held or [""]
        for host in earlier:
            release_host(host)
        if last:
            release_host(last, failure)


def claim_patiently(host: str, patience: float) -> None:
    """Raises `HostResting` at once when waiting so many seconds would not help."""
    end = timezone.now() + timedelta(seconds=patience)
    while True:
        try:
            return claim_host(host)
        except HostResting as resting:
            if resting.until > end:
                raise
        time.sleep(LOOK_SECONDS)


def claim_host(host: str) -> None:
    now = timezone.now()
    busy_until = now + timedelta(seconds=TURN_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_visitedhost AS known"
            " (host, next_at, busy_until, failures, robots_text, robots_access) VALUES (%s, %s, %s, 0, '', '')"
            " ON CONFLICT (host) DO UPDATE SET busy_until = EXCLUDED.busy_until"
            " WHERE known.next_at <= %s AND (known.busy_until IS NULL OR known.busy_until <= %s)",
            [host, now, busy_until, now, now],
        )
        if cursor.rowcount:
            return
    next_at = VisitedHost.objects.values_list("next_at", flat=True).get(host=host)
    raise HostResting(next_at if next_at > now else now + OTHER_BUSY)


def release_host(host: str, failure: FetchFailed | None = None) -> None:
    visited = VisitedHost.objects.get(host=host)
    unanswered = failure is not None and failure.status is None and failure.temporary
    visited.failures = visited.failures + 1 if unanswered else 0
    visited.busy_until = None
    wished = timedelta(seconds=failure.retry_after or 0) if failure else timedelta(0)
    visited.next_at = timezone.now() + max(choose_rest(visited), min(wished, LONGEST_WISH))
    visited.save(update_fields=["failures", "busy_until", "next_at"])


def choose_rest(visited: VisitedHost) -> timedelta:
    if visited.failures:
        return min(FIRST_REST * 2 ** min(visited.failures - 1, 10), LONGEST_REST)
    wished = read_rules(visited.robots_text).delay if visited.robots_access == Access.RULES else 0.0
    return timedelta(seconds=max(settings.HOST_SPACING_SECONDS, wished))


def check_robots(target: Target) -> None:
    """Raises `RobotsRefused` for an address that the site keeps from us, `FetchFailed` when the site does not say."""
    visited = read_host(target)
    host = show_text(target.authority)
    if visited.robots_access == Access.CLOSED:
        raise FetchFailed(
            f"{host} does not answer what may be fetched (robots.txt), so it is left alone for now", temporary=True
        )
    if visited.robots_access == Access.RULES and not read_rules(visited.robots_text).allows(target.path):
        raise RobotsRefused(f"{host} asks automatic readers to leave {show_text(target.path)} alone (robots.txt)")


def read_host(target: Target) -> VisitedHost:
    """The host with what its robots.txt says, asked for anew once a day."""
    now = timezone.now()
    visited, _ = VisitedHost.objects.get_or_create(host=target.authority, defaults={"next_at": now})
    if visited.robots_until is None or visited.robots_until <= now:
        visited.robots_access, visited.robots_text = ask_robots(target)
        closed = visited.robots_access == Access.CLOSED
        visited.robots_until = now + (ROBOTS_RETRY if closed else ROBOTS_KEPT)
        visited.save(update_fields=["robots_access", "robots_text", "robots_until"])
    return visited


def ask_robots(target: Target) -> tuple[Access, str]:
    """Raises `FetchFailed` when the site gives no answer at all; it is asked again after its rest."""
    policy = build_policy(
        content_types=ROBOTS_TYPES,
        wanted="a file",
        seconds=ROBOTS_SECONDS,
        max_bytes=min(4 * MAX_CHARS, MAX_BODY_BYTES),
    )
    try:
        page = fetch_page(f"{target.scheme}://{target.authority}/robots.txt", policy=policy)
    except FetchFailed as failure:
        if failure.status is None:  # why it does not answer says more than that it does not
            raise
        return read_status(failure.status), ""
    except FetchRefused:  # no file of rules, or one that leads into a forbidden network
        return Access.FREE, ""
    return Access.RULES, page.body.decode("utf-8", "replace")[:MAX_CHARS].replace("\0", "")


@functools.lru_cache(maxsize=128)
def read_rules(text: str) -> RobotRules:
    return parse_robots(text, ROBOT_NAME)
