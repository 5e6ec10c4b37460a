"""Actor conflicts: another person or body does, or undergoes, the same thing.

Method: agents of both statements are set against each other where they play the same part in the same deed.
An agent that the other statement also names is settled. A role and a name ("the mayor", "Ana Ruiz") may be
one person and never clash; two names, or two roles that nobody holds at once, do.

Where the deed is an act of speech ("called", "promised", "claimed responsibility"), who did it is a matter
of attribution, and the clash says so.

Limits: as for `agents`. Reference: see `agents`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.domain.lexicon import list_words
from verification.domain.conflicts.agents import AFFILIATED, AUTHORSHIP, DOER, UNDERGOER, Agent
from verification.domain.conflicts.clashes import Clash
from verification.domain.lexemes import find_base, find_lexeme
from verification.domain.types import ConflictType

_PARTS = (DOER, UNDERGOER, AFFILIATED, "with", "against")
_TRANSFERS = frozenset(
    find_lexeme(word).key for word in list_words("sell give pay hand award lend donate transfer lose marry")
)
# The deed alone is one shared word; two more thirds of the smaller statement make it the same event.
SAME_EVENT = 0.6

_SPEECH = frozenset(
    find_base(word)
    for word in list_words("""
    describe blame accuse warn claim promise pledge vow predict criticise criticize condemn
    demand urge praise apologise apologize argue insist explain complain comment declare
    denounce threaten compare question welcome hail estimate forecast admit confirm reveal acknowledge
    defend suggest propose recommend link credit attribute speak expect
    """)
)
# Who merely reported it is for `claimants` to compare.
_REPORTING = frozenset(find_base(word) for word in list_words("say tell report announce add note state speak"))


@dataclass(frozen=True, slots=True)
class Cast:
    """The agents of a statement, those that merely report it left out, and those that play a part which can clash."""

    agents: tuple[Agent, ...]
    acting: tuple[Agent, ...]


def cast_agents(agents: Sequence[Agent]) -> Cast:
    """The agents laid out to be compared with another statement's."""
    kept = tuple(agent for agent in agents if agent.verb not in _REPORTING)
    return Cast(kept, tuple(agent for agent in kept if agent.predicate and agent.part in _list_parts(agent.predicate)))


def _list_parts(predicate: str) -> tuple[str, ...]:
    return (*_PARTS, "to", "from") if predicate in _TRANSFERS else _PARTS


def clash_agents(a: Cast, b: Cast, likeness: float) -> Clash | None:
    """The surest clash between the agents of two statements that are alike by `likeness`, None without one."""
    found = next(_pair_others(a, b), None) if likeness >= SAME_EVENT else None
    if found is None:
        return None
    first, second = found
    spoken = first.verb in _SPEECH or first.predicate == AUTHORSHIP or first.calls or first.part == AFFILIATED
    kind = ConflictType.ATTRIBUTION if spoken else ConflictType.ACTOR
    rule = "other_speaker" if kind == ConflictType.ATTRIBUTION else f"other_{first.part}"
    return Clash(kind, first.span, second.span, rule, likeness)


def _pair_others(a: Cast, b: Cast) -> Iterator[tuple[Agent, Agent]]:
    for first in a.acting:
        for second in b.acting:
            # Whether they play the same part in the same deed is told at once, and is rare.
            same_deed = first.predicate == second.predicate and first.part == second.part
            if same_deed and first.is_other(second) and _is_open(first, b) and _is_open(second, a):
                yield first, second


def _is_open(agent: Agent, other_side: Cast) -> bool:
    """Whether the other statement does not name it too."""
    return not any(agent.is_same(other) for other in other_side.agents)
