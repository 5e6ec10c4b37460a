"""Directions that cannot both be: "in the north" against "in the south".

Method: the words for directions are points of the compass; two of them agree when they do not point away from each
other. Those inside a name ("North Korea") are left out.

Limits: as for `locations`. Reference: none, own rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.domain.types import Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.sentence import Sentence, Word
from verification.domain.types import ConflictType

# How far east, and how far north.
DIRECTIONS = {
    "north": (0, 1), "northern": (0, 1), "south": (0, -1), "southern": (0, -1),
    "east": (1, 0), "eastern": (1, 0), "west": (-1, 0), "western": (-1, 0),
    "northeast": (1, 1), "north-east": (1, 1), "northeastern": (1, 1), "north-eastern": (1, 1),
    "northwest": (-1, 1), "north-west": (-1, 1), "northwestern": (-1, 1), "north-western": (-1, 1),
    "southeast": (1, -1), "south-east": (1, -1), "southeastern": (1, -1), "south-eastern": (1, -1),
    "southwest": (-1, -1), "south-west": (-1, -1), "southwestern": (-1, -1), "south-western": (-1, -1),
}  # fmt: skip


def find_directions(sentence: Sentence) -> tuple[Word, ...]:
    """The words for directions among the statement's own, in their order."""
    return tuple(word for word in sentence.own if word.lower in DIRECTIONS and word.name < 0)


def clash_directions(a: Sequence[Word], b: Sequence[Word], likeness: float) -> Clash | None:
    """The first directions of both when none of the one may be one of the other, None without a clash."""
    if not a or not b or any(_may_overlap(x, y) for x in a for y in b):
        return None
    x, y = a[0], b[0]
    return Clash(ConflictType.PLACE, Span(x.start, x.end), Span(y.start, y.end), "other_direction", likeness)


def _may_overlap(x: Word, y: Word) -> bool:
    (east_x, north_x), (east_y, north_y) = DIRECTIONS[x.lower], DIRECTIONS[y.lower]
    if x.lower[:5] == y.lower[:5]:
        return True
    return east_x * east_y + north_x * north_y > 0
