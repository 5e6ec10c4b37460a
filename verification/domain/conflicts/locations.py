"""Place conflicts: one event, two places that do not lie in one another.

Method: places are read where a preposition puts something ("in Lyon", "at a school", "off the coast of
Norway"), each with whether it tells where, where from or where to. A place that lies in one of the other
statement's places, or may (an unknown town, "the capital"), is settled. Directions ("north", "south") are
compared by themselves. What both statements name, but put differently ("inside" / "behind the cinema"),
clashes too.

Limits: see `gazetteer`; kinds of buildings by a short list. Reference: none, own rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from claims.domain.lexicon import list_words
from claims.domain.names import NameKind, classify_name
from claims.domain.types import Span
from verification.domain.conflicts.clashes import Clash
from verification.domain.conflicts.directions import DIRECTIONS, clash_directions, find_directions
from verification.domain.conflicts.sentence import Sentence, Word
from verification.domain.gazetteer import is_city, lies_in
from verification.domain.lexemes import PAST_FORMS, find_base, find_lexeme
from verification.domain.types import ConflictType

# "Kobani" and "Kobane"
SPELT_ALIKE = 0.8
# As for actors: the rest of the smaller statement has to tell the same event.
SAME_EVENT = 0.6

_WHERE = list_words(
    "in at near outside inside off on across around throughout within behind beside under over above below opposite by"
)
_FROM = list_words("from")
_TO = list_words("to into towards toward for")
_APART = ((frozenset({"inside", "in", "within"}), frozenset({"outside", "behind", "near", "opposite", "beside"})),)

# Kinds of places; the generic ones may be any other.
_KINDS = list_words(
    """
    school hospital airport station stadium church mosque synagogue temple hotel factory warehouse bridge beach
    market mall supermarket restaurant bar pub cafe cinema theatre theater museum library university prison
    barracks embassy court courthouse park garden forest lake river harbour harbor port mine tunnel motorway
    farm kitchen garage basement attic bedroom bathroom laundry lobby corridor cellar roof balcony apartment flat
    shop office nursery kindergarten clinic gym pool playground square cemetery castle palace zoo circus
    campsite camp field desert mountain valley island monastery convent depot refinery mill quarry dock shipyard
    barn stable vineyard orchard meadow marsh swamp village_hall laboratory studio arena racetrack casino nightclub
    club bank monument lighthouse
    """
)
_KIND_BASES = frozenset(map(find_base, _KINDS))
_GENERIC = frozenset(
    map(
        find_base,
        list_words(
            "city town village country area region capital site place building district province state home house"
        ),
    )
)
_NOUNS = _KIND_BASES | _GENERIC
_NEVER_OF_PLACES = list_words("by for under over off")
_OF_TOWNS = list_words("in near from to")
_BEFORE_UNKNOWN = _WHERE | _FROM | list_words("to of the")
HOST = "host"
_HOSTS = frozenset(find_lexeme(word).key for word in list_words("host pick choose select stage welcome name"))
_MOTIONS = frozenset(
    find_lexeme(word).key
    for word in list_words("""go move travel fly sail flee escape return drive send bring deport extradite transfer
    relocate head march
    evacuate ship deliver run walk rush spread flight trip road train airlift smuggle migrate""")
)
_STRIKES = frozenset(
    find_lexeme(word).key
    for word in list_words("hit strike attack bomb shell storm raid damage destroy burgle rob visit tour occupy target")
)
_DETERMINERS = list_words("a an the his her their its our this that one another")
_OUTLYING = list_words("suburb suburbs outskirts edge neighbourhood neighborhood district")


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a sentence: how it is put there, its name or the noun for its kind."""

    span: Span
    role: str  # "where", "from", "to"; "" where no preposition puts it there
    preposition: str
    name: str  # lower case, "" for a kind of place
    known: tuple[str, ...]  # the gazetteer's names for it and for what it is said to lie in
    kind: str  # base of the noun, "" for a name
    outlying: bool = False  # "a suburb of Lyon": some town near it, and not itself

    def agrees(self, other: Location) -> bool:
        """Whether both may be one place, or one lie in the other; symmetric."""
        if self.kind or other.kind:
            return self.kind == other.kind
        if self.known and other.known:
            return any(lies_in(a, b) or lies_in(b, a) for a in self.known[:1] for b in other.known[:1]) and (
                _all_agree(self.known, other.known)
            )
        if self.known or other.known:
            known, unknown = (self, other) if self.known else (other, self)
            if known.outlying or _are_spelt_alike(known.name, unknown.name):
                return True
            # A town that is not in the table may lie in any region; a thing "at" which it was, in any town.
            return not is_city(known.known[0]) or unknown.preposition not in _OF_TOWNS
        if self.outlying or other.outlying:
            return True
        return bool(set(self.name.split()) & set(other.name.split())) or _are_spelt_alike(self.name, other.name)


