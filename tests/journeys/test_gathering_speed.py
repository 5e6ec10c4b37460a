"""How fast feeds and their pages come in, by two real workers, and what a very slow site does to the others.

Asked for with MEASURE_GATHERING=1000 (entries, over 40 outlets); it prints what it measured. Half of the entries come
in before and half after the rounds with the slow site, so that a machine that gets busier or calmer favours neither.
"""

import os
import sys
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from claims.domain.lifecycle import State
from claims.models import Article, Feed, Source, VisitedHost
from claims.services.find_duplicate import hash_url
from claims.tasks import fetch_waiting_task, poll_feeds_task
from tests.conftest import wait_until
from tests.factories import make_source
from tests.outlets import Answer, Outlet, open_outlets, write_item, write_rss, write_story

ENTRIES = int(os.environ.get("MEASURE_GATHERING", "0"))
OUTLETS = 40
pytestmark = [
    pytest.mark.processes,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not ENTRIES, reason="asked for with MEASURE_GATHERING=1000"),
]


PARTS = (ENTRIES // OUTLETS - ENTRIES // OUTLETS // 2, ENTRIES // OUTLETS // 2)  # entries of an outlet, in two rounds


@pytest.fixture
def outlets(settings) -> Iterator[list[Outlet]]:
    with open_outlets(settings, OUTLETS + 1) as found:
        yield found


def furnish(outlet: Outlet, entries: int, *, drip: float = 0.0) -> None:
    items = []
    for number in range(entries):
        outlet.pages[f"/story/{number}"] = Answer(write_story(f"matter {number} of {outlet.port}").body, drip=drip)
        items.append(write_item(outlet.url(f"/story/{number}"), f"Matter {number}"))
    outlet.pages["/feed"] = write_rss(*items)


def gather(outlets: list[Outlet], entries: int, *, slow: bool) -> float:
    """Seconds until all pages of all outlets but the last are here; what was here before is forgotten first."""
    *others, last = outlets
    for outlet in others:
        furnish(outlet, entries)
    furnish(last, entries, drip=1.0 if slow else 0.0)
    with connection.cursor() as cursor:  # snapshots are never deleted one by one
        tables = ", ".join(model._meta.db_table for model in (Article, Feed, VisitedHost, Source))
        cursor.execute(f"TRUNCATE {tables} CASCADE")
    for outlet in outlets:
        url = outlet.url("/feed")
        Feed.objects.create(source=make_source(), url=url, url_hash=hash_url(url))
    counted = {outlet.authority for outlet in others}
    begin = timezone.now()

    def everything_is_here() -> bool:
        if int(time.monotonic() * 10) % 20 == 0:  # as beat does, only more often
            poll_feeds_task.apply_async(expires=5)
            fetch_waiting_task.apply_async(expires=5)
        done = Article.objects.filter(host__in=counted).exclude(state=State.RECEIVED)
        return done.count() >= len(counted) * entries

    wait_until(everything_is_here, seconds=1500)
    return (timezone.now() - begin).total_seconds()


def test_a_thousand_entries_come_in_and_a_slow_site_changes_nothing_for_the_others(processes, outlets, capsys):
    ports = ",".join(["80", "443", *(str(outlet.port) for outlet in outlets)])
    extra = {"FETCH_ALLOWED_NETWORKS": "127.0.0.1/32", "FETCH_ALLOWED_PORTS": ports, "HOST_SPACING_SECONDS": "0.2"}
    for _ in range(2):
        processes.start_worker(queues="fetch", **extra)
    gather(outlets, 1, slow=False)  # the workers and their parsers are up
    more, fewer = PARTS
    rounds = [(more, False), (more, True), (fewer, True), (fewer, False)]
    seconds = [gather(outlets, entries, slow=slow) for entries, slow in rounds]
    alone, beside = seconds[0] + seconds[3], seconds[1] + seconds[2]
    count = OUTLETS * sum(PARTS)
    lines = [
        f"{count} entries of {OUTLETS} feeds, two workers: {alone:.1f} s, {60 * count / alone:.0f} a minute",
        f"with one more at a byte a second: {beside:.1f} s ({beside / alone - 1:+.1%})",
        f"rounds: {', '.join(f'{one:.1f} s' for one in seconds)}; load {os.getloadavg()[0]:.1f}",
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert beside < 1.1 * alone
