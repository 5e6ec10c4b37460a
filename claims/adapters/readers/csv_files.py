"""Articles in csv: one row each, columns named by a header.

Method: the delimiter is the one of `,`, `;` (spreadsheets in much of Europe) and tab under which the header
has a text column. Rows are parsed strictly, because a stray quote shifts everything after it: a row broken
inside one line is rejected alone; one that has swallowed further lines ends the file, since nobody can tell
where the next row begins.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from claims.adapters.documents import (
    MAX_FILE_BYTES,
    Document,
    ReadLimits,
    Rejected,
    UnreadableError,
)
from claims.adapters.messages import show_value
from claims.adapters.readers.lines import iterate_lines
from claims.adapters.readers.records import FIELD_NAMES, build_document
from claims.domain.phrases import mark_phrase, phrase

DELIMITERS = (",", ";", "\t")

MAX_HEADER_CHARS = 10_000  # a hundred columns with long names; more is no header

# Process-wide in Python, and 131,072 by default, which is less than an article may have. As no field is
# longer than its file, an overlong one is parsed and refused like any other overlong text, and the rows
# after it are read.
csv.field_size_limit(MAX_FILE_BYTES)


def read_csv(stream: BinaryIO, label: str, limits: ReadLimits, now: datetime) -> Iterator[Document | Rejected]:
    """Yield the articles of a csv file, labelled by the line that each row begins on ("news.csv line 7")."""
    lines = iterate_lines(stream)
    header = next(lines, "")
    delimiter, columns = parse_header(header)
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    empty = True
    while True:
        begin = reader.line_num + 2  # the header is line 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            empty = False
            swallowed = begin < reader.line_num + 1
            yield Rejected(phrase("{file} line {n}", file=label, n=begin), _explain(error, begin, swallowed))
            if swallowed:
                return
            continue
        if row is None:
            break
        if any(cell.strip() for cell in row):
            empty = False
            yield _read_row(row, columns, phrase("{file} line {n}", file=label, n=begin), limits, now)
    if empty:
        raise UnreadableError(phrase("the file has a header but no rows"))


def parse_header(header: str) -> tuple[str, list[str]]:
    """The delimiter and the column names, in lower case. Raises `UnreadableError` without a text column."""
    if not header.strip():
        raise UnreadableError(
            phrase("the file is empty, or its first line is: a csv file begins with its column names")
        )
    if len(header) > MAX_HEADER_CHARS:
        raise UnreadableError(phrase("the first line is too long to be a header with column names"))
    for delimiter in DELIMITERS:
        columns = _split_header(header, delimiter)
        if set(columns) & set(FIELD_NAMES["text"]):
            _refuse_double_columns(columns)
            return delimiter, columns
    found = ", ".join(show_value(name, 30) for name in _split_header(header, ",")[:8])
    raise UnreadableError(
        phrase(
            'no column is named "text", "body" or "content": the header has {found}; '
            "name the column that holds the articles so",
            found=found,
        )
    )


def _split_header(header: str, delimiter: str) -> list[str]:
    try:
        return [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _refuse_double_columns(columns: list[str]) -> None:
    doubles = [name for name in columns if name and columns.count(name) > 1]
    if doubles:
        raise UnreadableError(phrase("two columns are named {value}", value=show_value(doubles[0])))


def _read_row(row: list[str], columns: list[str], label: str, limits: ReadLimits, now: datetime) -> Document | Rejected:
    if len(row) != len(columns):
        return Rejected(
            label,
            phrase("the header names {columns} columns, and the row has {cells}", columns=len(columns), cells=len(row)),
        )
    try:
        return build_document(dict(zip(columns, row, strict=True)), label, limits, now)
    except UnreadableError as error:
        return Rejected(label, str(error))


def _explain(error: csv.Error, begin: int, swallowed: bool) -> str:
    if "unexpected end of data" in str(error):
        return phrase(
            "a quote that opens in the row of line {begin} never closes, so nothing after it could be read", begin=begin
        )
    if swallowed:
        told = mark_phrase("the row has a stray quote ({error}), and the rest of the file was not read")
        return phrase(told, error=str(error))
    return phrase("the row has a stray quote ({error})", error=str(error))
