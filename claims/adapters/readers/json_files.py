"""Articles in json (one object, a list, or `{"articles": [...]}`) and in jsonl (one object a line).

Python's parser is lenient where a newsroom should hear about it: it lets the last of two equal keys win and
reads NaN, which is no JSON. Both are marked while parsing, and refuse the one article that they stand in.
Nesting is limited by the parser's own recursion limit, whose error becomes a sentence.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

from claims.adapters.decoding import decode_text
from claims.adapters.documents import Document, ReadLimits, Rejected, UnreadableError
from claims.adapters.messages import show_value
from claims.adapters.readers.lines import iterate_lines
from claims.adapters.readers.records import build_document
from claims.domain.phrases import phrase

MAX_ESCAPE_CHARS = 12  # an emoji as two \uXXXX escapes: the longest way to write one character


class _Object(dict[str, Any]):
    """A parsed object that remembers what was wrong with its spelling."""

    flaw = ""


class _Constant(str):
    """NaN, Infinity or -Infinity."""


def read_json(stream: BinaryIO, label: str, limits: ReadLimits, now: datetime) -> Iterator[Document | Rejected]:
    """Yield the articles of one json file; items of a list are labelled "file item 3"."""
    content = parse_json(decode_text(stream.read()))
    if isinstance(content, dict) and isinstance(content.get("articles"), list):
        content = content["articles"]
    if not isinstance(content, list):
        yield _read_item(content, label, limits, now)
        return
    if not content:
        raise UnreadableError(phrase("the list of articles is empty"))
    for number, item in enumerate(content, start=1):
        yield _read_item(item, phrase("{file} item {n}", file=label, n=number), limits, now)


def read_json_lines(stream: BinaryIO, label: str, limits: ReadLimits, now: datetime) -> Iterator[Document | Rejected]:
    """Yield the articles of a jsonl file, one a line; blank lines are skipped, a broken one is rejected
    alone."""
    empty = True
    for number, line in enumerate(iterate_lines(stream), start=1):
        if not line.strip():
            continue
        empty = False
        yield _read_line(line, phrase("{file} line {n}", file=label, n=number), limits, now)
    if empty:
        raise UnreadableError(phrase("the file is empty"))


def parse_json(text: str) -> Any:
    """Parse strict JSON. Raises `UnreadableError` that says what is wrong and where."""
    try:
        return json.loads(text, object_pairs_hook=_build_object, parse_constant=_Constant)
    except json.JSONDecodeError as error:
        raise UnreadableError(_explain_syntax(error, text)) from error
    except RecursionError as error:
        raise UnreadableError(phrase("its JSON is nested too deeply")) from error
    except ValueError as error:  # Python's guard against numbers of thousands of digits
        raise UnreadableError(phrase("its JSON holds a number that is too long")) from error


def _explain_syntax(error: json.JSONDecodeError, text: str) -> str:
    where = {"problem": error.msg.removesuffix(" at"), "n": f"{error.colno:,}"}
    if "\n" not in text:
        return phrase("it is not valid JSON: {problem} at character {n}", **where)
    return phrase("it is not valid JSON: {problem} at line {line}, character {n}", line=error.lineno, **where)


def _read_line(line: str, label: str, limits: ReadLimits, now: datetime) -> Document | Rejected:
    if len(line) > MAX_ESCAPE_CHARS * limits.document_chars:
        return Rejected(label, phrase("the line has {n} characters, too many for one article", n=f"{len(line):,}"))
    try:
        return _read_item(parse_json(line), label, limits, now)
    except UnreadableError as error:
        return Rejected(label, str(error))


def _read_item(item: object, label: str, limits: ReadLimits, now: datetime) -> Document | Rejected:
    try:
        if not isinstance(item, _Object):
            raise UnreadableError(phrase("an article must be a JSON object, not {what}", what=_describe(item)))
        if item.flaw:
            raise UnreadableError(item.flaw)
        return build_document(item, label, limits, now)
    except UnreadableError as error:
        return Rejected(label, str(error))


def _build_object(pairs: list[tuple[str, Any]]) -> _Object:
    built = _Object(pairs)
    if len(built) != len(pairs):
        (name, _count) = Counter(name for name, _ in pairs).most_common(1)[0]
        built.flaw = phrase("the key {value} stands in it twice", value=show_value(name))
    for name, value in pairs:
        if isinstance(value, _Constant):
            built.flaw = phrase("{name} is {value}, which is not valid JSON", name=show_value(name), value=value)
    return built


def _describe(item: object) -> str:
    return phrase("a list") if isinstance(item, list) else show_value(item)
