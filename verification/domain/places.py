"""Places that information can come from, their names as they are compared, and sets of places that are one.

A place is a short string: its kind and its normalised name ("publisher:el diario", "agency:reuters",
"person:reyes"). Limits: spellings that differ in a word are two places; persons meet by their last name
alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from claims.domain.types import Claimant, ClaimantKind
from verification.domain.agencies import name_agency

_PLACE_OF_KIND = {
    ClaimantKind.OUTLET: "publisher",
    ClaimantKind.DOCUMENT: "document",
    ClaimantKind.PERSON: "person",
    ClaimantKind.BODY: "body",
}
_GENERIC_ENDINGS = frozenset({"news", "newspaper", "com", "website"})
_NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


def normalize_name(name: str) -> str:
    """A name as it is compared: no case, accents, punctuation, leading "the" or trailing "news"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^\w\s]|_", " ", re.sub(r"['’]s?\b", "", plain)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _GENERIC_ENDINGS:
        words = words[:-1]
    return " ".join(words)


def name_place(kind: str, name: str) -> str:
    """The place's node, or "" when the name says nothing."""
    if kind == "publisher" and name_agency(name):
        return f"agency:{normalize_name(name_agency(name))}"
    plain = normalize_name(name)
    if kind == "person":
        words = [word for word in plain.split() if word not in _NAME_SUFFIXES]
        plain = words[-1] if words else ""
    return f"{kind}:{plain}" if plain else ""


def list_cited(claimant: Claimant) -> list[tuple[str, str]]:
    """The places that an attribution names, each with the name as written."""
    kind = _PLACE_OF_KIND.get(claimant.kind)
    named = [(name_place(kind, claimant.name), claimant.name)] if kind else []
    through = [(name_place("publisher", claimant.via), claimant.via)] if claimant.via else []
    return [(node, name) for node, name in named + through if node]


class Places:
    """Union-find over place names; the smallest name of a set stands for it, whatever the order."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, node: str) -> str:
        root = self._parent.setdefault(node, node)
        while root != self._parent[root]:
            root = self._parent[root]
        while node != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def join(self, a: str, b: str) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        self._parent[high] = low

    def members(self) -> dict[str, list[str]]:
        sets = defaultdict(list)
        for node in sorted(self._parent):
            sets[self.find(node)].append(node)
        return sets
