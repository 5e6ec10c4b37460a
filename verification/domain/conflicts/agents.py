"""The people and bodies of a sentence, and what each of them does or undergoes.

Method: names and nouns for people are read with the words around them: "by" marks a doer, a form of "be"
with a participle after it somebody to whom something is done, another preposition a bystander. The verb is
the nearest word that can be one.

Limits: word order stands in for a parse; who a pronoun means is not asked. Reference: the doer and undergoer
follow Dowty, "Thematic proto-roles and argument selection" (1991).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.domain.lexicon import TITLES, list_words
from claims.domain.names import NameKind, classify_name
from claims.domain.types import Span
from verification.domain.conflicts.same_names import share_name
from verification.domain.conflicts.sentence import Sentence, Word
from verification.domain.gazetteer import find_place, lies_in
from verification.domain.lexemes import PAST_FORMS, find_base, find_lexeme
from verification.domain.roles import is_role, is_vague_role, may_be_same

DOER, UNDERGOER = "doer", "undergoer"
AFFILIATED = "affiliated"
AUTHORSHIP = "authorship"  # the deed of whoever stands behind "a report by"

_DETERMINERS = list_words("a an the his her their its our my this that these those some any no another one")
_PREPOSITIONS = list_words(
    "of in on at to from for with by about against between under over near off into towards among without"
    " outside inside across behind around during as than"
)
_DOCUMENTS = list_words(
    "report study survey letter statement memo audit analysis review paper poll article investigation"
)
_CROWDS = list_words("group team crowd gang pair couple dozen number crew band mob")
_AUTHORING = frozenset(map(find_base, list_words("written signed issued published released drafted penned")))
_SUFFERED = frozenset(
    find_lexeme(word).key
    for word in list_words("kill hurt shoot arrest detain jail rescue trap behead execute stab find hold")
)
_DECLINED = frozenset(map(find_base, list_words("decline refuse")))
_BE = list_words("is are was were be been being got gets")
# A word that may stand between a subject and its verb.
_BETWEEN = list_words("will would has have had is are was were be been not also may might could can must to")
# A subject's verb is looked for this many words on, past "of the company" and the like.
VERB_REACH = 9


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody in a sentence: words of the name, nouns of the role, what part they play, and in what."""

    span: Span  # in the quote
    name: frozenset[str]
    roles: tuple[str, ...]
    part: str  # DOER, UNDERGOER, or a preposition
    predicate: str  # the concept of the verb, "" when none was found
    verb: str = ""  # its base form
    place: str = ""  # when it is a country that acts
    thing: str = ""  # the noun's concept, when it is no person and no body
    body: frozenset[str] = frozenset()  # whose it is: what "CNN's Ana Ruiz" does, CNN does
    calls: bool = False  # gives something a name: "called the law a disgrace"

    def is_same(self, other: Agent) -> bool:
        """Whether both are written as one and the same."""
        if self.place and other.place:
            return lies_in(self.place, other.place) or lies_in(other.place, self.place)
        if self.name and other.name:
            return share_name(self.name, other.name) or self.name <= other.body or other.name <= self.body
        return bool(set(self.roles) & set(other.roles)) and not (self.name or other.name)

    def is_other(self, other: Agent) -> bool:
        """Whether they cannot be one and the same."""
        if self.is_same(other):
            return False
        if self.thing and other.thing:
            return self.thing != other.thing
        if self.name and other.name:
            return bool(self.place) == bool(other.place) and _are_of_one_kind(self, other)
        if self.place or other.place or not (self.roles and other.roles):
            return False
        return not any(may_be_same(a, b) for a in self.roles for b in other.roles)


def _are_of_one_kind(a: Agent, b: Agent) -> bool:
    if (a.place and b.place) or a.part == AFFILIATED:
        return True
    kinds = {classify_name(" ".join(word.capitalize() for word in sorted(agent.name))) for agent in (a, b)}
    # A name of one word may be a person's, a company's or a band's.
    short = min(len(a.name), len(b.name)) == 1
    return len(kinds) == 1 or short or kinds <= {NameKind.BODY, NameKind.OUTLET} or bool(a.roles and b.roles)


