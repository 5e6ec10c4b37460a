"""Reading labelled files: JSON lines with the fields that a command needs, or one sentence that says what
is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Fields = Mapping[str, type | tuple[type, ...]]

NUMBER = (int, float)
_NAMES = {str: "a text", int: "a whole number", float: "a number", list: "a list", dict: "an object"}


class UnreadableFile(Exception):  # noqa: N818 - its sentence is shown to people
    """A labelled file that cannot be used; the message names the file, the line and the reason."""


def read_rows(path: str | Path, fields: Fields, unique: str | None = None) -> list[Row]:
    """The rows of a JSON-lines file, each with at least `fields` of the given types; empty lines are
    passed over.

    `unique` names a field that no two rows may share. Raises UnreadableFile with one sentence for a file
    that is missing, not UTF-8 text or without rows, and for the first line that is not such a row.
    """
    rows: list[Row] = []
    seen: dict[Any, int] = {}
    for number, line in _read_lines(path):
        row = _parse_row(line, f"{path}, line {number}")
        _check_row(row, fields, f"{path}, line {number}")
        if unique is not None:
            first = seen.setdefault(row[unique], number)
            if first != number:
                raise UnreadableFile(f"{path}, line {number}: the {unique} {row[unique]!r} is also on line {first}.")
        rows.append(row)
    if not rows:
        raise UnreadableFile(f"{path}: the file holds no rows.")
    return rows


def check_value(row: Row, field: str, allowed: Sequence[Any], where: str) -> None:
    """Raise UnreadableFile unless the field's value is one of those allowed."""
    if row[field] not in allowed:
        choices = ", ".join(repr(value) for value in allowed)
        raise UnreadableFile(f"{where}: the field {field!r} must be one of {choices}; it is {row[field]!r}.")


def _read_lines(path: str | Path) -> Iterator[tuple[int, str]]:
    try:
        content = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(f"{path}: the file cannot be read ({reason}).") from error
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        try:
            text = line.decode("utf-8").strip()
        except UnicodeDecodeError as error:
            raise UnreadableFile(f"{path}, line {number}: this is not UTF-8 text.") from error
        if text:
            yield number, text


def _parse_row(line: str, where: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", None) or "it cannot be parsed"
        raise UnreadableFile(f"{where}: this is not a line of JSON ({reason}).") from error
    if not isinstance(row, dict):
        raise UnreadableFile(f"{where}: a row must be a JSON object; this is {type(row).__name__}.")
    return row


def _check_row(row: Row, fields: Fields, where: str) -> None:
    for field, kind in fields.items():
        if field not in row:
            raise UnreadableFile(f"{where}: the field {field!r} is missing.")
        if not isinstance(row[field], kind) or isinstance(row[field], bool):
            expected = _NAMES[kind[-1] if isinstance(kind, tuple) else kind]
            raise UnreadableFile(f"{where}: the field {field!r} must be {expected}.")
