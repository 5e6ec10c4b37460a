"""Turns what a person gives into documents: files, folders, uploads, standard input.

Method: the extension names the format; without one, the content does (`formats`). Each format is a
generator over its items. Whatever is wrong with an item becomes a `Rejected` with one sentence, and the
next item is read; what is wrong with a whole file becomes a single `Rejected`. Nothing is ever raised at
the caller for bad input.

Limits: archives, Word and PDF files are refused by name; links to folders are not followed; hidden files
are skipped.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from claims.adapters.documents import Document, ReadLimits, Rejected, UnreadableError
from claims.adapters.messages import show_text
from claims.adapters.readers.fetched_pages import read_fetched_page
from claims.adapters.readers.formats import KNOWN_FORMATS, find_format
from claims.domain.phrases import mark_phrase, phrase

__all__ = [
    "KNOWN_FORMATS",
    "Document",
    "ReadLimits",
    "Rejected",
    "read_bytes",
    "read_fetched_page",
    "read_path",
]


def read_path(
    path: str | os.PathLike[str], *, limits: ReadLimits | None = None, now: datetime | None = None
) -> Iterator[Document | Rejected]:
    """Read a file, or a folder and everything below it in sorted order.

    Labels begin with the file's name, or with the folder's name and the way from there. `now` (aware; the
    current time if None) is what "in the future" is measured against. Never raises for bad input.
    """
    root = Path(path)
    if not _is_folder(root):
        yield from _read_file(root, show_text(root.name or str(root)), limits, now)
        return
    empty = True
    for found in _walk_folder(root):
        empty = False
        if isinstance(found, Rejected):
            yield found
        else:
            label = Path(root.name, found.relative_to(root)).as_posix()
            yield from _read_file(found, show_text(label), limits, now)
    if empty:
        yield Rejected(show_text(str(root)), phrase("the folder holds no files"))


def read_bytes(
    name: str, data: bytes, *, limits: ReadLimits | None = None, now: datetime | None = None
) -> Iterator[Document | Rejected]:
    """Read an upload or standard input (`name` "-"). Only the last part of `name` is used, for its
    extension and as the label; it is never opened. Never raises for bad input."""
    label = "standard input" if name == "-" else show_text(name.replace("\\", "/").rsplit("/", 1)[-1]) or "upload"
    yield from _read_stream(io.BytesIO(data), len(data), label, limits, now)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _walk_folder(root: Path) -> Iterator[Path | Rejected]:
    """Every visible file below `root`, sorted within each folder, files before folders; links to folders
    are left."""
    problems: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=problems.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))
    for problem in problems:
        yield Rejected(
            show_text(str(problem.filename)), phrase("the folder cannot be read: {reason}", reason=_say(problem))
        )


def _read_file(
    path: Path, label: str, limits: ReadLimits | None, now: datetime | None
) -> Iterator[Document | Rejected]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for its writer
            yield Rejected(label, phrase("it is not a regular file"))
            return
        with path.open("rb") as stream:
            yield from _read_stream(stream, status.st_size, label, limits, now)
    except FileNotFoundError:
        yield Rejected(label, phrase("there is no such file"))
    except OSError as error:
        yield Rejected(label, phrase("the file cannot be read: {reason}", reason=_say(error)))
    except ValueError:  # a NUL character in the path itself
        yield Rejected(label, phrase("the name is not a valid file name"))


def _read_stream(
    stream: BinaryIO, size: int, label: str, limits: ReadLimits | None, now: datetime | None
) -> Iterator[Document | Rejected]:
    limits = limits or ReadLimits()
    try:
        file_format = find_format(label, stream)
        most = limits.file_bytes if file_format.by_line else limits.document_bytes
        if size > most:
            raise UnreadableError(_say_too_large(size, most, limits))
        if size == 0:
            raise UnreadableError(phrase("the file is empty"))
        yield from file_format.read(stream, label, limits, now or datetime.now(UTC))
    except UnreadableError as error:
        yield Rejected(label, str(error))


def _say_too_large(size: int, most: int, limits: ReadLimits) -> str:
    sizes = {"size": f"{size / 1e6:,.1f}", "most": f"{most / 1e6:,.0f}"}
    if most < limits.file_bytes:
        told = mark_phrase(
            "the file has {size} MB, and may have at most {most} MB; many articles belong in a jsonl or csv file"
        )
        return phrase(told, **sizes)
    return phrase("the file has {size} MB, and may have at most {most} MB; split it", **sizes)


def _say(error: OSError) -> str:
    return (error.strerror or "unknown error").lower()