@lru_cache(maxsize=4_096)
def _are_spelt_alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, a, b).ratio() >= SPELT_ALIKE


def _all_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(any(lies_in(x, y) or lies_in(y, x) for y in b) for x in a[-1:])


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a statement sets what it tells: places, and the words for directions."""

    places: tuple[Location, ...]
    directions: tuple[Word, ...]


def read_scene(sentence: Sentence) -> Scene:
    """The places and directions in the statement's own words, in their order."""
    return Scene(find_locations(sentence), find_directions(sentence))


def find_locations(sentence: Sentence) -> tuple[Location, ...]:
    """Places in the statement's own words, in their order."""
    words = sentence.words
    found: list[Location] = []
    for index, word in enumerate(words):
        if not word.own:
            continue
        starts_place = word.place and (index == 0 or words[index - 1].place != word.place)
        if starts_place:
            found.append(_read_known(words, index))
        elif word.name >= 0 and _first_of_name(words, index) == index and not _has_place(words, index):
            location = _read_unknown(words, index)
            if location is not None:
                found.append(location)
        elif word.text[0].islower() and find_base(word.text) in _NOUNS:
            location = _read_kind(words, index)
            if location is not None:
                found.append(location)
    return tuple(_merge_containers(words, found))


def _first_of_name(words: Sequence[Word], index: int) -> int:
    first = index
    while first and words[first - 1].name == words[index].name:
        first -= 1
    return first


def _has_place(words: Sequence[Word], index: int) -> bool:
    return any(word.place for word in words[index:] if word.name == words[index].name)


def _find_role(words: Sequence[Word], start: int) -> tuple[str, str]:
    """Where, from or to, and the preposition, for the phrase that begins at `start`."""
    for index in range(start - 1, max(-1, start - 7), -1):
        lowered = words[index].lower
        for role, prepositions in (("where", _WHERE), ("from", _FROM), ("to", _TO)):
            if lowered in prepositions:
                return role, lowered
        passed = (
            lowered in _DETERMINERS
            or lowered in ("of", "coast", "outskirts", "edge", "south", "north", "east", "west", "central")
            or lowered in DIRECTIONS
            or lowered.endswith(("'s", "’s"))
            or (
                words[index].content
                and not lowered.endswith("ed")
                and start - index <= 3
                and words[index].text[0].islower()
            )
            or words[index].place
        )
        if not passed:
            break
    return "", ""


def _read_known(words: Sequence[Word], index: int) -> Location:
    end = index
    while end < len(words) and words[end].place == words[index].place:
        end += 1
    role, preposition = _find_role(words, index)
    if not role and _is_host(words, index, end):
        role = HOST
    name = " ".join(word.lower for word in words[index:end])
    span = Span(words[index].start, words[end - 1].end)
    if _describes(words, end):
        role = ""  # "in a US raid" is no place
    return Location(span, role, preposition, name, (words[index].place,), "", _is_outlying(words, index, end))


