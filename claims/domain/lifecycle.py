"""The life of an article in the pipeline, as a state machine.

Idea: an article's state is the last stage it *completed*; the next stage follows from the state alone, so that any
worker, at any time, can find out what is left to do from the database. Nothing is remembered in a message.

    received -fetch-> fetched -extract-> extracted -embed-> embedded -cluster-> clustered -propose-> assessed

`failed` (the outside world said no for good) and `quarantined` (it failed three times) leave the line; a person may put
such an article back to where it was.

Limits: one line, no branches; a new kind of document needs a stage that does nothing for the others.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class State(StrEnum):
    RECEIVED = "received"
    FETCHED = "fetched"
    EXTRACTED = "extracted"
    EMBEDDED = "embedded"
    CLUSTERED = "clustered"
    ASSESSED = "assessed"
    FAILED = "failed"
    QUARANTINED = "quarantined"


class Stage(StrEnum):
    FETCH = "fetch"
    EXTRACT = "extract"
    EMBED = "embed"
    CLUSTER = "cluster"
    PROPOSE = "propose"


LINE: tuple[tuple[State, Stage, State], ...] = (
    (State.RECEIVED, Stage.FETCH, State.FETCHED),
    (State.FETCHED, Stage.EXTRACT, State.EXTRACTED),
    (State.EXTRACTED, Stage.EMBED, State.EMBEDDED),
    (State.EMBEDDED, Stage.CLUSTER, State.CLUSTERED),
    (State.CLUSTERED, Stage.PROPOSE, State.ASSESSED),
)

IN_PROGRESS = tuple(before for before, _, _ in LINE)
STOPPED = (State.FAILED, State.QUARANTINED)
SETTLED = (State.ASSESSED, *STOPPED)

# A site that is down is usually back within minutes; a bug is not. An article waits 10 s, then 40 s, each time until
# the sweep after that, and goes to quarantine. A claim has no quarantine; in the end it is tried every hour.
FIRST_RETRY = timedelta(seconds=10)
RETRY_FACTOR = 4
LONGEST_RETRY = timedelta(hours=1)


def list_stages_after(state: State) -> list[Stage]:
    """The stages that an article in `state` still has before it, in order; none when it is settled."""
    if state not in IN_PROGRESS:
        return []
    return [stage for _, stage, _ in LINE[IN_PROGRESS.index(state) :]]


def find_step(stage: Stage) -> tuple[State, State]:
    """The state in which `stage` starts and the one in which it ends."""
    return next((before, after) for before, step, after in LINE if step == stage)


def compute_retry_delay(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failure (1-based), at least."""
    delay = FIRST_RETRY
    for _ in range(attempts - 1):
        delay *= RETRY_FACTOR
        if delay >= LONGEST_RETRY:
            return LONGEST_RETRY
    return delay
