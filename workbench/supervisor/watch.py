"""Keep services alive: start, wait until ready, start again what dies, give up in words.

Idea: a child that dies is started again after a pause that doubles; one that dies soon after its start
several times in a row will not get better by itself, and restarting it for ever would only hide why.

Method: one thread, one loop of short looks (`tick`). A child that ran for SETTLED_SECONDS has proved itself,
and the count of failures begins anew.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workbench.instance import Instance

from .children import explain_failure
from .leftovers import write_record
from .refusal import StartError
from .service import Child, Service, stop_children

SETTLED_SECONDS = 10.0
MOST_FAST_FAILURES = 5
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 8.0
TICK_SECONDS = 0.1


class GiveUpError(StartError):
    """A service cannot be kept running; the message holds the reason and the end of its log."""


@dataclass
class Watched:
    """A service, its present life, and its recent failures."""

    service: Service
    child: Child | None = None
    ready: bool = False
    was_ready: bool = False
    fast_failures: int = 0
    start_at: float = 0.0


class Watch:
    """All services of one instance, in the order in which they were started."""

    def __init__(self, instance: Instance, report: Callable[[str], None]) -> None:
        self._instance = instance
        self._report = report
        self._watched: list[Watched] = []

    def start(self, services: Iterable[Service]) -> None:
        """Start them side by side; `tick` finds out how they do."""
        for service in services:
            entry = Watched(service)
            self._watched.append(entry)
            self._launch(entry)

    @property
    def all_ready(self) -> bool:
        return all(entry.ready for entry in self._watched)

    def tick(self) -> None:
        """Look at every service once and do what is due. Raises GiveUpError."""
        for entry in self._watched:
            if entry.child is None:
                if time.monotonic() >= entry.start_at:
                    self._launch(entry)
            elif entry.child.has_ended():
                self._bury(entry, entry.child)
            elif not entry.ready:
                self._look(entry, entry.child)

    def stop(self, names: Iterable[str], *, hurry: Callable[[], bool]) -> list[str]:
        """Stop the named services side by side and forget them; names of those that had to be killed."""
        names = set(names)
        leaving = [entry for entry in self._watched if entry.service.name in names]
        self._watched = [entry for entry in self._watched if entry not in leaving]
        return stop_children([entry.child for entry in leaving if entry.child is not None], hurry=hurry)

    @property
    def names(self) -> list[str]:
        return [entry.service.name for entry in self._watched]

    def _launch(self, entry: Watched) -> None:
        entry.ready = False
        entry.child = Child(entry.service)
        write_record(self._instance, [other.child for other in self._watched if other.child is not None])

    def _look(self, entry: Watched, child: Child) -> None:
        if entry.service.is_ready():
            entry.ready = True
            if entry.was_ready:
                self._report(f"{entry.service.name} is back.")
            entry.was_ready = True
        elif child.age_seconds > entry.service.ready_seconds:
            raise GiveUpError(explain_failure(child, f"was not ready within {entry.service.ready_seconds:.0f} s"))

    def _bury(self, entry: Watched, child: Child) -> None:
        settled = child.age_seconds >= SETTLED_SECONDS
        outcome = child.collect()
        entry.child, entry.ready = None, False
        entry.fast_failures = 0 if settled else entry.fast_failures + 1
        if entry.fast_failures >= MOST_FAST_FAILURES:
            times = f"stopped {entry.fast_failures} times in a row soon after its start ({outcome})"
            raise GiveUpError(explain_failure(child, times))
        pause = min(FIRST_PAUSE_SECONDS * 2**entry.fast_failures / 2, LONGEST_PAUSE_SECONDS)
        entry.start_at = time.monotonic() + pause
        self._report(f"{entry.service.name} stopped ({outcome}); starting it again.")
