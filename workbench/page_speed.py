"""How long the pages take that a reviewer waits for, beside what Django's usual means would take for the same rows.

Ours are whole requests through every middleware, sign-in included, as a worker of the web server handles them,
without network and browser. The peer is a list with `Paginator` (which counts and skips) and, for the search,
`icontains`; it reads the same rows and draws them with the same template, so the difference is in how they are found.
Both are timed in turns, request by request, because whatever else the machine does should meet both alike.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import MentionVector, SearchVector
from claims.services.choose_model import read_active_model
from verification.models import ClaimStanding
from verification.templatetags.queue_row import queue_row
from verification.views.paging import write_queue_key
from verification.views.queue import PAGE
from verification.views.queue_rows import build_rows
from workbench.page_scale import Desk
from workbench.serving import PREPARE_AFTER, keep_what_is_loaded

REQUESTS, WARM_UP = 40, 5  # of each page
DEEP = 500  # the page that stands for a deep one
AIM_SECONDS, AIM_QUERIES, AIM_KIB = 0.050, 12, 150
STATIC = ("workbench/workbench.css", "workbench/keys.js", "workbench/queue.js", "django_htmx/htmx.min.js")
SEARCHES = ("barbarfol", "barbarfol ferry", "harbarbar kelkelkel", "the old pier will close", "denfolgim")

Ask = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One or more addresses that stand for a page, asked in turn, and the peer's way to the same rows if it has one."""

    name: str
    addresses: Sequence[str]
    peer: Callable[[int], Any] | None


def measure_pages(desk: Desk, tell: Callable[[str], None], requests: int = REQUESTS) -> dict[str, Any]:
    """Median and 95th percentile in seconds, queries, size; `processor` is this process's own share of the median,
    `kib_written` the page itself, `kib_sent` what is sent of it and of all that it brings along, packed."""
    keep_search_vectors()
    with as_served():
        client = Client(headers={"Accept-Encoding": "gzip"})
        client.force_login(desk.viewer)
        figures = {page.name: measure_page(client, page, tell, requests) for page in list_pages(desk)}
    return {"claims": desk.claims, "mentions": desk.mentions, "loop_seconds": time_loop(), "pages": figures}


@contextmanager
def as_served() -> Iterator[None]:
    """As the web server answers; but plain names of static files: nothing was collected in an instance that only
    measures."""
    options = connection.settings_dict["OPTIONS"]
    before = options["prepare_threshold"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ALLOWED_HOSTS=hosts, STORAGES={**settings.STORAGES, "staticfiles": plain}):
        connect_anew(options, PREPARE_AFTER)
        try:
            yield
        finally:
            connect_anew(options, before)


def connect_anew(options: dict[str, Any], prepare_after: int | None) -> None:
    connection.close()
    options["prepare_threshold"] = prepare_after


def keep_search_vectors() -> None:
    """Each search has its vector already, as from the second time that anybody looks for it."""
    model = read_active_model()
    vectors = MentionVector.objects.filter(model=model).order_by("id")
    for text, row in zip(SEARCHES, vectors[: len(SEARCHES)], strict=True):
        values = [float(value) for value in np.asarray(row.vector)]
        SearchVector.objects.update_or_create(
            model=model, text=text, defaults={"vector": values, "asked_at": timezone.now()}
        )


def list_pages(desk: Desk) -> list[Page]:
    rows = ClaimStanding.objects.awaiting_review().order_by("-urgency", "-claim_id").values_list("urgency", "claim_id")
    ends = [write_queue_key(*rows[number * PAGE]) for number in deep_pages(desk)]
    return [
        Page("queue", ["/"], lambda _: draw_with_paginator(desk, 1)),
        Page(
            "deep", [f"/?after={end}" for end in ends], lambda at: draw_with_paginator(desk, deep_pages(desk)[at % 8])
        ),
        Page(
            "search",
            [f"/search/?q={text.replace(' ', '+')}" for text in SEARCHES],
            lambda at: search_with_icontains(desk, SEARCHES[at % len(SEARCHES)]),
        ),
        Page("filter", [f"/?q={text.replace(' ', '+')}" for text in SEARCHES], None),
        Page("claim", [f"/claims/{claim}/" for claim in desk.opened], None),
        Page("large_claim", [f"/claims/{claim}/" for claim in desk.assessed], None),
        Page("news", ["/queue/news/?rows=" + ",".join(str(claim) for claim in desk.assessed[:PAGE])], None),
    ]