def find_agents(sentence: Sentence) -> tuple[Agent, ...]:
    """The agents of the statement's own words, in their order."""
    words = sentence.words
    found: list[Agent] = []
    taken: set[int] = set()
    for span in sentence.names:
        if words[span.start].own and (agent := _read_name(words, span, taken)):
            found.append(agent)
    for index, word in enumerate(words):
        if word.own and word.role and index not in taken and not _is_owner(word):
            end = index + 1
            if end < len(words) and words[end].lower == "of" and is_vague_role(word.lower):
                continue  # "a group of pupils"
            if _find_preposition(words, index) and _goes_on(words, end):
                continue  # "by a navy frigate"
            if end < len(words) and words[end].role and not _is_owner(words[end]):
                continue  # "police" in "police officer" is told with the officer
            start = index - 1 if index and words[index - 1].role and not _is_owner(words[index - 1]) else index
            titles = tuple(w.lower for w in words[start:end])
            # "union leader" is told by the union.
            roles = tuple(title for title in titles if not is_vague_role(title)) or titles[-1:]
            found.append(_place_agent(words, start, end, frozenset(), roles, ""))
    found += _find_causes(words, {agent.span.start for agent in found})
    return tuple(sorted(found, key=lambda agent: agent.span.start))


def _goes_on(words: Sequence[Word], end: int) -> bool:
    """Whether a noun at `end` goes on the phrase."""
    if end >= len(words) or not words[end].content or not words[end].text[0].islower() or words[end].dated:
        return False
    return not words[end].lower.endswith(("ed", "ing", "ly")) and words[end].lower not in PAST_FORMS


def _find_causes(words: Sequence[Word], known: set[int]) -> list[Agent]:
    """Things that do something: the noun after "by" where somebody or something was acted upon."""
    found = []
    for index, word in enumerate(words):
        verb = words[index - 1] if index else word
        participle = verb.lower.endswith(("ed", "en")) or verb.lower in PAST_FORMS
        if not word.own or word.lower != "by" or not participle or not _may_be_verb(words, index - 1):
            continue
        head = _find_head(words, index + 1)
        if head is not None and head.start not in known and head.name < 0 and not head.role and not head.number:
            found.append(
                Agent(Span(head.start, head.end), frozenset(), (), DOER, verb.lexeme.key, thing=head.lexeme.key)
            )
    return found


def _find_head(words: Sequence[Word], start: int) -> Word | None:
    """The noun that a phrase is about: its last word before anything that ends a phrase."""
    head = None
    for word in words[start : start + 5]:
        if word.lower in _DETERMINERS:
            continue
        if not word.content or word.dated or word.name >= 0:
            break
        head = word
    return head


def _is_owner(word: Word) -> bool:
    return word.lower.endswith(("'s", "’s", "s'", "s’"))


def _read_name(words: Sequence[Word], span: Span, taken: set[int]) -> Agent | None:
    inside = words[span.start : span.end]
    if _is_owner(inside[-1]):
        return None
    bodies = {word.lower[:-2] for word in inside if _is_owner(word) and word.text[:-2].isupper()}
    inside = [word for word in inside if not _is_owner(word)]
    titles = [word for word in inside[:-1] if word.lower in TITLES or is_role(word.lower)]
    if all(word.lower in TITLES for word in inside):  # "Egypt's President" names nobody
        name: frozenset[str] = frozenset()
        titles = inside[-1:]
    else:
        name = frozenset(part.strip(".") for word in inside if word not in titles for part in word.lower.split("-"))
    place = find_place(" ".join(word.text for word in inside))
    start = span.start
    roles = [title.lower for title in titles]
    for back in (start - 1, start - 2):
        if back >= 0 and words[back].role and (back == start - 1 or words[start - 1].text == ","):
            roles.append(words[back].lower)
            taken.add(back)
            start = min(start, back) if back == span.start - 1 else start
            break
    roles += _read_apposition(words, span.end, taken)
    return replace(_place_agent(words, span.start, span.end, name, tuple(roles), place), body=frozenset(bodies))


def _read_apposition(words: Sequence[Word], end: int, taken: set[int]) -> list[str]:
    """The role in ", the coach," or ", who trains the club" after a name."""
    if end >= len(words) or words[end].text != ",":
        return []
    for index in range(end + 1, min(end + 6, len(words))):
        if words[index].text == ",":
            break
        if words[index].role and not _is_owner(words[index]):
            taken.add(index)
            return [words[index].lower]
    return []


def _place_agent(
    words: Sequence[Word], start: int, end: int, name: frozenset[str], roles: tuple[str, ...], place: str
) -> Agent:
    before = _find_preposition(words, start)
    calls = any(
        word.lexeme.key == "cal" and any(later.lower in ("a", "an") for later in words[index + 2 : index + 9])
        for index, word in enumerate(words)
        if index >= end and word.clause <= words[end - 1].clause + 2
    )
    verb_before, verb = _find_verb_before(words, start)
    if before in ("at", "from", "with") and roles == () and (member := _find_member(words, start, before)):
        part, predicate = AFFILIATED, member
    elif before == "by":
        part, predicate = DOER, _find_authored(words, start) or verb_before
    elif before:
        part, predicate = before, verb_before
    elif verb_before:
        part, predicate = UNDERGOER, verb_before
    else:
        part, predicate, verb = _find_verb_after(words, end)
    return Agent(Span(words[start].start, words[end - 1].end), name, roles, part, predicate, verb, place, calls=calls)


