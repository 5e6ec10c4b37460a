"""An index of meanings for searching, once there are so many vectors that looking at each takes too long.

One approximate index (HNSW, half precision) over the vectors of the model in force; grouping does not use it. A
scheduled job makes it, beside the readers and writers of the table, and made anew when another model came into force.
Reference: Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs", 2016;
the manual of pgvector.
"""

from __future__ import annotations

from django.db import connection

from claims.models import MentionVector
from claims.services.choose_model import read_active_model
from claims.services.run_job import JobReport

INDEX_FROM = 20_000  # vectors; a search looks at fewer in some 20 ms
MOST_IN_TASK = 100_000  # vectors; 170,000 took four minutes on two busy cores
TOO_MANY = "Searching by meaning is slow until the index is made: run `manage.py index_meanings` once."
NAME = "vector_meaning"
BUILD_MEMORY = "512MB"  # a graph that does not fit is built many times slower


def index_meanings(*, at_once: bool = False) -> JobReport:
    """Make, renew or leave the index. The table stays open to all meanwhile.

    So many vectors that a worker's task would end before the index is whole are left to somebody who calls this with
    `at_once`: `manage.py index_meanings`.
    """
    model = read_active_model()
    vectors = MentionVector.objects.filter(model=model)
    count, first = vectors.count(), vectors.first()
    if first is None or count < INDEX_FROM:
        return JobReport({"vectors": count, "index": "none needed"})
    name = f"{NAME}_{first.dimension}"
    standing = read_definitions()
    if standing.get(name, ("", False)) == (model, True):
        return JobReport({"vectors": count, "index": "stands"})
    if count > MOST_IN_TASK and not at_once:
        return JobReport({"vectors": count, "index": "missing"}, TOO_MANY, found=True)
    for old in standing:
        run(f'DROP INDEX CONCURRENTLY IF EXISTS "{old}"')
    run(f"SET maintenance_work_mem = '{BUILD_MEMORY}'")
    try:
        run(
            f'CREATE INDEX CONCURRENTLY "{name}" ON {MentionVector._meta.db_table} '
            f"USING hnsw ((vector::halfvec({first.dimension})) halfvec_cosine_ops) WHERE model = %s",
            model,
        )
    finally:
        run("RESET maintenance_work_mem")
    run(f'COMMENT ON INDEX "{name}" IS %s', model)
    return JobReport({"vectors": count, "index": "made"})


def read_definitions() -> dict[str, tuple[str, bool]]:
    """Of each such index by name: the model that it is for, and whether it was finished."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, coalesce(obj_description(indexrelid, 'pg_class'), ''), indisvalid FROM pg_index "
            "JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = %s::regclass AND relname LIKE %s",
            [MentionVector._meta.db_table, f"{NAME}\\_%"],
        )
        return {name: (model, valid) for name, model, valid in cursor.fetchall()}


def run(statement: str, *values: str) -> None:
    """With the values written in: what defines an index takes no parameters."""
    with connection.cursor() as cursor:
        cursor.execute(connection.ops.compose_sql(statement, values))  # type: ignore[attr-defined]
