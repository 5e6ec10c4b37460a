"""Places that information can come from, their names as they are compared, and sets of places that are one.

A place is a short string: its kind and its normalised name ("publisher:el diario", "agency:reuters",
"person:ana reyes"). Names are compared without case, accents, punctuation, "the" and "news". An outlet may also be
named by its site: "nbcnews.com" is NBC News and "nypost.com" the New York Post, when the site's label is the name
without spaces or with its first words cut to initials. Persons meet by their last name as long as their first names
do not differ.

Limits: other spellings that differ in a word are two places. Reference: none, own rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection

from claims.domain.outlets import find_label, find_site
from claims.domain.types import Claimant, ClaimantKind
from verification.domain.agencies import name_agency

_PLACE_OF_KIND = {
    ClaimantKind.OUTLET: "publisher",
    ClaimantKind.DOCUMENT: "document",
    ClaimantKind.PERSON: "person",
    ClaimantKind.BODY: "body",
}
_GENERIC_ENDINGS = frozenset({"news", "newspaper", "com", "website", "online"})
_NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,12}", re.IGNORECASE)
# Two letters are the initials of too many names.
_SHORTEST_LABEL = 3


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
        plain = " ".join(word for word in plain.split() if word not in _NAME_SUFFIXES)
    elif kind == "publisher" and (label := _read_label(name)):
        plain = label
    return f"{kind}:{plain}" if plain else ""


def _read_label(name: str) -> str:
    """What the site registered, where an outlet is named by its site ("www.nbcnews.com" -> "nbcnews"), else ""."""
    site = name.strip().removeprefix("https://").removeprefix("http://").rstrip("/")
    return find_label(find_site(site)) if _HOST.fullmatch(site) else ""


def list_cited(claimant: Claimant) -> list[tuple[str, str]]:
    """The places that an attribution names, each with the name as written; they are one place.

    A person who speaks through The Mirror tells it in The Mirror's report; a name in lower case is a document's.
    """
    kind = _PLACE_OF_KIND.get(claimant.kind)
    named = [(name_place(kind, claimant.name), claimant.name)] if kind else []
    if claimant.via:
        carrier = "document" if claimant.via[0].islower() else "publisher"
        named.append((name_place(carrier, claimant.via), claimant.via))
    return [(node, name) for node, name in named if node]


def find_namesakes(nodes: Collection[str]) -> list[tuple[str, str]]:
    """Pairs of places that are one under two names: outlets and their sites, persons and their last names."""
    publishers = sorted(node for node in nodes if node.startswith("publisher:"))
    pairs = [
        (a, b)
        for a in publishers
        if " " not in a
        for b in publishers
        if a != b and _abbreviates(a.partition(":")[2], b.partition(":")[2])
    ]
    return pairs + _pair_persons(nodes)


def _abbreviates(label: str, name: str) -> bool:
    """Whether a site's label is the name run together, its first words perhaps cut to initials."""
    if len(label) < _SHORTEST_LABEL:
        return False
    words = name.split()
    whole = "".join(words)
    forms = {f"the{whole}"} | {
        "".join(word[0] for word in words[:cut]) + "".join(words[cut:]) for cut in range(len(words))
    }
    return any(label == form + ending for form in forms for ending in ("", *_GENERIC_ENDINGS))


def _pair_persons(nodes: Collection[str]) -> list[tuple[str, str]]:
    """ "reyes" with "marta reyes"; where two first names go with it, with the one that is named more fully."""
    by_surname: dict[str, list[str]] = defaultdict(list)
    for node in sorted(node for node in nodes if node.startswith("person:")):
        by_surname[node.partition(":")[2].split()[-1]].append(node)
    pairs = []
    for namesakes in by_surname.values():
        full = [node for node in namesakes if " " in node]
        for node in namesakes:
            fits = [other for other in full if other != node and _may_be_one(node, other)]
            if fits:
                pairs.append((node, max(fits, key=lambda other: (len(other), other))))
    return pairs


def _may_be_one(a: str, b: str) -> bool:
    """Whether two persons of one last name can be the same: one has no first name, or the first names agree."""
    first, second = (node.partition(":")[2].split()[:-1] for node in (a, b))
    if not first or not second:
        return True
    short, long = sorted((first[0], second[0]), key=len)
    return long.startswith(short) if len(short) == 1 else short == long


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

    def list_nodes(self) -> list[str]:
        return sorted(self._parent)

    def __contains__(self, node: str) -> bool:
        return node in self._parent
