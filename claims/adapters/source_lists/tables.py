"""CSV: a table of sources, one a row, its columns named by a header.

Columns, in any order: name, homepage, domains, feed, owner, kind, country, language, grade, tags. Only one of name,
homepage and feed is needed. Several domains or tags in a cell are set apart by spaces, commas or semicolons; tags by
commas or semicolons.
"""

from __future__ import annotations

import csv
import io
import re

from claims.adapters.documents import UnreadableError
from claims.adapters.source_lists.listed import MOST_ROWS, ListedSource, SourceList, clean, clean_tags
from claims.domain.languages import read_tag
from claims.domain.phrases import phrase

COLUMNS = {
    "name": "name",
    "source": "name",
    "title": "name",
    "homepage": "homepage",
    "site": "homepage",
    "website": "homepage",
    "url": "homepage",
    "domain": "domains",
    "domains": "domains",
    "feed": "feed",
    "feed_url": "feed",
    "xmlurl": "feed",
    "rss": "feed",
    "owner": "owner",
    "owner_group": "owner",
    "ownership group": "owner",
    "kind": "kind",
    "country": "country",
    "language": "language",
    "grade": "grade",
    "tags": "tags",
}
KINDS = ("outlet", "agency", "government", "blog")
GRADES = ("A", "B", "C", "D", "E", "F")
LONGEST_NAME = 200  # of a source and of its owner


def read_table(text: str, most: int = MOST_ROWS) -> SourceList:
    """The sources of a CSV file, up to `most`. Raises `UnreadableError` with a sentence when it is none."""
    header, _, rest = text.removeprefix("\ufeff").partition("\n")
    delimiter = max(",;\t", key=header.count)
    columns = [COLUMNS.get(cell.strip().lower(), "") for cell in next(csv.reader([header], delimiter=delimiter), [])]
    if not {"name", "homepage", "feed"} & set(columns):
        raise UnreadableError(
            phrase('no column is named "name", "homepage" or "feed"; the first line must name the columns')
        )
    rows: list[ListedSource] = []
    notes: list[str] = []
    reader = csv.reader(io.StringIO(rest), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if len(rows) >= most:
                notes.append(
                    phrase(
                        "The file has more than {most} rows; the first {most} were read. Split it for the rest.",
                        most=f"{most:,}",
                    )
                )
                break
            if any(cell.strip() for cell in cells):
                rows.append(_read_row(cells, columns, phrase("line {line}", line=reader.line_num + 1)))
    except csv.Error as error:
        notes.append(
            phrase(
                "The file is broken after line {line} ({error}); what stands before that was read.",
                line=reader.line_num,
                error=str(error),
            )
        )
    if not rows:
        raise UnreadableError(phrase("the file has a header, and no rows that can be read"))
    return SourceList("csv", rows, notes)


def _read_row(cells: list[str], columns: list[str], label: str) -> ListedSource:
    row = ListedSource(label)
    if len(cells) != len(columns):
        row.name = clean(cells[0], 200)
        row.error = phrase(
            "The header names {columns} columns, and the row has {cells}.", columns=len(columns), cells=len(cells)
        )
        return row
    for column, cell in zip(columns, cells, strict=True):
        if column == "domains":
            row.domains = [part.lower() for part in re.split(r"[\s,;]+", clean(cell)) if part][:50]
        elif column == "tags":
            row.tags = clean_tags(re.split(r"[,;]", clean(cell)))
        elif column:
            setattr(row, column, clean(cell, LONGEST_NAME if column in ("name", "owner") else 2_000))
    row.kind, row.country, row.grade = row.kind.lower(), row.country.upper(), row.grade.upper()
    row.error = _find_error(row) or _find_long(columns, cells)
    return row


def _find_long(columns: list[str], cells: list[str]) -> str:
    """A name that is cut would be another source's."""
    for column, cell in zip(columns, cells, strict=True):
        if column in ("name", "owner") and len(cell.strip()) > LONGEST_NAME:
            return f"Its {column} has {len(cell.strip()):,} characters, and may have at most {LONGEST_NAME}."
    return ""


def _find_error(row: ListedSource) -> str:
    if not (row.name or row.homepage or row.feed):
        return phrase("It has no name, no homepage and no feed.")
    if row.kind and row.kind not in KINDS:
        return phrase("The kind {kind} is none of {kinds}.", kind=f"{row.kind[:40]!r}", kinds=", ".join(KINDS))
    if row.grade and row.grade not in GRADES:
        return phrase("The grade {grade} is none of A to F.", grade=f"{row.grade[:40]!r}")
    if row.country and not re.fullmatch("[A-Z]{2}", row.country):
        return phrase("The country {country} is not two letters, such as DE.", country=f"{row.country[:40]!r}")
    if row.language and not read_tag(row.language):
        return phrase("The language {language} is not written like en or pt-BR.", language=f"{row.language[:40]!r}")
    return ""