def deep_pages(desk: Desk) -> list[int]:
    """Eight pages about the deep one, so that none is measured from memory alone; fewer rows have none so deep."""
    last = max(1, desk.claims // PAGE // 2)
    return [min(DEEP + 3 * step, last) for step in range(8)]


def measure_page(client: Client, page: Page, tell: Callable[[str], None], requests: int) -> dict[str, Any]:
    for number in range(min(WARM_UP, requests)):
        answer(client, page, number)
    keep_what_is_loaded()
    ours, own, peers = [], [], []
    for number in range(requests):
        seconds, processor = time_both(lambda number=number: answer(client, page, number))  # type: ignore[misc]
        ours.append(seconds)
        own.append(processor)
        if page.peer is not None:
            peers.append(time_both(lambda number=number: page.peer(number))[0])  # type: ignore[misc]
    with CaptureQueriesContext(connection) as captured:
        sizes = [weigh(answer(client, page, number)) for number in range(min(len(page.addresses), requests, 8))]
    queries = len(captured) / len(sizes)
    written, sent = (max(column) for column in zip(*sizes, strict=True))
    figures = {
        "median_seconds": round(float(np.median(ours)), 4),
        "p95_seconds": round(float(np.percentile(ours, 95)), 4),
        "processor_seconds": round(float(np.median(own)), 4),
        "queries": round(queries, 1),
        "kib_written": round(written / 1024, 1),
        "kib_sent": round(sent / 1024 + measure_static(), 1),
    }
    if peers:
        figures["peer_p95_seconds"] = round(float(np.percentile(peers, 95)), 4)
        figures["ratio"] = round(float(np.median(peers) / np.median(ours)), 2)
    tell(f"{page.name}: {figures}")
    return figures


def weigh(response: Any) -> tuple[int, int]:
    """Bytes of the page, and of what is sent of it."""
    sent = response.content
    packed = response.headers.get("Content-Encoding") == "gzip"
    return len(gzip.decompress(sent)) if packed else len(sent), len(sent)


def answer(client: Client, page: Page, number: int) -> Any:
    response = client.get(page.addresses[number % len(page.addresses)])
    if response.status_code not in (200, 204):
        raise RuntimeError(f"{page.name} answered {response.status_code}.")
    return response


def time_both(call: Ask) -> tuple[float, float]:
    """Seconds by the clock, and of the processor in this process."""
    began, used = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - began, time.process_time() - used


def time_loop() -> float:
    """What a million additions take here and now: tells a slow or busy machine from a slow page."""
    return round(min(time_both(lambda: sum(range(1_000_000)))[0] for _ in range(5)), 4)


def measure_static() -> float:
    """KiB of what every page brings along, packed as it is served."""
    found = [finders.find(name) for name in STATIC]
    return sum(len(gzip.compress(open(path, "rb").read())) for path in found if path) / 1024  # noqa: PTH123, SIM115


def draw_with_paginator(desk: Desk, number: int) -> str:
    listed = ClaimStanding.objects.awaiting_review().actionable_by(desk.viewer.pk, adjudicates=True)
    page = Paginator(listed.in_rows(), PAGE).page(number)
    return draw(desk, list(page.object_list))


def search_with_icontains(desk: Desk, text: str) -> str:
    listed = ClaimStanding.objects.open().by_urgency().in_rows()
    for word in text.split():
        listed = listed.filter(claim__text__icontains=word)
    return draw(desk, list(Paginator(listed, PAGE).page(1).object_list))


def draw(desk: Desk, standings: list[Any]) -> str:
    return "".join(queue_row(row) for row in build_rows(standings, desk.viewer))
