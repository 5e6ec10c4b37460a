"""The lines of a jsonl or csv file, decoded one at a time, so that a 50 MB file needs the memory of one
line."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from claims.adapters.decoding import (
    HEAD_BYTES,
    decode_line,
    decode_text,
    find_wide_encoding,
    refuse_binary,
)
from claims.adapters.documents import normalise_line_endings


def iterate_lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a seekable stream without their line ends, in any of the three conventions.

    Raises `UnreadableError` for a binary file. Text in UTF-16 or UTF-32 is decoded as a whole: there a line
    end is no single byte.
    """
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    refuse_binary(head)
    if find_wide_encoding(head):
        yield from normalise_line_endings(decode_text(stream.read())).split("\n")
        return
    stream.seek(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
    for raw in stream:
        line = normalise_line_endings(decode_line(raw))
        yield from line.removesuffix("\n").split("\n")
