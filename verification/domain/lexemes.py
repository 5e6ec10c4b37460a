"""Words as they are compared: inflection undone, synonyms brought together, opposites told apart.

Idea: two reporters rarely use the same verb, so "died" has to meet "killed" and "turned down" has to face
"accepted". Method: a word becomes its base form (irregular forms by table, the rest by rough stems); base
forms and two-word verbs of one meaning share a *concept*, and opposites share it with the other *pole*
(`lexeme_tables`). A word outside the tables is its own concept with no pole, and a prefix ("unsafe", "illegal",
"disallow") may still make it the opposite of another.

Limits: English; a word has one meaning here ("run", "open"). Reference: the use of antonyms for contradiction follows
Harabagiu, Hickl and Lacatusu, "Negation, contrast and contradiction in text processing" (2006).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.domain.lexicon import list_words
from verification.domain.lexeme_tables import CONCEPTS, IRREGULAR
from verification.domain.wording import stem_word

# "un" negates whatever it stands before, the Latin prefixes adjectives of some endings ("inform" is not the
# opposite of "form"), and "dis" a few verbs.
_PREFIXED = re.compile(
    r"(?:un|non-?)(?P<plain>\w{4,})|(?:in|im|il|ir)(?P<latin>\w{3,}(?:abl|ibl|al|ent|ant|at|iv|ous|ect|et|ct|ur))"
    r"|dis(?P<verb>agre|approv|honest|loyal|prov|connect|qualify|obey|satisfy|trust|allow|similar|respect)"
)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """The concepts of a word, each with its pole (+1, -1, or 0 where there is no opposite)."""

    concepts: tuple[tuple[str, int], ...]

    @property
    def key(self) -> str:
        return self.concepts[0][0]


def _read_irregular() -> dict[str, str]:
    forms: dict[str, str] = {}
    for line in IRREGULAR.strip().splitlines():
        base, *others = line.split()
        forms[base] = base
        for form in others:
            forms.setdefault(form, base)
    return forms


_BASE = _read_irregular()
# Nouns that only look like forms of a verb.
_KEPT = list_words("meeting during something anything everything nothing morning evening")
PAST_FORMS = frozenset(form for form, base in _BASE.items() if form != base)


@lru_cache(maxsize=20_000)
def find_base(word: str) -> str:
    """The base form of a word of any case, as a rough stem ("Rose" -> "ris", "rises" -> "ris")."""
    lowered = word.casefold()
    for ending in ("'s", "’s", "'", "’"):
        lowered = lowered.removesuffix(ending)
    if lowered in _KEPT:
        return lowered
    return _even_out(stem_word(_BASE.get(lowered, lowered)))


def _even_out(stem: str) -> str:
    """What rough stemming leaves uneven: "carri" and "carry", "kil" and "kill", "injur" and "injure"."""
    if len(stem) > 3 and stem[-1] in "ei":
        stem = stem[:-1] + ("y" if stem[-1] == "i" else "")
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def _read_concepts() -> tuple[dict[str, list[tuple[str, int]]], dict[tuple[str, ...], list[tuple[str, int]]]]:
    single: dict[str, list[tuple[str, int]]] = {}
    joined: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for line in _join_lines(CONCEPTS):
        same, _, opposite = line.partition("~")
        name = f"#{same.split()[0]}"
        for words, pole in ((same, 1 if opposite else 0), (opposite, -1)):
            for word in words.split():
                parts = tuple(find_base(part) for part in word.split("_"))
                entry = single.setdefault(parts[0], []) if len(parts) == 1 else joined.setdefault(parts, [])
                if (name, pole) not in entry:
                    entry.append((name, pole))
    return single, joined


def _join_lines(table: str) -> list[str]:
    lines: list[str] = []
    for line in table.strip().splitlines():
        if line.lstrip().startswith("~"):
            lines[-1] += line
        else:
            lines.append(line)
    return lines


_SINGLE, _JOINED = _read_concepts()
LONGEST_PHRASE = max(map(len, _JOINED))
_OPENERS = frozenset(words[0] for words in _JOINED)


@lru_cache(maxsize=20_000)
def find_lexeme(word: str) -> Lexeme:
    """The concepts of one word; a word outside the table is a concept of its own."""
    base = find_base(word)
    return Lexeme(tuple(_SINGLE.get(base, ((base, 0),))))


def find_phrase(words: Sequence[str]) -> Lexeme | None:
    """The concepts of a verb with its particle, None when these words are none."""
    if find_base(words[0]) not in _OPENERS:
        return None
    found = _JOINED.get(tuple(find_base(word) for word in words))
    return Lexeme(tuple(found)) if found else None


@lru_cache(maxsize=20_000)
def find_unprefixed(base: str) -> str:
    """The base form whose opposite `base` is by its negating prefix ("unsafe" -> "safe"), or ""."""
    found = _PREFIXED.fullmatch(base)
    return (found["plain"] or found["latin"] or found["verb"]) if found else ""
