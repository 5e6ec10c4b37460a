"""A second process's work, on a database connection of its own, beside the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")
HEAD_START = 1.0  # seconds in which the other side either finishes, or waits for us to commit


@contextmanager
def beside_open_transaction(work: Callable[[], T]) -> Iterator[list[Future[T]]]:
    """Run the body in a transaction, then `work` elsewhere before it commits; its future is done at the end."""
    futures: list[Future[T]] = []
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            yield futures
            futures.append(pool.submit(run_and_disconnect, work))
            wait(futures, HEAD_START)
        wait(futures)


def run_and_disconnect(work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        connection.close()
