"""Which statements of one claim copy each other, once it is known which articles do.

Method: a statement in a copied text repeats the statement of the original that shares most of its words. Copies of
copies are one group, whose original comes first.

Limits: those of text reuse, see `claims.domain.near_copies` and `passages`. Reference: none, own rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from verification.domain.places import Places
from verification.domain.types import Statement
from verification.domain.wording import Vocabulary, find_content_words, measure_overlap


def stands_in_copy(statement: Statement) -> bool:
    """Whether its article, or its passage, was taken from another article."""
    return statement.copy_of is not None and statement.copy_of != statement.article


def find_counterpart(statement: Statement, candidates: Sequence[Statement]) -> Statement | None:
    """The statement of the copied article that this one repeats: the one that shares most of its words."""
    vocabulary = Vocabulary()
    words = vocabulary.mask(find_content_words(statement.text or statement.quote))

    def rank(candidate: Statement) -> tuple[float, int]:
        mask = vocabulary.mask(find_content_words(candidate.text or candidate.quote))
        return -measure_overlap(words, mask)[1], candidate.id

    return min(candidates, key=rank, default=None)


def list_copied_together(statements: Sequence[Statement], copied: Mapping[int, Statement]) -> list[list[Statement]]:
    """The groups of statements that copy each other, what is copied first.

    `copied` gives each copy's counterpart, by id; a copy of a text without one is given as its own.
    """
    together = Places()
    for id, counterpart in copied.items():
        absent = counterpart.id == id
        together.join(str(id), f"copy:{counterpart.copy_of}" if absent else str(counterpart.id))
    by_root = defaultdict(list)
    for statement in sorted(statements, key=lambda s: (s.id in copied, s.id)):
        if str(statement.id) in together:
            by_root[together.find(str(statement.id))].append(statement)
    return list(by_root.values())
