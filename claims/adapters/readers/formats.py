"""Which reader reads a file: by its extension, or by a look at its beginning when it has none.

A known extension is believed, except that a page saved as .txt is refused: its tags would be stored as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from claims.adapters.decoding import HEAD_BYTES, find_wide_encoding, refuse_binary
from claims.adapters.documents import Document, ReadLimits, Rejected, UnreadableError
from claims.adapters.messages import show_value
from claims.adapters.readers.csv_files import parse_header, read_csv
from claims.adapters.readers.json_files import read_json, read_json_lines
from claims.adapters.readers.plain_text import read_plain_text
from claims.adapters.readers.saved_pages import read_saved_page
from claims.domain.phrases import phrase

Reader = Callable[[BinaryIO, str, ReadLimits, datetime], Iterator[Document | Rejected]]


@dataclass(frozen=True)
class FileFormat:
    """A format: its reader, and whether that reads by line (and so takes larger files)."""

    read: Reader
    by_line: bool = False


_TEXT = FileFormat(read_plain_text)
_PAGE = FileFormat(read_saved_page)
_JSON = FileFormat(read_json)
_JSON_LINES = FileFormat(read_json_lines, by_line=True)
_CSV = FileFormat(read_csv, by_line=True)

_BY_EXTENSION = {
    "txt": _TEXT,
    "html": _PAGE,
    "htm": _PAGE,
    "json": _JSON,
    "jsonl": _JSON_LINES,
    "ndjson": _JSON_LINES,
    "csv": _CSV,
}
KNOWN_FORMATS = tuple(_BY_EXTENSION)
"""Extensions that can be read, for messages and for the file field of a form."""

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,10})$")
_PAGE_BEGINNINGS = ("<!doctype html", "<html", "<head", "<body")


def find_format(name: str, stream: BinaryIO) -> FileFormat:
    """The format of a seekable stream, which is left at its beginning.

    Raises `UnreadableError`, naming the known formats, for any other extension; and for binary content.
    """
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    refuse_binary(head)
    beginning = _peek(head)
    extension = _EXTENSION.search(name)
    if extension is None:
        return _sniff(beginning)
    known = _BY_EXTENSION.get(extension[1].lower())
    if known is None:
        raise UnreadableError(
            phrase(
                "its format {value} is not known: give {formats} or {last}",
                value=show_value("." + extension[1]),
                formats=", ".join(KNOWN_FORMATS[:-1]),
                last=KNOWN_FORMATS[-1],
            )
        )
    if known is _TEXT and _looks_like_page(beginning):
        raise UnreadableError(phrase("it is named .txt but holds an HTML page: name it .html"))
    return known


def _peek(head: bytes) -> str:
    return head.decode(find_wide_encoding(head) or "utf-8-sig", errors="replace").lstrip()


def _looks_like_page(beginning: str) -> bool:
    return beginning[:20].lower().startswith(_PAGE_BEGINNINGS)


def _sniff(beginning: str) -> FileFormat:
    if _looks_like_page(beginning):
        return _PAGE
    if beginning.startswith(("{", "[")):
        return _JSON_LINES if _is_object(beginning.split("\n", 1)[0]) and "\n" in beginning.strip() else _JSON
    return _CSV if _is_header(beginning.split("\n", 1)[0]) else _TEXT


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _is_header(line: str) -> bool:
    try:
        return len(parse_header(line.strip())[1]) > 1
    except UnreadableError:
        return False
