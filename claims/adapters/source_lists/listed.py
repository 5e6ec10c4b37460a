"""What a list says of one source or feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from claims.domain.phrases import pack_phrase, unpack_phrase

MOST_ROWS = 5_000
"""Feeds of one file. The largest newsrooms follow a few thousand; more is a catalogue of the web."""

LONGEST_VALUE = 2_000
_SENTENCES = ("label", "error")


@dataclass
class ListedSource:
    """One row. `label` says where it stands in the file; `error` is a sentence when it cannot be taken over."""

    label: str
    name: str = ""
    feed: str = ""
    homepage: str = ""
    domains: list[str] = field(default_factory=list)
    owner: str = ""
    kind: str = ""
    country: str = ""
    language: str = ""
    grade: str = ""
    tags: list[str] = field(default_factory=list)
    error: str = ""

    def dump(self) -> dict[str, Any]:
        """As it is stored, its sentences with what they were made of; `load` reads it back."""
        return asdict(self) | {name: pack_phrase(getattr(self, name)) for name in _SENTENCES}

    @classmethod
    def load(cls, stored: dict[str, Any]) -> ListedSource:
        return cls(**stored | {name: unpack_phrase(stored[name]) for name in _SENTENCES})


@dataclass
class SourceList:
    """`form` is opml or csv; `notes` are sentences about the whole file."""

    form: str
    rows: list[ListedSource]
    notes: list[str] = field(default_factory=list)


def clean(value: str, limit: int = LONGEST_VALUE) -> str:
    """One line that can be stored."""
    plain = value[: 2 * limit].encode("utf-8", "replace").decode().replace("\0", " ")
    return " ".join(plain.split())[:limit]


def clean_tags(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(tag for value in values if (tag := clean(value, 60).lower())))[:20]