def _find_preposition(words: Sequence[Word], start: int) -> str:
    """The preposition that governs the phrase, "" when there is none."""
    index = start - 1
    while index >= 0 and start - index <= 5:
        word = words[index]
        if word.lower == "of" and index and words[index - 1].lower in _CROWDS:
            index -= 2
            continue
        if word.lower in _PREPOSITIONS:
            return word.lower
        inside = word.lower in _DETERMINERS or word.number or word.role or _is_owner(word)
        if not inside and not (word.content and word.text[0].islower() and not _may_be_verb(words, index)):
            return ""
        index -= 1
    return ""


def _find_member(words: Sequence[Word], start: int, preposition: str) -> str:
    """Who belongs to the body: "analysts" in "analysts at the bank", "" when nobody stands there."""
    at = next((i for i in range(start - 1, max(-1, start - 4), -1) if words[i].lower == preposition), 0)
    return words[at - 1].lexeme.key if at and words[at - 1].role else ""


def _find_authored(words: Sequence[Word], start: int) -> str:
    """The document in "a report by the court", "" where "by" follows something else."""
    at = next((i for i in range(start - 1, max(-1, start - 6), -1) if words[i].lower == "by"), 0)
    if at and words[at - 1].lower in _DOCUMENTS:
        return AUTHORSHIP
    authored = at and find_base(words[at - 1].lower) in _AUTHORING
    return AUTHORSHIP if authored and any(word.lower in _DOCUMENTS for word in words[:at]) else ""


def _may_be_verb(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    if not (word.content or word.spoken) or word.role or word.name >= 0 or not word.text[0].islower():
        return False
    before = words[index - 1].lower if index else ""
    if before in _DETERMINERS or (before in _PREPOSITIONS and before != "to"):
        return False
    return not word.number


def _find_verb_before(words: Sequence[Word], start: int) -> tuple[str, str]:
    """Concept and base form of the nearest verb before the phrase, empty when there is none."""
    clause = words[start].clause
    joined = any(w.clause == clause and w.lower in ("and", "or") for w in words[:start])
    for index in range(start - 1, -1, -1):
        if words[index].clause < clause - 1 or (words[index].clause != clause and words[index].text in ".;:"):
            break
        if words[index].clause == clause - 1 and not joined:
            break
        if _may_be_verb(words, index) and _looks_finite(words, index):
            return words[index].lexeme.key, find_base(words[index].lower)
    return "", ""


def _looks_finite(words: Sequence[Word], index: int) -> bool:
    """Whether a word that may be a verb looks like one: by its ending, its form, or the word before it."""
    lowered = words[index].lower
    before = words[index - 1].lower if index else ""
    if before in _BETWEEN or lowered.endswith(("ed", "ing")) or lowered in PAST_FORMS:
        return True
    return words[index].lexeme.key.startswith("#") or lowered.endswith("s")


def _is_followed_by_preposition(words: Sequence[Word], index: int) -> bool:
    return index + 1 < len(words) and (words[index + 1].lower in _PREPOSITIONS or words[index + 1].lower == "after")


def _find_verb_after(words: Sequence[Word], end: int) -> tuple[str, str, str]:
    """The part, concept and base form of the verb after the phrase."""
    passive = False
    clause = words[end - 1].clause
    for index in range(end, min(end + VERB_REACH, len(words))):
        word = words[index]
        if word.text in ".;:" or word.clause > clause + 2:
            break
        passive = passive or word.lower in _BE
        if _may_be_verb(words, index) and (_looks_finite(words, index) or index == end):
            after = [later.lower for later in words[index + 1 : index + 3]]
            if find_base(word.lower) in _DECLINED and after == ["to", "comment"]:
                break  # each of many says nothing
            participle = word.lower.endswith(("ed", "en")) or word.lower in PAST_FORMS
            if participle and word.lexeme.key in _SUFFERED and _is_followed_by_preposition(words, index):
                passive = True  # "hostages killed in a raid"
            return (UNDERGOER if passive and participle else DOER), word.lexeme.key, find_base(word.lower)
    return DOER, "", ""
