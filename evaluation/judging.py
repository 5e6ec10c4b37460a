"""Stances as production judges them, for files of texts instead of rows of a database.

A line of a file becomes a statement of its own article and source. Groups are judged together, so that the relation
model reads all undecided pairs in a few large batches. Everything else is the functions that production calls.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claims.domain.dates import find_dates
from claims.domain.hedges import find_hedges, is_negated
from claims.domain.quantities import find_quantities
from claims.domain.types import AUTHOR
from verification.adapters.relation_model import RelationModelUnavailable, load_relation_reader
from verification.adapters.stance_weights import load_stance_model
from verification.domain.conflicts import find_conflicts
from verification.domain.stance import judge_stances, list_undecided
from verification.domain.stance_model import Relation, StanceModel, form_opinions
from verification.domain.types import FoundConflict, StanceJudgement, Statement

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of one claim, the one that stands for it, their conflicts, and how near each is to that one."""

    statements: tuple[Statement, ...]
    canonical: Statement
    conflicts: tuple[FoundConflict, ...]
    closeness: dict[int, float]

    @property
    def undecided(self) -> list[Statement]:
        ids = set(list_undecided(self.statements, self.conflicts, self.canonical.id))
        return [statement for statement in self.statements if statement.id in ids]


Asked = tuple[Statement, Statement]  # the canonical statement, and the one it is compared with
Read = Callable[[Sequence[Asked]], list[Relation]]


@dataclass(frozen=True, slots=True)
class Opinions:
    """Where opinions come from: a way to read pairs, the name of the reader, and what weighs its word."""

    read: Read
    reader: str
    choose_model: Callable[[Statement], StanceModel]


def load_opinions(name: str = "") -> Opinions | None:
    """The production's own relation model and weights, or the reader called `name`; None when it is off or missing."""
    try:
        reader = load_relation_reader(name)
    except RelationModelUnavailable:
        return None
    model = load_stance_model()

    def read(asked: Sequence[Asked]) -> list[Relation]:
        return reader.read([(say(a), say(b)) for a, b in asked])

    return Opinions(read, reader.name, lambda statement: model)


def say(statement: Statement) -> str:
    """The words of a statement that are compared."""
    return statement.text or statement.quote


def make_statement(number: int, text: str) -> Statement:
    """A line of a file as a statement of its own article and source."""
    return Statement(
        id=number,
        article=number,
        quote=text,
        text=text,
        source=f"source {number}",
        owner="",
        published_at=None,
        claimant=AUTHOR,
        hedges=find_hedges(text),
        negated=is_negated(text),
        quantities=find_quantities(text),
        dates=find_dates(text, None),
    )


def make_group(statements: Sequence[Statement], canonical: Statement, vectors: Vectors | None) -> Group:
    """A group with its conflicts; row `id` of `vectors` is the statement's. None: all count as close."""
    near = {s.id: 1.0 if vectors is None else float(vectors[s.id] @ vectors[canonical.id]) for s in statements}
    return Group(tuple(statements), canonical, find_conflicts(statements), near)


def judge_all(groups: Sequence[Group], opinions: Opinions | None) -> list[dict[int, StanceJudgement]]:
    """The stances of every group, by statement id."""
    formed = _form_all(groups, opinions) if opinions else [{} for _ in groups]
    return [
        judge_stances(group.statements, group.conflicts, group.canonical.id, group.closeness, of_group)
        for group, of_group in zip(groups, formed, strict=True)
    ]


def _form_all(groups: Sequence[Group], opinions: Opinions) -> list[dict]:
    undecided = [group.undecided for group in groups]
    asked = [(g.canonical, s) for g, of_group in zip(groups, undecided, strict=True) for s in of_group]
    found = iter(opinions.read(asked))
    formed = []
    for group, of_group in zip(groups, undecided, strict=True):
        relations = {statement.id: next(found) for statement in of_group}
        by_id: dict = {}
        for statement in of_group:
            model = opinions.choose_model(statement)
            by_id |= form_opinions(model, group.canonical, [statement], relations, group.closeness, opinions.reader)
        formed.append(by_id)
    return formed
