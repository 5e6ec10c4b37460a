"""Actor conflicts: another person or body does, or undergoes, the same thing.

Method: agents of both statements are set against each other where they play the same part in the same deed.
An agent that the other statement also names is settled. A role and a name ("the mayor", "Ana Ruiz") may be
one person and never clash; two names, or two roles that nobody holds at once, do.

Where the deed is an act of speech ("called", "promised", "claimed responsibility"), who did it is a matter
of attribution, and the clash says so.

Limits: as for `agents`. Reference: see `agents`.
"""

from __future__ import annotations

from collections.abc import Iterator

from verification.domain.conflicts.agents import Agent
from verification.domain.conflicts.clashes import Clash
from verification.domain.lexemes import find_lexeme
from verification.domain.types import ConflictType

# The deed alone is one shared word; two more thirds of the smaller statement make it the same event.
SAME_EVENT = 0.6

_SPEECH = frozenset(
    find_lexeme(word).key
    for word in """
    say tell call describe blame accuse warn claim promise pledge vow predict criticise criticize condemn
    demand urge praise apologise apologize announce argue insist explain complain comment declare dismiss
    denounce threaten compare question welcome hail estimate forecast admit confirm reveal acknowledge
    defend suggest propose recommend link credit attribute
    """.split()
)
_AUTHORED = frozenset(find_lexeme(w).key for w in "report study survey letter statement memo audit analysis".split())


def clash_agents(a: tuple[Agent, ...], b: tuple[Agent, ...], likeness: float) -> Clash | None:
    """The surest clash between the agents of two statements that are alike by `likeness`, None without one."""
    found = next(_pair_others(a, b, likeness), None)
    if found is None:
        return None
    first, second = found
    kind = ConflictType.ATTRIBUTION if first.predicate in _SPEECH | _AUTHORED else ConflictType.ACTOR
    rule = "other_speaker" if kind == ConflictType.ATTRIBUTION else f"other_{first.part}"
    return Clash(kind, first.span, second.span, rule, likeness)


def _pair_others(a: tuple[Agent, ...], b: tuple[Agent, ...], likeness: float) -> Iterator[tuple[Agent, Agent]]:
    if likeness < SAME_EVENT:
        return
    open_a = [agent for agent in a if not any(agent.is_same(other) for other in b)]
    open_b = [agent for agent in b if not any(agent.is_same(other) for other in a)]
    for first in open_a:
        for second in open_b:
            if first.part == second.part and first.predicate == second.predicate and first.is_other(second):
                yield first, second
