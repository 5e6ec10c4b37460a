"""Reads a template as a reader of its source would: which pieces of it are text for people, outside any translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DJANGO = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
_TRANSLATED = re.compile(r"\{%\s*blocktranslate\b.*?%\}.*?\{%\s*endblocktranslate\s*%\}", re.DOTALL)
_ATTRIBUTE = re.compile(r"""(?<![\w-])(alt|title|aria-label|placeholder|data-label|value)="([^"]*)\"""")
_OPENS_SILENCE = re.compile(r"\{%\s*(blocktranslate|blocktrans|comment|verbatim)\b")
_CLOSES_SILENCE = re.compile(r"\{%\s*end(blocktranslate|blocktrans|comment|verbatim)\b")
_FILTER_TEXT = re.compile(r"""\|\s*(?:default|default_if_none|pluralize|yesno):\s*"([^"]*)\"""")
# In other template tags a quoted argument is an address, a name or a format and no text.
_TEXT_ARGUMENT = re.compile(
    r"""(?:\{%\s*firstof\b.*?|\b(?:hint|label|heading|legend|text|words|caption)=)(?<!_\()"([^"]*)\""""
)
LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Piece:
    """`kind` is tag, block, variable, comment or text; `start` its offset in the source."""

    kind: str
    raw: str
    start: int

    @property
    def name(self) -> str:
        """Of a tag: "a", "/a"."""
        found = re.match(r"<(/?[\w-]+)", self.raw)
        return found.group(1).lower() if found else ""


def cut_template(source: str) -> list[Piece]:
    """The whole source in pieces; quotes and template tags inside an HTML tag belong to it."""
    pieces: list[Piece] = []
    at = text_from = 0

    def close_text() -> None:
        if text_from < at:
            pieces.append(Piece("text", source[text_from:at], text_from))

    while at < len(source):
        found = _DJANGO.match(source, at)
        end, kind = at, ""
        if found:
            end, kind = found.end(), {"{%": "block", "{{": "variable", "{#": "comment"}[source[at : at + 2]]
        elif re.match(r"</?[a-zA-Z!]", source[at : at + 3]):
            end, kind = find_tag_end(source, at), "tag"
        if not kind:
            at += 1
            continue
        close_text()
        pieces.append(Piece(kind, source[at:end], at))
        at = text_from = end
    close_text()
    return pieces


def find_tag_end(source: str, at: int) -> int:
    quote = ""
    while at < len(source):
        found = _DJANGO.match(source, at)
        if found:
            at = found.end()
            continue
        letter = source[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == ">":
            return at + 1
        at += 1
    return at


def find_bare_text(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each piece of human text that no translation tag holds."""
    silent = False
    for piece in cut_template(source):
        line = source.count("\n", 0, piece.start) + 1
        if piece.kind == "block" and _CLOSES_SILENCE.match(piece.raw):
            silent = False
        elif piece.kind == "block" and _OPENS_SILENCE.match(piece.raw):
            silent = True
        elif piece.kind == "block" and re.match(r"\{%\s*(end)?block\b", piece.raw):
            silent = "page_class" in piece.raw  # what is in it are names of styles
        elif piece.kind == "tag" and piece.name in ("script", "style", "/script", "/style"):
            silent = piece.name in ("script", "style") and not piece.raw.endswith("/>")
        elif not silent:
            yield from ((line, text) for text in list_texts(piece) if LETTERS.search(text))


def list_texts(piece: Piece) -> list[str]:
    if piece.kind == "text":
        return [strip_entities(piece.raw)]
    if piece.kind == "tag":
        return [strip_tokens(value) for name, value in _ATTRIBUTE.findall(hide_tokens(piece.raw)) if shows(name, piece)]
    if piece.kind == "variable":
        return [text for argument in _FILTER_TEXT.findall(piece.raw) for text in argument.split(",")]
    return _TEXT_ARGUMENT.findall(piece.raw) if piece.kind == "block" else []


def shows(name: str, piece: Piece) -> bool:
    """A value is text only where the browser writes it on a button."""
    return name != "value" or (piece.name == "input" and 'type="submit"' in piece.raw)


def hide_tokens(raw: str) -> str:
    """Template tags inside a tag, without their quotes; whole translations too."""
    for hidden in (_TRANSLATED, _DJANGO):
        raw = hidden.sub(lambda found: "\x00" * len(found.group()), raw)
    return raw


def strip_tokens(value: str) -> str:
    return value.replace("\x00", "").strip()


def strip_entities(text: str) -> str:
    return re.sub(r"&\w+;|&#\w+;", "", text).strip()
