"""Who is near some mentions: exact, from the database while there are few vectors, from memory when there are many.

The shelf holds what was linked before, in the order of `link_number`, which is drawn from a sequence by one process
at a time; what was added since is read when it is next asked. Mentions that are gone stay on the shelf; the database,
which has the last word on every candidate, does not know them any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from claims.adapters.binary_copy import BIG, copy_out, describe_row, vector_of
from claims.models import MentionVector

if TYPE_CHECKING:
    from claims.adapters.shelf import Shelf

SHELF_FROM = 5_000  # vectors; a scan of fewer costs the database less than loading torch costs a worker

Neighbours = list[tuple[int, int, float]]  # (mention, other mention, cosine similarity)
_shelves: dict[str, Shelf] = {}  # of this process, by model


def find_neighbours(mention_ids: list[int], model: str, reach: float) -> Neighbours:
    """Live mentions at `reach` or above, among themselves and to all that were linked before; then they are linked too.

    Calls for one model must take turns.
    """
    rows = MentionVector.objects.of_model(model).filter(mention__in=mention_ids)
    own = dict(rows.values_list("mention_id", "vector"))
    if not own:
        return []
    if model in _shelves or has_many(model):
        found = look_on_shelf(own, model, reach)
    else:
        found = ask_database(own, model, reach)
    number_vectors(rows)
    return found


def has_many(model: str) -> bool:
    linked = MentionVector.objects.filter(model=model, link_number__isnull=False)
    return linked.order_by("link_number")[SHELF_FROM : SHELF_FROM + 1].exists()


def number_vectors(vectors: QuerySet[MentionVector]) -> None:
    """They are linked now. A number from a sequence is never given twice, not even when this transaction fails."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('claims_link_number')")
        number = cursor.fetchone()[0]
    vectors.update(link_number=number)


def ask_database(own: dict[int, np.ndarray], model: str, reach: float) -> Neighbours:
    found = []
    for mention, vector in own.items():
        near = MentionVector.objects.near(model, vector, reach).exclude(mention=mention)
        found += [(mention, other, similarity) for other, similarity in near.values_list("mention_id", "similarity")]
    return found


def look_on_shelf(own: dict[int, np.ndarray], model: str, reach: float) -> Neighbours:
    mentions = list(own)
    vectors = np.array([np.asarray(own[mention]) for mention in mentions], dtype=np.float32)
    shelf = refresh_shelf(model, vectors.shape[1])
    rows, others = shelf.find_candidates(vectors, reach)
    asked = set(others.tolist()) - set(mentions)
    exact = MentionVector.objects.of_model(model).filter(mention__in=asked).values_list("mention_id", "vector")
    known = {**own, **dict(exact)}
    pairs = {(mentions[row], other) for row, other in zip(rows.tolist(), others.tolist(), strict=True)}
    pairs |= {(a, b) for a in mentions for b in mentions}
    measured = ((a, b, measure_cosine(known[a], known[b])) for a, b in sorted(pairs) if a != b and b in known)
    return [(a, b, similarity) for a, b, similarity in measured if similarity >= reach]


def measure_cosine(a, b) -> float:
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    return float(first @ second / np.sqrt((first @ first) * (second @ second)))


def refresh_shelf(model: str, dimension: int) -> Shelf:
    """The shelf of this process, the only one, with everything that was linked so far."""
    from claims.adapters.shelf import Shelf

    shelf = _shelves.pop(model, None) or Shelf(dimension)
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
    query = "SELECT mention_id, link_number, vector FROM claims_mentionvector WHERE model = %s AND link_number > %s"
    record = describe_row(mention=BIG, number=BIG, vector=vector_of(dimension))
    for rows in copy_out(connection.connection, query, [model, after], record):
        yield rows["mention"].astype(np.int64), rows["number"], rows["vector"]["values"]
