"""Watch articles go through the pipeline, from the terminal."""

from __future__ import annotations

import time
from collections import Counter

from django.db.models import F
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from claims.domain.lifecycle import LINE, SETTLED, State
from claims.lookups import AnyOf
from claims.models import Article

POLL_SECONDS = 0.3
PATIENCE_SECONDS = 120  # no article has moved for this long: no worker seems to be running

STEPS_DONE = {State.RECEIVED: 0} | {after: number + 1 for number, (_, _, after) in enumerate(LINE)}


class StalledError(Exception):
    """Nothing moves; the message says what to do."""


def count_steps(states: Counter[str]) -> int:
    """Stages completed; an article that stopped counts as gone through, so that the bar reaches its end."""
    return sum(STEPS_DONE.get(State(state), len(LINE)) * number for state, number in states.items())


def wait_until_settled(article_ids: list[int], console: Console) -> Counter[str]:
    """Show a bar until every article is assessed, failed or quarantined; returns the counts by state."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("stages"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bar:
        job = bar.add_task(f"{len(article_ids)} articles", total=len(article_ids) * len(LINE))
        moved_at, last = time.monotonic(), -1
        while True:
            states = Counter(Article.objects.filter(AnyOf(F("id"), article_ids)).values_list("state", flat=True))
            done = count_steps(states)
            bar.update(job, completed=done)
            if all(state in SETTLED for state in states):
                return states
            if done != last:
                moved_at, last = time.monotonic(), done
            elif time.monotonic() - moved_at > PATIENCE_SECONDS:
                raise StalledError(
                    f"No article has moved for {PATIENCE_SECONDS} seconds. Are the workers running? Start them with "
                    "`make up`; the articles are stored and will be worked through then."
                )
            time.sleep(POLL_SECONDS)
