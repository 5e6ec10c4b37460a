"""How fast feeds and their pages come in, by two real workers, and what a very slow site does to the others.

Asked for with MEASURE_GATHERING=1000 (entries, over 40 outlets); it prints what it measured.
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


@pytest.fixture
def outlets(settings) -> Iterator[list[Outlet]]:
    with open_outlets(settings, OUTLETS + 1) as found:
        for outlet in found:
            items = []
            for number in range(ENTRIES // OUTLETS):
                outlet.pages[f"/story/{number}"] = write_story(f"matter {number} of {outlet.port}")
                items.append(write_item(outlet.url(f"/story/{number}"), f"Matter {number}"))
            outlet.pages["/feed"] = write_rss(*items)
        yield found


def drip_everything(outlet: Outlet) -> None:
    feed = outlet.pages["/feed"]
    for path, page in list(outlet.pages.items()):
        outlet.pages[path] = feed if path == "/feed" else Answer(page.body, drip=1.0)


def gather(outlets: list[Outlet], counted: set[str]) -> float:
    """Seconds until all pages of the hosts `counted` are here; what was here before is forgotten first."""
    with connection.cursor() as cursor:  # snapshots are never deleted one by one
        tables = ", ".join(model._meta.db_table for model in (Article, Feed, VisitedHost, Source))
        cursor.execute(f"TRUNCATE {tables} CASCADE")
    for outlet in outlets:
        url = outlet.url("/feed")
        Feed.objects.create(source=make_source(), url=url, url_hash=hash_url(url))
    begin = timezone.now()

    def everything_is_here() -> bool:
        if int(time.monotonic() * 10) % 20 == 0:  # as beat does, only more often
            poll_feeds_task.apply_async(expires=5)
            fetch_waiting_task.apply_async(expires=5)
        done = Article.objects.filter(host__in=counted).exclude(state=State.RECEIVED)
        return done.count() >= len(counted) * (ENTRIES // OUTLETS)

    wait_until(everything_is_here, seconds=1500)
    return (timezone.now() - begin).total_seconds()


def test_a_thousand_entries_come_in_and_a_slow_site_changes_nothing_for_the_others(processes, outlets, capsys):
    ports = ",".join(["80", "443", *(str(outlet.port) for outlet in outlets)])
    extra = {"FETCH_ALLOWED_NETWORKS": "127.0.0.1/32", "FETCH_ALLOWED_PORTS": ports, "HOST_SPACING_SECONDS": "0.2"}
    for _ in range(2):
        processes.start_worker(queues="fetch", **extra)
    *others, slow = outlets
    counted = {outlet.authority for outlet in others}
    seconds = [gather(outlets, counted)]
    drip_everything(slow)
    seconds.append(gather(outlets, counted))
    load = os.getloadavg()[0]
    count = len(others) * (ENTRIES // OUTLETS)
    lines = [
        f"{count} entries of {OUTLETS} feeds, two workers: {seconds[0]:.1f} s, {60 * count / seconds[0]:.0f} a minute",
        f"with one more at a byte a second: {seconds[1]:.1f} s ({seconds[1] / seconds[0] - 1:+.1%}); load {load:.1f}",
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    assert seconds[1] < 1.1 * seconds[0]
