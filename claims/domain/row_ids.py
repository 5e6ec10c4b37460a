"""The number of a row, as addresses and forms write it.

Idea: people, scripts and strangers send numbers as text, and a text of ten thousand digits is one too. Method: ASCII
digits alone, no more of them than the largest id has. Limits: whether there is such a row is for the database to say.
Reference: none, own rule.
"""

from __future__ import annotations

LARGEST_ID = 2**63 - 1  # of Postgres' bigint
_DIGITS = len(str(LARGEST_ID))


def read_id(text: str) -> int | None:
    """The number, None for what can be no id; 0 is one here, and stands for nobody where a form says so."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    number = int(text)
    return number if number <= LARGEST_ID else None
