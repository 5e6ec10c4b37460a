"""Cells that a spreadsheet program will not run as formulas.

Reference: OWASP, "CSV Injection": a cell that starts with one of these characters is prefixed with an apostrophe.
"""

from typing import Any

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")


def escape_cell(value: Any) -> Any:
    """Text as a harmless cell; numbers pass as they are, None becomes empty."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(STARTERS):
        return "'" + value
    return value
