"""Do many slow things side by side for a while: a few threads, each item in one of them, new items as others end.

What is slow here is other people's servers, and threads wait for those as well as processes do; parsing happens in
processes of its own anyway. So a site that answers a byte a second holds up one thread, and nobody else.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from django.db import connection

logger = logging.getLogger(__name__)
T = TypeVar("T")

LOOK_SECONDS = 0.25  # how often new items are looked for while threads are free
IDLE_SECONDS = 1.5  # longer than the usual spacing of one host: its next page is worth waiting for


def work_in_turns(
    pick: Callable[[int], Sequence[T]], work: Callable[[T], object], *, seconds: float, threads: int
) -> int:
    """Call `work` on what `pick(free)` gives, at most `threads` at once, until `seconds` have passed or nothing has
    been left for a moment; what has begun is finished. Returns how many there were.

    `pick` is called in this thread and must not give an item again that is being worked on.
    """
    begin = busy = time.monotonic()
    running: set[Future] = set()
    count = 0
    with ThreadPoolExecutor(threads, thread_name_prefix="turn") as pool:
        while True:
            now = time.monotonic()
            items = pick(threads - len(running)) if now - begin < seconds and len(running) < threads else ()
            running |= {pool.submit(work_apart, work, item) for item in items}
            count += len(items)
            busy = now if running else busy
            if not running and (now - begin >= seconds or now - busy >= IDLE_SECONDS):
                return count
            if running:
                running = set(wait(running, LOOK_SECONDS, FIRST_COMPLETED).not_done)
            else:
                time.sleep(LOOK_SECONDS)


def work_apart(work: Callable[[T], object], item: T) -> None:
    """In a thread: its connection to the database is its own, and closed at the end."""
    try:
        work(item)
    except Exception:
        logger.exception("%s failed on %s", getattr(work, "__name__", work), item)
    finally:
        connection.close()
