"""`field__holds=term`: the characters of the term stand in the text, in any case; no pattern language.

Django's `icontains` compares in upper case, which an index of trigrams on the text itself cannot serve; ILIKE it can.
What is looked for is written into the SQL, by the driver: how many texts hold it decides which way is fast, and a plan
that was kept for any words took six times as long.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Field, Lookup

_SPECIAL = re.compile(r"[][.^$*+?(){}|\\]")  # in Postgres' expressions
_ESCAPED = r"\\\g<0>"


@Field.register_lookup
class Holds(Lookup):
    lookup_name = "holds"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        text, params = self.process_lhs(compiler, connection)
        return f"{text} ILIKE {write_literal(connection, f'%{connection.ops.prep_for_like_query(self.rhs)}%')}", params


@Field.register_lookup
class HoldsWhole(Lookup):
    """`field__holds_whole=term`: the same, where no letter, digit or underscore goes before or after the term."""

    lookup_name = "holds_whole"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        text, params = self.process_lhs(compiler, connection)
        pattern = rf"(?<!\w){_SPECIAL.sub(_ESCAPED, self.rhs)}(?!\w)"
        return f"{text} ~* {write_literal(connection, pattern)}", params


def write_literal(connection: Any, value: str) -> str:
    """As it stands in SQL that takes parameters besides."""
    return connection.ops.compose_sql("%s", [value]).replace("%", "%%")


class AnyOf(Lookup):
    """`AnyOf(F("mention_id"), ids)`: the column is one of these ids, which go to the database as one value.

    An `IN` with a thousand ids is a thousand values to be put in order, written and read again, and takes longer than
    finding the rows; with more than 65,535 it is refused.
    """

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*values, list(self.rhs)]
