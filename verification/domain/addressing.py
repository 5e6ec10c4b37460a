"""Whom a comment addresses: the names that stand in it after an @.

Idea: a name is what an account may be called (letters, digits, @ . + - _), and a sentence may end right after it.
Method: read the longest run of such signs after each @ that starts a word; while nobody has that name, drop signs of
punctuation from its end. Names are compared without regard to case. Limits: a name with a trailing dot cannot be told
from the end of a sentence when both exist; the longer one wins.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

MOST_ADDRESSED = 20  # in one comment; more is a mailing list
# An @ inside a word is an e-mail address. One bounded class, so time is linear in the text.
MARKED = re.compile(r"(?<![\w.+@-])@([\w.+-]{1,150})")
ENDS = ".+-_"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of a comment; `name` is the account that it addresses, else ''."""

    text: str
    name: str = ""


def find_candidates(text: str) -> set[str]:
    """Every name, in lower case, that the text might mean; to be looked up before `split_addressed`."""
    found: set[str] = set()
    for match in MARKED.finditer(text):
        found.update(list_readings(match.group(1)))
        if len(found) > MOST_ADDRESSED * 4:
            break
    return found


def list_readings(run: str) -> list[str]:
    """The run itself, then without each sign at its end that may be punctuation; longest first, lower case."""
    readings = [run.lower()]
    while run and run[-1] in ENDS and len(readings) < 5:
        run = run[:-1]
        readings.append(run.lower())
    return [reading for reading in readings if reading]


def split_addressed(text: str, names: Collection[str]) -> list[TextPiece]:
    """The text in pieces; `names` are the accounts that exist, in lower case. Joined, the pieces are the text."""
    pieces: list[TextPiece] = []
    at = 0
    for match in MARKED.finditer(text):
        name = next((reading for reading in list_readings(match.group(1)) if reading in names), "")
        if not name:
            continue
        end = match.start() + 1 + len(name)
        pieces += [TextPiece(text[at : match.start()]), TextPiece(text[match.start() : end], name)]
        at = end
    pieces.append(TextPiece(text[at:]))
    return [piece for piece in pieces if piece.text]


def find_addressed(text: str, names: Collection[str]) -> list[str]:
    """The accounts addressed, each once, at most `MOST_ADDRESSED`."""
    found = dict.fromkeys(piece.name for piece in split_addressed(text, names) if piece.name)
    return list(found)[:MOST_ADDRESSED]
