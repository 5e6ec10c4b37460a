"""Links of all live mentions at once, for when one mention at a time would take days: after a bulk load, for a lower
threshold, for a new model.

All vectors are in memory in half their size (768 bytes each at 384 dimensions), joined block by block, and what
is found goes into the database as it is found.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.db import connection

from claims.adapters.binary_copy import BIG, REAL, copy_in, copy_out, describe_row, make_rows, text_of, vector_of
from claims.domain.similarity import SCALE, compress_vectors, measure_links
from claims.models import MentionVector
from claims.services.find_neighbours import number_vectors

COLUMNS = ("low_id", "high_id", "model", "similarity")


def link_everything(model: str, reach: float) -> int:
    """Store every pair of live mentions at `reach` or above that is not stored; returns how many there were to store.

    Must run in a transaction and take turns with all other linking for this model (see `link_mentions`).
    """
    from claims.adapters.block_join import join_all

    ids, steps = read_vectors(model)
    if not len(ids):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE found_link (LIKE claims_mentionlink) ON COMMIT DROP")
        cursor.execute("ALTER TABLE found_link DROP COLUMN id")
        copy_in(connection.connection, "found_link", COLUMNS, describe_links(ids, steps, model, join_all(steps, reach)))
        cursor.execute(
            "INSERT INTO claims_mentionlink (low_id, high_id, model, similarity) "
            "SELECT low_id, high_id, model, similarity FROM found_link ON CONFLICT DO NOTHING"
        )
        stored = cursor.rowcount
        cursor.execute("DROP TABLE found_link")
    number_vectors(MentionVector.objects.of_model(model).filter(linked=None))
    return stored


def read_vectors(model: str) -> tuple[np.ndarray, np.ndarray]:
    """Ids of the live mentions (n,) in rising order, and their vectors in steps of the grid (n, d)."""
    live = MentionVector.objects.of_model(model)
    first = live.values_list("dimension").first()
    if first is None:
        return np.empty(0, dtype=np.int64), np.empty((0, 1), dtype=np.int16)
    count, dimension = live.count(), first[0]
    ids, steps = np.empty(count, dtype=np.int64), np.empty((count, dimension), dtype=np.int16)
    query, values = live.order_by("mention_id").values_list("mention_id", "vector")[:count].query.sql_with_params()
    filled = 0
    for rows in copy_out(connection.connection, query, values, describe_row(mention=BIG, vector=vector_of(dimension))):
        place = slice(filled, filled + len(rows))
        ids[place], steps[place] = rows["mention"], compress_vectors(rows["vector"]["values"].astype(np.float32))
        filled += len(rows)
    return ids[:filled], steps[:filled]


def describe_links(ids: np.ndarray, steps: np.ndarray, model: str, links) -> Iterator[np.ndarray]:
    record = describe_row(low=BIG, high=BIG, model=text_of(model), similarity=REAL)
    for low, high in links:
        rows = make_rows(len(low), record)
        rows["low"], rows["high"], rows["model"] = ids[low], ids[high], model.encode()
        rows["similarity"] = measure_links(steps, steps, low, high) / SCALE
        yield rows
