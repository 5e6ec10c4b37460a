"""How far an article has come, in words a person reads."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.domain.lifecycle import LINE, SETTLED, State
from claims.models import Article

WORDS = {
    State.RECEIVED: gettext_lazy("waiting to be fetched"),
    State.FETCHED: gettext_lazy("waiting for its statements to be found"),
    State.EXTRACTED: gettext_lazy("statements found"),
    State.EMBEDDED: gettext_lazy("statements compared"),
    State.CLUSTERED: gettext_lazy("statements grouped into claims"),
    State.ASSESSED: gettext_lazy("done"),
    State.FAILED: gettext_lazy("failed"),
    State.QUARANTINED: gettext_lazy("failed three times"),
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
    words = str(WORDS[state])
    if tone == "working" and article.failure:
        words = _("{words}; an attempt failed and is tried again").format(words=words)
    return Progress(words, tone, states.index(reached), len(LINE), state in SETTLED, article.failure)
