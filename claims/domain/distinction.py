"""Statements of the same frame about different people or places are different statements.

Idea. "Ana Ruiz was arrested in Lyon" and "Petra Holm was arrested in Lyon" share nearly all their words and lie close
together as vectors, yet they are two facts. So two texts that differ in nothing but who or where are kept apart (as a
cannot-link), unless the two names may be one name: "Joe Biden" and "Biden" are, and "the president" is no name at all.

Method. A text's frame is the set of its words without names, numbers, framing and small words. Only texts of equal
frames are compared. They are distinct when each has a name that the other lacks, both of one kind (person, place) and
in the same slot (after the same preposition, or none). Names may be one when the words of one are all in the other,
when one spells the other's initials, when they share a last word and a first letter, or begin alike
("Mexico", "Mexican"). A function of the two texts alone, so the order of arrival does not matter. People overrule it.

Limits. Cautious by intent: frames must be equal, texts that capitalise every word have no recognisable names, and a
lone first word counts as none. A nickname ("the Iron Lady") looks like another person, a town in a county like another
place: the pair is then suggested to people instead of joined. Reference: none, own rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from claims.domain.clustering import find_components
from claims.domain.lexicon import TITLES, list_words
from claims.domain.names import NameKind, classify_name, find_names, strip_possessive, strip_title
from claims.domain.pair_score import READ, list_content_words

LEAST_SHARED = 2  # words or names that two statements share; fewer are no frame
CAPITALISED = 0.7  # share of capitalised words from which on capitals say nothing about names
ROOT = 5  # letters by which a country and its adjective begin alike; shorter names are compared whole

_SMALL = list_words(
    """
    a an the this that these those of in on at to for from by with and or but as is are was were be been being has have
    had do does did will would can should shall it its he she his her him they them their there who which after before
    near into over under about than then also
    """
)
_NUMBER = re.compile(r"\d")
_SLOT = re.compile(r"\b(in|at|on|near|of|from|to|by|with|for|against|into|outside)\s+(?:the\s+)?\Z", re.IGNORECASE)
_INITIAL = re.compile(r"\b[^\W\d_]")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A name in a text: its words in lower case, what it names, and the preposition it follows ("" for none)."""

    shown: str
    words: tuple[str, ...]
    kind: NameKind
    slot: str


def find_named(text: str) -> tuple[NamedThing, ...]:
    """The names of people, places and bodies in a text, in order; none where every word is capitalised."""
    text = text[:READ]
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) > 1 and sum(word[0].isupper() for word in words) > CAPITALISED * len(words):
        return ()
    named = []
    for span in find_names(text):
        shown = strip_possessive(text[span.start : span.end])
        bare = strip_title(shown).lower()
        if (span.start == 0 and " " not in shown) or all(word in TITLES for word in bare.split()):
            continue
        slot = _SLOT.search(text[max(0, span.start - 16) : span.start])
        preposition = slot.group(1).lower() if slot else ""
        named.append(NamedThing(shown, tuple(bare.split()), classify_name(shown), preposition))
    return tuple(named)


def may_be_one(a: NamedThing, b: NamedThing) -> bool:
    """Whether two names may name the same thing."""
    if set(a.words) <= set(b.words) or set(b.words) <= set(a.words):
        return True
    if a.words[-1] == b.words[-1] and a.words[0][0] == b.words[0][0]:
        return True
    if len(a.words) == len(b.words) == 1 and len(min(a.words[0], b.words[0], key=len)) >= ROOT - 1:
        return a.words[0][: ROOT - 1] == b.words[0][: ROOT - 1]
    return _spells(a.words, b.words) or _spells(b.words, a.words)


def _spells(short: Sequence[str], long: Sequence[str]) -> bool:
    letters = "".join(short).replace(".", "")
    initials = "".join(match.group() for match in _INITIAL.finditer(" ".join(long)))
    return len(short) == 1 and len(letters) > 1 and letters == initials


def are_distinct(text_a: str, text_b: str) -> bool:
    """Whether the two texts differ in who or where, and in nothing else."""
    return _read_frame(text_a) == _read_frame(text_b) and _differ(_read_frame(text_a), text_a, text_b)


def _differ(frame: frozenset[str], text_a: str, text_b: str) -> bool:
    named_a, named_b = _read_named(text_a), _read_named(text_b)
    only_a = [one for one in named_a if not any(may_be_one(one, other) for other in named_b)]
    only_b = [one for one in named_b if not any(may_be_one(one, other) for other in named_a)]
    shared = len(named_a) - len(only_a)
    if len(frame) + shared < LEAST_SHARED:
        return False
    return any(
        a.kind == b.kind and a.slot == b.slot and a.kind in (NameKind.PERSON, NameKind.PLACE)
        for a, b in product(only_a, only_b)
    )


@lru_cache(maxsize=4096)
def _read_named(text: str) -> tuple[NamedThing, ...]:
    return find_named(text)


@lru_cache(maxsize=4096)
def _read_frame(text: str) -> frozenset[str]:
    rest = text[:READ]
    for one in _read_named(text):
        rest = rest.replace(one.shown, " ")
    return frozenset(word for word in list_content_words(rest) if word not in _SMALL and not _NUMBER.search(word))


def separate_different_names(
    keys: Sequence[str], texts: Sequence[str], same: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """Pairs of keys to be kept apart. `keys` and `texts` run in parallel; `same` are pairs that people joined.

    Texts of one frame and one set of names are compared once, however many mentions have them.
    """
    place = {key: position for position, key in enumerate(keys)}
    joined: dict[int, int] = {}
    known = [(place[a], place[b]) for a, b in same if a in place and b in place]
    for number, component in enumerate(find_components(len(keys), known)):
        joined.update(dict.fromkeys(component, number))
    frames: dict[frozenset[str], dict[tuple[NamedThing, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for position, text in enumerate(texts):
        if _read_named(text):
            frames[_read_frame(text)][_read_named(text)].append(position)
    return [
        (keys[a], keys[b])
        for frame, profiles in frames.items()
        for one, other in combinations(profiles.values(), 2)
        if _differ(frame, texts[one[0]], texts[other[0]])
        for a, b in product(one, other)
        if joined[a] != joined[b]
    ]


def compare_contents(text_a: str, text_b: str) -> tuple[list[str], list[str]]:
    """What two texts share and what only one has, of names and numbers, as they are written; for people to read."""
    named_a, named_b = _read_named(text_a), _read_named(text_b)
    shared = [one.shown for one in named_a if any(may_be_one(one, other) for other in named_b)]
    only = [one.shown for one in named_a if one.shown not in shared]
    only += [one.shown for one in named_b if not any(may_be_one(one, other) for other in named_a)]
    numbers_a, numbers_b = (dict.fromkeys(re.findall(r"\d[\d.,]*\d|\d", text[:READ])) for text in (text_a, text_b))
    shared += [number for number in numbers_a if number in numbers_b]
    only += [number for number in [*numbers_a, *numbers_b] if number not in shared]
    return list(dict.fromkeys(shared)), list(dict.fromkeys(only))