def _is_outlying(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a place beside the named one is meant: "a suburb of Lyon", "the Lyon suburb"."""
    before = [word.lower for word in words[max(0, start - 2) : start]]
    return (before[-1:] == ["of"] and before[0] in _OUTLYING) or (end < len(words) and words[end].lower in _OUTLYING)


def _describes(words: Sequence[Word], end: int) -> bool:
    """Whether the word at `end` goes on the phrase, so that the place only describes it."""
    if end >= len(words) or not words[end].content or words[end].number or words[end - 1].lower.endswith(("'s", "’s")):
        return False
    verbal = words[end].lower.endswith(("ed", "ing")) or words[end].lower in PAST_FORMS
    return not (verbal or words[end].dated or words[end].spoken)


def _read_unknown(words: Sequence[Word], index: int) -> Location | None:
    before = words[index - 1].lower if index else ""
    if before not in _BEFORE_UNKNOWN:
        return None
    role, preposition = _find_role(words, index)
    if not role or preposition in _NEVER_OF_PLACES or (role == "to" and not _is_moved(words, index)):
        return None
    last = index
    while last + 1 < len(words) and words[last + 1].name == words[index].name:
        last += 1
    name = " ".join(word.lower for word in words[index : last + 1])
    if classify_name(" ".join(w.text for w in words[index : last + 1])) not in (NameKind.PLACE, NameKind.PERSON):
        return None
    span = Span(words[index].start, words[last].end)
    return Location(span, role, preposition, name, (), "", _is_outlying(words, index, last + 1))


def _read_kind(words: Sequence[Word], index: int) -> Location | None:
    follows = words[index + 1] if index + 1 < len(words) else None
    if follows is not None and find_base(follows.text) in _KIND_BASES:
        return None  # "school" in "school gym"
    role, preposition = _find_role(words, index)
    if not role and _is_struck(words, index):
        role = "where"
    if role != "where" or preposition in ("by", "over", "under"):
        return None
    return Location(Span(words[index].start, words[index].end), role, preposition, "", (), find_base(words[index].text))


def _is_moved(words: Sequence[Word], index: int) -> bool:
    """Whether something goes there; "attributed to" and "sold to" lead to people."""
    return any(
        word.lexeme.key in _MOTIONS or word.lower in ("go", "goes", "went") for word in words[max(0, index - 8) : index]
    )


def _is_host(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether the place itself stages something, or is chosen for it."""
    before, after = words[max(0, start - 3) : start], words[end : end + 4]
    return any(w.lexeme.key in _HOSTS for w in (*before, *after))


def _is_struck(words: Sequence[Word], index: int) -> bool:
    """Whether something happens to the place itself ("hit a hospital")."""
    return any(word.lexeme.key in _STRIKES for word in words[max(0, index - 4) : index])


def _merge_containers(words: Sequence[Word], found: list[Location]) -> list[Location]:
    """ "Nairobi, Kenya" is one place that says what it lies in."""
    merged: list[Location] = []
    for location in found:
        last = merged[-1] if merged else None
        if last is not None and last.name and location.known and _is_comma(words, last.span.end, location.span.start):
            known = (*(last.known or location.known), *location.known)
            merged[-1] = Location(last.span, last.role, last.preposition, last.name, known, "")
        else:
            merged.append(location)
    return merged


def _is_comma(words: Sequence[Word], start: int, end: int) -> bool:
    between = [word.text for word in words if start <= word.start < end]
    return between == [","]


def clash_places(a: Scene, b: Scene, likeness: float) -> Clash | None:
    """The first two places that cannot be one, None when every place may be another's."""
    if likeness < SAME_EVENT:
        return None
    for x in a.places:
        for y in b.places:
            if _are_apart(x, y):
                return Clash(ConflictType.PLACE, x.span, y.span, "inside_outside", likeness)
            if _are_comparable(x, y) and not _is_settled(x, y, a.places, b.places):
                return Clash(ConflictType.PLACE, x.span, y.span, "disjoint_places", likeness)
    return clash_directions(a.directions, b.directions, likeness)


def _is_settled(x: Location, y: Location, places_a: Sequence[Location], places_b: Sequence[Location]) -> bool:
    """Whether either may be a place that the other statement names."""
    return any(x.agrees(other) for other in places_b) or any(other.agrees(y) for other in places_a)


def _are_comparable(x: Location, y: Location) -> bool:
    if bool(x.kind) != bool(y.kind) or {x.kind, y.kind} & _GENERIC:
        return False
    if not (x.role and y.role) or HOST in (x.role, y.role):
        return {x.role, y.role} in ({HOST}, {HOST, "where"}, {HOST, "to"})
    # "outside the country" tells where it is not.
    abroad = any(p.preposition == "outside" and p.known and not is_city(p.known[0]) for p in (x, y))
    return x.role == y.role and not abroad


def _are_apart(x: Location, y: Location) -> bool:
    if not x.kind or x.kind != y.kind:
        return False
    return any(
        (x.preposition in inside and y.preposition in outside) or (x.preposition in outside and y.preposition in inside)
        for inside, outside in _APART
    )
