"""Run one service without the supervisor: for tests, and for programs that end by themselves."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from .logs import read_tail
from .refusal import StartError
from .service import POLL_SECONDS, Child, Service, stop_children


@contextmanager
def run_alone(service: Service) -> Iterator[Child]:
    """Start, wait until it answers, and stop at the end of the block. Raises StartError."""
    child = Child(service)
    try:
        wait_until_ready(child)
        yield child
    finally:
        stop_children([child])


def wait_until_ready(child: Child) -> None:
    """Return when the child answers. Raises StartError when it ends or takes too long."""
    while not child.service.is_ready():
        if child.has_ended():
            raise StartError(explain_failure(child, f"ended at once ({child.collect()})"))
        if child.age_seconds > child.service.ready_seconds:
            raise StartError(explain_failure(child, f"did not answer within {child.service.ready_seconds:.0f} s"))
        time.sleep(POLL_SECONDS)


def run_briefly(service: Service, *, seconds: float) -> None:
    """Run a program to its end. Raises StartError when it fails or takes longer than `seconds`."""
    child = Child(service)
    try:
        while not child.has_ended():
            if child.age_seconds > seconds:
                raise StartError(explain_failure(child, f"did not finish within {seconds:.0f} s"))
            time.sleep(POLL_SECONDS)
    finally:
        outcome = child.collect()
    if outcome != "exit status 0":
        raise StartError(explain_failure(child, f"failed ({outcome})"))


def explain_failure(child: Child, what: str) -> str:
    """A sentence, where the log is, and its last lines."""
    service = child.service
    tail = read_tail(service.log, since=child.log_offset)
    return f"{service.name} {what}; its log is {service.log}" + (f":\n{tail}" if tail else ".")
