"""A sentence for people that remembers how it was made: readable as it is, and translatable later.

Idea: pure code explains in English, and what it explains is frozen, hashed and printed by commands; a page shows it in
the reader's language. Method: a `Phrase` is the finished English sentence, an ordinary string wherever one is wanted,
and beside that its template and the values that were put in. Values may be words themselves, lists and days, so a
sentence within a sentence is translated too; names and quotes are plain strings and stay as they are. `pack_phrase`
gives the plain form that is stored, `unpack_phrase` reads it back, and reads what was stored as a bare sentence.

Limits: one number a sentence decides its plural form. Text that was joined or cut after it was made is a bare string
again and stays English. Reference: GNU gettext, which takes the English template as the name of a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

# What a template may be filled with; a plain string is a name or a quote and belongs to no language.
Value = Any
AND = "and"


def mark_phrase(template: str) -> str:
    """Names a template to the tool that collects them, where `phrase` gets it by a variable."""
    return template


def mark_phrases(singular: str, plural: str) -> tuple[str, str]:
    return singular, plural


AND_TEMPLATE = mark_phrase("{first} and {last}")


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values in one place, told "A, B and C", or one after the other with `by` between them."""

    items: tuple[Value, ...]
    by: str = AND

    def __str__(self) -> str:
        told = [write_value(item) for item in self.items]
        if self.by != AND:
            return self.by.join(told)
        return AND_TEMPLATE.format(first=", ".join(told[:-1]), last=told[-1]) if len(told) > 1 else "".join(told)


class Phrase(str):
    """The English sentence; `template`, `plural` ("" where no number decides) and `values` say how it was made."""

    template: str
    plural: str
    number: int
    values: Mapping[str, Value]

    def __new__(
        cls, text: str, template: str = "", values: Mapping[str, Value] | None = None, plural: str = "", number: int = 1
    ) -> Phrase:
        words = super().__new__(cls, text)
        words.template = template or text
        words.values = values or {}
        words.plural, words.number = plural, number
        return words

    def __str__(self) -> str:
        # An error made of a phrase gives it back with their parts.
        return self


def phrase(template: str, /, **values: Value) -> Phrase:
    """`template` filled with `values`. A literal braces pair is doubled where there are values, and only there."""
    return Phrase(_fill(template, values), template, values)


def phrase_count(singular: str, plural: str, number: int, /, **values: Value) -> Phrase:
    """The form that `number` asks for; it stands as {n} in both."""
    values = {"n": number, **values}
    return Phrase(_fill(singular if number == 1 else plural, values), singular, values, plural, number)


def list_names(items: Iterable[Value]) -> Listed:
    """ "A", "A and B", "A, B and C"."""
    return Listed(tuple(items))


def run_on(items: Iterable[Value], by: str) -> Listed:
    """One after the other, with `by` between them."""
    return Listed(tuple(items), by)


def write_value(value: Value) -> str:
    """A value as it stands in an English sentence."""
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else f"{value}"


def _fill(template: str, values: Mapping[str, Value]) -> str:
    return template.format(**{name: write_value(value) for name, value in values.items()}) if values else template


def pack_phrase(told: Value) -> Value:
    """Plain JSON: a bare string where there is nothing to remember."""
    return str.__str__(told) if isinstance(told, Phrase) and not told.values else _pack_value(told)


def _pack_value(value: Value) -> Value:
    # Inside a sentence, a phrase without values keeps its mark too: a bare string there is a name.
    if isinstance(value, Phrase):
        return _pack_sentence(value)
    if isinstance(value, Listed):
        return {"list": [_pack_value(item) for item in value.items], "by": value.by}
    return {"day": date(value.year, value.month, value.day).isoformat()} if isinstance(value, date) else value


def _pack_sentence(told: Phrase) -> dict[str, Value]:
    packed = {"text": str.__str__(told), "phrase": told.template}
    plural = {"many": told.plural, "n": told.number} if told.plural else {}
    return {**packed, **plural, "with": {name: _pack_value(value) for name, value in told.values.items()}}


def unpack_phrase(packed: Value) -> Value:
    """What was packed; anything else comes back as it is."""
    if not isinstance(packed, dict):
        return packed
    if "list" in packed:
        return Listed(tuple(unpack_phrase(item) for item in packed["list"]), packed["by"])
    if "day" in packed:
        return date.fromisoformat(packed["day"])
    if "phrase" not in packed:
        return packed
    values = {name: unpack_phrase(value) for name, value in packed["with"].items()}
    return Phrase(packed["text"], packed["phrase"], values, packed.get("many", ""), packed.get("n", 1))
