"""Whom the pronoun at the head of a statement means, so that the statement can be read apart from its article.

Idea: "He was arrested in 2019" says nothing on its own; "Ana Ruiz was arrested in 2019" does. The nearest sentence
before that names a matching person says who, if it names only one.
Method: the article is followed sentence by sentence; "he", "she", "his", "her" take the one person of the nearest
sentence (at most `REACH` back) that names any, "it" and "its" the one organisation that was the subject of the
sentence before. Persons named in the statement itself are out ("He met Ruiz"), so are those once referred to by the
other pronoun. Everything else stays as written and is marked.

Limits: English; "they" is never resolved, because plural phrases are many; a person counts only when the article
names him or her in full. Reference: Hobbs, "Resolving pronoun references" (1978), of which this is the cautious part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claims.domain.names import NameKind, classify_name, find_names, strip_possessive, strip_title
from claims.domain.types import Span

# In news a pronoun's person is named in one of the three sentences before in nearly every case; further back the
# wrong one is as likely as the right one.
REACH = 3

_OPENING = re.compile(
    r"(?P<lead>(?:(?:But|And|Still|However|Then|Instead|Later|Meanwhile|Also|Previously|Earlier|Since\sthen|Yet|So"
    r"|In\s\d{4}|On\s[A-Z]\w+(?:\s\d{1,2})?|In\s[A-Z]\w+(?:\s\d{4})?),?\s)?)"
    r"(?P<pronoun>[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b(?!['’-])"
)
_POSSESSIVE = frozenset(("his", "her", "its", "their"))
_GENDER = {"he": "he", "his": "he", "she": "she", "her": "she"}
_TITLE_GENDER = re.compile(r"\b(?:(?P<he>Mr|Sir|King|Prince|Lord)|(?P<she>Mrs|Ms|Miss|Queen|Princess|Lady))\b\.?\s")
# "the transport minister" may be whom the next "she" means.
_SOMEBODY = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]er|[Hh]is|[Oo]ne)\s(?:[a-z][\w-]*\s){0,3}?(?:minister|president|mayor|governor|official"
    r"|spokes(?:man|woman|person)|director|chief|leader|judge|officer|man|woman|boy|girl|teacher|doctor|driver|captain"
    r"|engineer|farmer|student|lawyer|witness|suspect|victim|resident|mother|father|son|daughter|brother|sister|wife"
    r"|husband|secretary|commander|soldier|professor|author|founder|pharmacist|baker|neighbou?r|candidate|senator"
    r"|journalist|reporter|analyst|expert|chairman|chairwoman|nurse|priest|worker|owner|manager|clerk)\b"
    r"(?!['’]s|\s[A-Z]|,\s[A-Z]|\sof\s(?:the\s)?[A-Z])"
)
_ORGANISATION = (NameKind.BODY, NameKind.OUTLET)


@dataclass(slots=True)
class Discourse:
    """What an article has named so far. `surnames`: last name -> full name."""

    surnames: dict[str, str]
    recent: list[tuple[str, ...]] = field(default_factory=list)  # persons by sentence, newest last
    genders: dict[str, str] = field(default_factory=dict)
    subject: str = ""  # the organisation that the last sentence was about


def resolve_opening(statement: str, discourse: Discourse) -> tuple[str, str]:
    """The statement with its opening pronoun replaced, and "" or the pronoun that stayed open."""
    match = _OPENING.match(statement)
    if match is None:
        return statement, ""
    pronoun = match["pronoun"].lower()
    rest = statement[match.end() :]
    name = _find_antecedent(pronoun, statement, discourse)
    if not name:
        return statement, pronoun
    if pronoun in _GENDER:
        discourse.genders[name] = _GENDER[pronoun]
    owner = f"{name}’s" if pronoun in _POSSESSIVE else name
    return f"{match['lead']}{owner}{rest}", ""


def follow_sentence(sentence: str, discourse: Discourse, *, meant: str = "") -> None:
    """Take note of a sentence; `meant` is the person that its pronoun stood for."""
    persons = list_persons(sentence, discourse.surnames)
    if _SOMEBODY.search(sentence):
        persons = (*persons, "")
    for match in _TITLE_GENDER.finditer(sentence):
        for person in list_persons(sentence[match.start() : match.end() + 60], discourse.surnames)[:1]:
            discourse.genders[person] = "he" if match["he"] else "she"
    discourse.recent.append(tuple(dict.fromkeys((*persons, meant))) if meant else persons)
    del discourse.recent[:-REACH]
    discourse.subject = _find_subject(sentence)


def list_persons(sentence: str, surnames: dict[str, str]) -> tuple[str, ...]:
    """Full names of the persons that the sentence names, each once, in order."""
    full = set(surnames.values())
    found = []
    for span in find_names(sentence):
        name = strip_title(strip_possessive(sentence[span.start : span.end].split(" of ")[0]))
        name = surnames.get(name, name)
        if name in full and classify_name(name) is NameKind.PERSON:
            found.append(name)
    return tuple(dict.fromkeys(found))


def _find_antecedent(pronoun: str, statement: str, discourse: Discourse) -> str:
    if pronoun in ("it", "its"):
        return discourse.subject
    if pronoun not in _GENDER:
        return ""
    here = list_persons(statement, discourse.surnames)
    other = "she" if _GENDER[pronoun] == "he" else "he"
    for persons in reversed(discourse.recent):
        matching = [name for name in persons if name not in here and discourse.genders.get(name) != other]
        if matching:
            return matching[0] if len(matching) == 1 else ""  # "" stands for somebody unnamed
    return ""


def _find_subject(sentence: str) -> str:
    """The organisation that opens the sentence, if it is the only one that the sentence names."""
    names = find_names(sentence)
    bodies = [span for span in names if classify_name(_read(sentence, span)) in _ORGANISATION]
    if len({_read(sentence, span) for span in bodies}) != 1:
        return ""
    lead = sentence[: bodies[0].start]
    if lead.lower() not in ("", "the "):
        return ""
    after = sentence[bodies[0].end : bodies[0].end + 2]
    return "" if after[:1] in ("'", "’") else f"{lead}{_read(sentence, bodies[0])}"


def _read(sentence: str, span: Span) -> str:
    return strip_possessive(sentence[span.start : span.end])
