"""OPML: the lists of feeds that feed readers exchange.

Method: expat reads the file as a stream of tags, so that a list of any length takes little memory and is left where
enough was read. A document type is refused at its first character: it is where entity bombs and references to files
live, and no reader writes one. An outline with an `xmlUrl` is a feed, whatever its `type` says or leaves out; one
without is a folder, and folders become tags of what is in them.

Reference: http://opml.org/spec2.opml
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from claims.adapters.documents import UnreadableError
from claims.adapters.messages import show_value
from claims.adapters.source_lists.listed import (
    LONGEST_VALUE,
    MOST_ROWS,
    ListedSource,
    SourceList,
    clean,
    clean_tags,
)
from claims.domain.languages import read_tag
from claims.domain.phrases import phrase

DEEPEST = 50
"""Folders within folders; people nest two or three."""


class _Enough(Exception):  # noqa: N818 - no error
    """As many feeds as are taken were read."""


class _Reader:
    def __init__(self, most: int) -> None:
        self.most = most
        self.rows: list[ListedSource] = []
        self.folders: list[str | None] = []  # one for every open outline: its name when it is a folder
        self.is_opml = False
        self.first_lines: dict[str, int] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _refuse_doctype(self, *_: object) -> None:
        raise UnreadableError(
            phrase("the file declares a document type, where entities and references hide; it is not read")
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.lower() == "opml":
            self.is_opml = True
        if tag.lower() != "outline":
            return
        if len(self.folders) >= DEEPEST:
            raise UnreadableError(phrase("its outlines are nested deeper than {deepest} levels", deepest=DEEPEST))
        given = {name.lower(): value for name, value in attributes.items()}
        name = clean(given.get("title", "") or given.get("text", ""), 200)
        is_feed = "xmlurl" in given or given.get("type", "").lower() in ("rss", "atom", "feed")
        if is_feed:
            self._add(given, name)
        self.folders.append(None if is_feed else name)

    def _end(self, tag: str) -> None:
        if tag.lower() == "outline":
            self.folders.pop()

    def _add(self, given: dict[str, str], name: str) -> None:
        if len(self.rows) >= self.most:
            raise _Enough
        line = self.parser.CurrentLineNumber
        feed = clean(given.get("xmlurl", ""))
        row = ListedSource(
            label=phrase("line {line}", line=line),
            name=name,
            feed=feed,
            homepage=clean(given.get("htmlurl", "")),
            language=read_tag(given.get("language", "")),
            tags=clean_tags([*filter(None, self.folders), *given.get("category", "")[:LONGEST_VALUE].split(",")]),
        )
        if not feed:
            row.error = phrase(
                "The outline {value} says that it is a feed, and gives no address (xmlUrl).", value=show_value(name)
            )
        elif feed in self.first_lines:
            row.error = phrase(
                "The same feed stands on line {line_before} already.", line_before=self.first_lines[feed]
            )
        else:
            self.first_lines[feed] = line
        self.rows.append(row)


def read_opml(data: bytes, most: int = MOST_ROWS) -> SourceList:
    """The feeds of an OPML file, up to `most`. Raises `UnreadableError` with a sentence when it is none."""
    reader = _Reader(most)
    notes: list[str] = []
    try:
        reader.parser.Parse(data, True)
    except _Enough:
        notes.append(
            phrase(
                "The file lists more than {most} feeds; the first {most} were read. Split it for the rest.",
                most=f"{most:,}",
            )
        )
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        line = reader.parser.ErrorLineNumber
        if not reader.rows:
            raise UnreadableError(phrase("the file is not well-formed XML (line {n})", n=line)) from error
        notes.append(phrase("The file is broken (line {n}); what stands before that was read.", n=line))
    if not reader.is_opml:
        raise UnreadableError(phrase("the file is no OPML: it has no element of that name"))
    if not reader.rows:
        raise UnreadableError(phrase("the file lists no feeds"))
    return SourceList("opml", reader.rows, notes)


def write_opml(title: str, groups: Iterable[tuple[str, Iterable[dict[str, str]]]]) -> str:
    """An OPML file of folders, each (its name, its feeds); a feed has text, xmlUrl, htmlUrl, type."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"  <head><title>{_plain(title)}</title></head>", "  <body>"]
    for name, feeds in groups:
        lines.append(f"    <outline text={quoteattr(_storable(name))}>")
        lines += [f"      <outline {_attributes(feed)}/>" for feed in feeds]
        lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _attributes(feed: dict[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(_storable(value))}" for name, value in feed.items() if value)


def _plain(text: str) -> str:
    return quoteattr(_storable(text))[1:-1]


def _storable(text: str) -> str:
    """Without the control characters that XML has no way to write."""
    return "".join(character for character in text if character >= " " and character not in "\ufffe\uffff")
