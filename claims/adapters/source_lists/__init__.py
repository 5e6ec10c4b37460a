"""Lists of sources and feeds that people bring along: OPML of feed readers, CSV of spreadsheets.

A list becomes rows, each with its own error if it has one, and sentences about the file as a whole. Nothing is
fetched and nothing stored here.
"""

from __future__ import annotations

from claims.adapters.decoding import decode_text
from claims.adapters.documents import UnreadableError
from claims.adapters.source_lists.listed import ListedSource, SourceList
from claims.adapters.source_lists.opml import read_opml, write_opml
from claims.adapters.source_lists.tables import read_table
from claims.domain.phrases import phrase

__all__ = ["ListedSource", "SourceList", "read_list", "read_opml", "read_table", "write_opml"]


def read_list(name: str, data: bytes) -> SourceList:
    """OPML or CSV, as its first character says. Raises `UnreadableError` with a sentence when it is neither."""
    if not data.strip():
        raise UnreadableError(phrase("{name} is empty", name=name))
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):  # expat reads the encodings that XML declares
        return read_opml(data)
    text = decode_text(data)
    return read_opml(data) if text.lstrip("\ufeff \t\r\n").startswith("<") else read_table(text)
