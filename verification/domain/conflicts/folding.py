"""One conflict a pair of values: what a reviewer has to look at, out of all pairs of statements that disagree.

Idea: when 450 mentions say 10,000 and 50 say 15,000, that is one disagreement and not 22,500. Method:
conflicts of one type and the same two values are folded into their strongest, between two origins where
there is such a one; the other statements stay on its sides, each with the place of its value. Values are
equal as numbers and days, not as they are written; denials and doubts are told in so many words that all of
one type are folded together. What a person spoke of is folded apart from what nobody did.

Limits: a statement that stands on both sides (it denies one thing and affirms another) is kept on one.
Reference: none, own rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from verification.domain.conflicts.changes import find_later
from verification.domain.polarity import find_denial
from verification.domain.types import ConflictType, FoundConflict, Origin, Side, Statement
from verification.domain.wording import find_content_words

_Told = tuple[int, int, int]  # statement, start, end


def fold_conflicts(
    conflicts: Sequence[FoundConflict], statements: Sequence[Statement], origins: Mapping[int, Origin]
) -> tuple[FoundConflict, ...]:
    """The conflicts folded by type and values, in the order of `find_conflicts`; any input order, same result.

    `origins` by statement id, for every statement.
    """
    by_id = {statement.id: statement for statement in statements}
    groups: dict[Hashable, list[tuple[FoundConflict, bool]]] = defaultdict(list)
    for conflict in sorted(conflicts, key=lambda c: (c.a, c.b, c.type, c.start_a)):
        values = _key_values(conflict, by_id)
        groups[conflict.type, min(values), max(values), conflict.said, conflict.said_by].append(
            _orient(conflict, values)
        )
    folded = [_fold_group(group, origins) for group in groups.values()]
    return tuple(sorted(folded, key=lambda c: (c.a, c.b, c.type, c.start_a)))


def _key_values(conflict: FoundConflict, by_id: Mapping[int, Statement]) -> tuple[str, str]:
    a, b = by_id[conflict.a], by_id[conflict.b]
    valued = _find_value(a, conflict.start_a), _find_value(b, conflict.start_b)
    if all(valued):
        return valued
    if conflict.type == ConflictType.NEGATION and _rejects(a) != _rejects(b):
        return ("denies", "says") if _rejects(a) else ("says", "denies")
    if conflict.type == ConflictType.MODALITY and bool(a.hedges) != bool(b.hedges):
        return ("unsure", "firm") if a.hedges else ("firm", "unsure")
    if conflict.type == ConflictType.SUPERSEDED:
        return ("later", "earlier") if find_later(a, b) is a else ("earlier", "later")
    return valued[0] or _key_words(conflict.value_a), valued[1] or _key_words(conflict.value_b)


def _rejects(statement: Statement) -> bool:
    return statement.negated or find_denial(statement.quote) is not None


def _key_words(value: str) -> str:
    return " ".join(find_content_words(value)) or value.casefold()


def _find_value(statement: Statement, start: int) -> str:
    """The number or the day that begins there, "" when the value is words."""
    for quantity in statement.quantities:
        if quantity.start == start:
            return f"{quantity.low.normalize():f} {quantity.high.normalize():f} {quantity.unit} {quantity.bound}"
    for dated in statement.dates:
        if dated.start == start:
            return f"{dated.earliest} {dated.latest}"
    return ""


def _orient(conflict: FoundConflict, values: tuple[str, str]) -> tuple[FoundConflict, bool]:
    """The conflict, and whether its sides have to be exchanged for the values to stand in order."""
    return conflict, values[0] > values[1]


def _fold_group(group: Sequence[tuple[FoundConflict, bool]], origins: Mapping[int, Origin]) -> FoundConflict:
    best, swapped = max(
        group, key=lambda item: (_is_between_origins(item[0], origins), item[0].strength, -item[0].a, -item[0].b)
    )
    low: dict[int, _Told] = {}
    high: dict[int, _Told] = {}
    for conflict, exchanged in group:
        sides = _list_sides(conflict)
        first, second = reversed(sides) if exchanged else sides
        low.setdefault(first[0], first)
        high.setdefault(second[0], second)
    with_a, with_b = (high, low) if swapped else (low, high)
    shown = {best.a, best.b}
    also_a = tuple(Side(*told) for id, told in sorted(with_a.items()) if id not in shown)
    also_b = tuple(Side(*told) for id, told in sorted(with_b.items()) if id not in shown and id not in with_a)
    return replace(best, also_a=also_a, also_b=also_b)


def _list_sides(conflict: FoundConflict) -> tuple[_Told, _Told]:
    return (conflict.a, conflict.start_a, conflict.end_a), (conflict.b, conflict.start_b, conflict.end_b)


def _is_between_origins(conflict: FoundConflict, origins: Mapping[int, Origin]) -> bool:
    return origins[conflict.a].key != origins[conflict.b].key
