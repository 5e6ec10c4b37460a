"""Claims as a table in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

VALUE_LENGTH = 40  # characters of a value in conflict; the pages show it whole
WIDTH_WITHOUT_TERMINAL = 140
STYLES = {"corroborated": "green", "single_source": "yellow", "contradicted": "red", "insufficient": "dim"}


def print_claims(records: Iterable[dict[str, Any]], console: Console) -> int:
    """Returns how many were printed."""
    table = Table(show_lines=False, pad_edge=False, box=None)
    table.add_column("id", justify="right", style="dim")
    table.add_column("proposed", no_wrap=True)
    table.add_column("claim", ratio=1)
    table.add_column("outlets", justify="right")
    table.add_column("origins", justify="right")
    table.add_column("conflicts", max_width=40)
    for record in records:
        table.add_row(*format_row(record))
    console.print(table)
    return table.row_count


def format_row(record: dict[str, Any]) -> tuple[str, ...]:
    verdict = record["proposed_verdict"]
    reviewed = record["reviewed_verdict"]
    shown = f"[{STYLES[verdict]}]{verdict.replace('_', '-')}[/]"
    if reviewed:
        shown += f" (signed: {reviewed.replace('_', '-')}{', stale' if record['stale'] else ''})"
    return (
        str(record["id"]),
        shown,
        escape(record["text"]),
        str(record["outlets"]),
        str(record["origins"]),
        escape("; ".join(sorted({format_conflict(conflict) for conflict in record["conflicts"]}))),
    )


def format_conflict(conflict: dict[str, Any]) -> str:
    values = (shorten(conflict[side], VALUE_LENGTH, placeholder=" …") for side in ("value_a", "value_b"))
    return f"{conflict['type']}: {(', later ' if conflict['type'] == 'superseded' else ' / ').join(values)}"


def open_console(file: Any = None) -> Console:
    """A console on a stream (default: standard output), wide enough to read where that is no terminal."""
    stream = file or sys.stdout
    return Console(file=stream, width=None if stream.isatty() else WIDTH_WITHOUT_TERMINAL)
