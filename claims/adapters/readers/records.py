"""One row of a csv file, or one object of a json file, into a document.

Each field may go by the names that newsroom exports use; the first that is present and not blank counts. A
wrong type is refused, not converted: a list under "text" means that the file holds something else than we
think.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from claims.adapters.documents import (
    Document,
    ReadLimits,
    UnreadableError,
    check_characters,
    check_text,
)
from claims.adapters.messages import show_value
from claims.adapters.publication_dates import read_date
from claims.domain.languages import read_tag
from claims.domain.phrases import phrase

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content"),
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher"),
    "url": ("url", "link"),
    "published": ("published", "date", "published_at"),
    "author": ("author", "byline"),
    "owner": ("owner",),
    "guid": ("guid", "id"),
    "kind": ("kind",),
    "language": ("language", "lang"),
}

MAX_FIELD_CHARS = {
    "title": 1_000,
    "source": 200,
    "url": 2_000,
    "published": 1_000_000,  # bounded, and answered with a better sentence, by `read_date`
    "author": 500,
    "owner": 200,
    "guid": 1_000,
    "kind": 50,
    "language": 35,
}
"""Longest value per field, a few times what real feeds hold. Longer ones are refused, not clipped: a
clipped guid or URL would make two articles one."""

_TYPE_NAMES = (
    (bool, phrase("true or false")),
    ((int, float), phrase("a number")),
    (list, phrase("a list")),
    (dict, phrase("an object")),
)


def build_document(record: Mapping[str, object], label: str, limits: ReadLimits, now: datetime) -> Document:
    """Map a record to a `Document`. Raises `UnreadableError` with the first thing that is wrong with it."""
    fields = {field: _find_value(record, names) for field, names in FIELD_NAMES.items()}
    text = _require_text(record, fields.pop("text"))
    lines: dict[str, Any] = {field: _check_line(field, value) for field, value in fields.items()}
    lines["language"] = read_tag(lines["language"])
    published = lines.pop("published")
    check_url(lines["url"])
    return Document(
        text=check_text(text, limits),
        published=read_date(published, now=now, future=limits.future) if published else None,
        label=label,
        **lines,
    )


def check_url(url: str) -> None:
    """Raise `UnreadableError` unless `url` is empty or a plain http(s) address: it will be shown as a
    link."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fine = False
    if url and (not fine or any(character <= " " or character == "\x7f" for character in url)):
        raise UnreadableError(phrase("the url {value} is not an http(s) address", value=show_value(url)))


def _find_value(record: Mapping[str, object], names: tuple[str, ...]) -> tuple[str, object]:
    present = [(name, record[name]) for name in names if record.get(name) is not None]
    filled = [(name, value) for name, value in present if value != ""]
    return (filled or present or [(names[0], None)])[0]


def _require_text(record: Mapping[str, object], found: tuple[str, object]) -> str:
    name, value = found
    if value is None:
        keys = ", ".join(show_value(key, 30) for key in list(record)[:8]) or phrase("no fields at all")
        raise UnreadableError(phrase('it has no "text", "body" or "content" but {keys}', keys=keys))
    if not isinstance(value, str):
        raise UnreadableError(phrase('"{name}" must be a string, not {type}', name=name, type=_name_type(value)))
    return value


def _check_line(field: str, found: tuple[str, object]) -> str:
    name, value = found
    if value is None:
        return ""
    if field == "guid" and type(value) is int:
        value = str(value)
    if not isinstance(value, str):
        raise UnreadableError(phrase('"{name}" must be a string, not {type}', name=name, type=_name_type(value)))
    check_characters(value, f'"{name}"')
    if len(value) > MAX_FIELD_CHARS[field]:
        raise UnreadableError(
            phrase(
                '"{name}" has {n} characters, and may have at most {most}',
                name=name,
                n=f"{len(value):,}",
                most=f"{MAX_FIELD_CHARS[field]:,}",
            )
        )
    return " ".join(value.split())


def _name_type(value: object) -> str:
    return next((name for kind, name in _TYPE_NAMES if isinstance(value, kind)), phrase("another type"))
