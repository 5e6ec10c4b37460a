"""Who is near some mentions: exact, from the database while there are few vectors, from memory when there are many.

The shelf holds what was linked before, in the order of `LinkedVector.number`, which one process at a time draws from a
sequence; what was added since is read when it is next asked. Mentions that are gone stay on the shelf; the database,
which has the last word on every candidate, does not know them any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from django.db.models import F, QuerySet

from claims.adapters.binary_copy import BIG, copy_out, describe_row, unpack_vectors, vector_of
from claims.lookups import AnyOf
from claims.models import LinkedVector, MentionVector

if TYPE_CHECKING:
    from claims.adapters.shelf import Shelf

SHELF_FROM = 5_000  # vectors; a scan of fewer costs the database less than loading torch costs a worker

Neighbours = list[tuple[int, int, float]]  # (mention, other mention, cosine similarity)
_shelves: dict[str, Shelf] = {}  # of this process, by model


def find_neighbours(mention_ids: list[int], model: str, reach: float) -> Neighbours:
    """Live mentions at `reach` or above, among themselves and to all that were linked before; then they are linked too.

    Calls for one model must take turns.
    """
    own, vectors = read_live(mention_ids, model)
    if not own:
        return []
    if model in _shelves or has_many(model):
        found = look_on_shelf(own, vectors, model, reach)
    else:
        found = ask_database(own, vectors, model, reach)
    number_vectors(MentionVector.objects.filter(AnyOf(F("mention_id"), own), model=model))
    return found


def read_live(mention_ids: Collection[int], model: str) -> tuple[list[int], np.ndarray]:
    """Those of the mentions that are live, and their vectors (n, d)."""
    rows = MentionVector.objects.of_model(model).filter(AnyOf(F("mention_id"), mention_ids)).order_by("mention_id")
    read = list(rows.packed().values_list("mention_id", "packed"))
    return [mention for mention, _ in read], unpack_vectors([packed for _, packed in read])


def has_many(model: str) -> bool:
    return LinkedVector.objects.filter(model=model).order_by("number")[SHELF_FROM : SHELF_FROM + 1].exists()


def number_vectors(vectors: QuerySet[MentionVector]) -> None:
    """They are linked now; those that were before keep their number. No number is ever given twice."""
    query, values = vectors.order_by().values_list("id", "model").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO claims_linkedvector (vector_id, model) {query} ON CONFLICT DO NOTHING", values)


def ask_database(own: list[int], vectors: np.ndarray, model: str, reach: float) -> Neighbours:
    found = []
    for mention, vector in zip(own, vectors, strict=True):
        near = MentionVector.objects.near(model, vector, reach).exclude(mention=mention)
        found += [(mention, other, similarity) for other, similarity in near.values_list("mention_id", "similarity")]
    return found


def look_on_shelf(own: list[int], vectors: np.ndarray, model: str, reach: float) -> Neighbours:
    """The shelf proposes; the vectors that the database has decide."""
    rows, others = refresh_shelf(model, vectors.shape[1], reach).find_candidates(vectors, reach)
    elsewhere = ~np.isin(others, own)
    rows, others = rows[elsewhere], others[elsewhere]
    known, exact = read_live(np.unique(others).tolist(), model)
    place = {mention: position for position, mention in enumerate(known)}
    alive = [row for row, other in enumerate(others.tolist()) if other in place]
    here, there = np.triu_indices(len(own), 1)
    left = np.concatenate([here, rows[alive]])
    right = np.concatenate([there, len(own) + np.array([place[other] for other in others[alive].tolist()], dtype=int)])
    everyone, mentions = np.vstack([vectors, exact]) if known else vectors, [*own, *known]
    similarities = measure_cosines(everyone, left, right)
    return [
        (mentions[left[pair]], mentions[right[pair]], float(similarities[pair]))
        for pair in np.flatnonzero(similarities >= reach)
    ]


def measure_cosines(vectors: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    exact = vectors.astype(np.float64)
    exact /= np.linalg.norm(exact, axis=1, keepdims=True)
    return np.einsum("ij,ij->i", exact[left], exact[right])


def refresh_shelf(model: str, dimension: int, reach: float) -> Shelf:
    """The shelf of this process, the only one, with everything that was linked so far."""
    from claims.adapters.shelf import Shelf

    shelf = _shelves.pop(model, None) or Shelf(dimension, reach)
    _shelves.clear()  # nobody groups by two models for long, and a shelf is large
    last = shelf.last
    for mentions, numbers, vectors in read_linked(model, shelf.last, dimension):
        shelf.add(mentions, vectors)
        last = max(last, int(numbers.max()))
    shelf.last = last
    _shelves[model] = shelf  # only now: one that was read in part is thrown away
    return shelf


def read_linked(model: str, after: int, dimension: int) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Mentions, link numbers and vectors that were linked after a number, by binary COPY: a million take seconds."""
    query = (
        "SELECT mention_id, number, vector FROM claims_linkedvector linked JOIN claims_mentionvector own "
        "ON own.id = vector_id WHERE linked.model = %s AND number > %s"
    )
    record = describe_row(mention=BIG, number=BIG, vector=vector_of(dimension))
    for rows in copy_out(connection.connection, query, [model, after], record):
        yield rows["mention"].astype(np.int64), rows["number"], rows["vector"]["values"]
