"""How far an article has come, in words a person reads."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.lifecycle import LINE, SETTLED, State
from claims.models import Article

WORDS = {
    State.RECEIVED: "waiting to be fetched",
    State.FETCHED: "waiting for its statements to be found",
    State.EXTRACTED: "statements found",
    State.EMBEDDED: "statements compared",
    State.CLUSTERED: "statements grouped into claims",
    State.ASSESSED: "done",
    State.FAILED: "failed",
    State.QUARANTINED: "failed three times",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `steps` stages are behind it; `tone` is working, done or stopped."""

    words: str
    tone: str
    done: int
    steps: int
    settled: bool
    failure: str


def describe_progress(article: Article) -> Progress:
    state = State(article.state)
    tone = "stopped" if article.is_stopped else "done" if state == State.ASSESSED else "working"
    states = [LINE[0][0], *(after for _, _, after in LINE)]
    reached = State(article.resume_state) if article.is_stopped else state
    words = WORDS[state]
    if tone == "working" and article.failure:
        words = f"{words}; an attempt failed and is tried again"
    return Progress(words, tone, states.index(reached), len(LINE), state in SETTLED, article.failure)
