"""Who a speaker phrase names: "Mexican President Ana Ruiz", "a report by The Mirror", "two of the
officials", "he".

Method: the phrase is classified by its head word and its names; what the article said earlier (full names,
documents and their outlets, the last speaker) resolves surnames, "the report" and pronouns. A pronoun that
could mean two people stays unresolved and is named as such.

Limits: English; "it" and "the group" are not resolved. Reference: none, own rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from claims.domain.lexicon import NOT_NAMES, TITLES
from claims.domain.names import (
    NameKind,
    classify_name,
    find_names,
    has_title,
    strip_possessive,
    strip_title,
)
from claims.domain.types import Claimant, ClaimantKind

_ARTICLE = re.compile(
    r"\A(?:the|an?|this|that|these|those|another|its|their|his|her|our|one\sof\s(?:the|their|its|his|her))\s",
    re.I,
)
_DOCUMENT = (
    r"memo|memorandum|document|documents|report|summary|statement|letter|study|survey|poll|filing"
    r"|indictment|complaint|lawsuit"
    r"|transcript|readout|bulletin|article|dispatch|email|e-mail|audit|ruling|order|press\srelease|release"
    r"|post|tweet|note|paper|review"
    r"|investigation|analysis|intelligence\sassessment|assessment|communiqu[eé]|interview|editorial"
    r"|briefing|leak|newsletter"
)
# "Post" and "Dispatch" with a capital belong to names of outlets; only a phrase's first word may have one.
_DOCUMENT_HEAD = re.compile(
    rf"(?:\b(?P<noun>{_DOCUMENT})|\A(?P<first>(?i:{_DOCUMENT})))\b(?!['’]s\s)(?! [A-Z])"
    rf"|\b(?P<before_name>{_DOCUMENT})\b"
)
# Only these words stand for an outlet's own work: "the report" after "a report by The Mirror" is The Mirror
# speaking.
_OWN_WORK = frozenset(
    ("report", "article", "dispatch", "investigation", "interview", "story", "editorial", "newsletter")
)
_BY = re.compile(r"\b(?:by|from|in|of)\s+(?P<owner>.+)\Z", re.I)
_THROUGH = re.compile(
    r"\b(?:released|published|obtained|seen|reviewed|leaked|cited|reported|revealed|shared)\s(?:by|to|in"
    r"|with)\s+(?P<outlet>.+)\Z",
    re.I,
)
_UNNAMED = re.compile(
    r"\b(?:sources?|officials?|experts?|analysts?|critics|witness(?:es)?|observers|insiders?|residents?"
    r"|aides?|some|many|others|several"
    r"|reports|lawmakers|investigators|prosecutors|economists|scientists|researchers|activists|supporters"
    r"|opponents|people|locals"
    r"|neighbou?rs|survivors|relatives|executives?|employees?|diplomats?|commanders?|soldiers|agents"
    r"|officers?|spokes(?:man|woman|person)"
    r"|mayor|governor|president|minister|lawyers?|attorney|judge|doctors?|teacher|mother|father|driver"
    r"|victims?|farmer|man|woman|student"
    r"|director|chief|historians?|journalists?|reporters?|study|organi[sz]ers|protesters|leaders|media)\b",
    re.I,
)
_COLLECTIVE = re.compile(
    r"\b(?:authorities|police|government|ministry|administration|army|military|agency|company|court"
    r"|department|embassy|party|union"
    r"|council|commission|committee|parliament|hospital|university|cartel|group|organi[sz]ation|firm|bank"
    r"|airline|prosecutor['’]s\soffice"
    r"|coast\sguard|navy|cabinet|office|bureau|regulator|watchdog|charity)\Z",
    re.I,
)
_PRONOUN = re.compile(r"\A(?:he|she|they|it|who)\Z", re.I)
_PERSON_ROLE = re.compile(
    r"\b(?:president|minister|secretary|mayor|governor|director|chief|head|leader|spokes(?:man|woman"
    r"|person)|chair(?:man|woman)?|lawyer"
    r"|judge|commander|coach|founder|author|owner|manager|captain|ambassador|sheriff|officer|official"
    r"|analyst|professor)\b",
    re.I,
)
_NO_SPEAKER = re.compile(r"\A[A-Za-z]+ing\s|\A(?:his|her|its|their)\s(?:past|own|rhetoric|words|tone|actions)\b", re.I)
_SPOKESPERSON = re.compile(r"\bspokes(?:man|woman|person)\sfor\s(?P<owner>.+)\Z", re.I)
_AFFILIATION = re.compile(r"\A(?P<name>.+?),?\s(?:of|from|at|with|for)\s(?P<outlet>(?:the\s|The\s)?[A-Z].*)\Z")
_POSSESSOR = re.compile(r"\A(?P<owner>.+?)['’]s?\s+(?P<thing>[a-z].*)\Z")
# "two U.S. officials with knowledge of the matter": what follows only describes.
_DESCRIPTION = re.compile(
    r"\s(?:with\sknowledge|familiar\swith|who|which|during|briefed|close\sto|speaking|on\scondition"
    r"|in\sthe\smatter)\b.*\Z"
)


@dataclass(slots=True)
class Memory:
    """What one article has said about its speakers so far."""

    surnames: dict[str, str]
    people: dict[str, Claimant] = field(default_factory=dict)
    documents: dict[str, Claimant] = field(default_factory=dict)
    last_document: Claimant | None = None
    last: Claimant | None = None  # the speaker of the sentence before
    nearby: tuple[str, ...] = ()  # persons named in the sentence before


def resolve_speaker(phrase: str, memory: Memory, *, aside: str = "", listener: str = "") -> Claimant | None:
    """The claimant that a speaker phrase names, None where the phrase names nobody who can speak."""
    phrase = " ".join(phrase.replace("“", "").replace("”", "").replace('"', "").split()).strip(" ,—–-")
    claimant = _resolve_aside(phrase, aside, memory) or _resolve_phrase(phrase, memory)
    if claimant is None:
        return None
    outlet = name_outlet(listener)
    if outlet and claimant.via is None and claimant.kind is not ClaimantKind.OUTLET:
        claimant = replace(claimant, via=outlet)
    return claimant


def remember(claimant: Claimant, memory: Memory) -> None:
    """Keep a speaker for later surnames and pronouns."""
    memory.last = claimant
    if claimant.kind is ClaimantKind.PERSON:
        memory.people[claimant.name] = claimant


def name_outlet(phrase: str) -> str:
    """The outlet named in a phrase ("the New York Post" -> "New York Post"), "" when none is."""
    for span in find_names(phrase):
        name = strip_possessive(phrase[span.start : span.end])
        # "The Mirror" inside a sentence is how the outlet writes itself; find_names has dropped that article.
        if classify_name(name) is NameKind.OUTLET:
            prefix = phrase[max(0, span.start - 4) : span.start]
            return f"The {name}" if prefix == "The " and span.start > 4 else name
    return ""


def _resolve_aside(phrase: str, aside: str, memory: Memory) -> Claimant | None:
    if aside.lower().startswith("citing "):
        person = _resolve_phrase(aside[7:], memory)
        carrier = _resolve_phrase(phrase, memory)
        via = _name_carrier(carrier) if carrier else None
        return replace(person, via=person.via or via) if person else None
    if aside and re.match(r"[A-Z]", aside) and not find_names(phrase):
        named = _resolve_phrase(aside, memory)
        return named if named and named.kind in (ClaimantKind.PERSON, ClaimantKind.OUTLET) else None
    if re.match(r"[A-Z][\w.'’-]+\s[A-Z]", aside) and _PERSON_ROLE.search(phrase):
        named = _resolve_phrase(aside, memory)  # "the president of the club, Ana Ruiz, said"
        return named if named and named.kind is ClaimantKind.PERSON else None
    return None


def _name_carrier(claimant: Claimant) -> str | None:
    return claimant.name if claimant.kind is ClaimantKind.OUTLET else claimant.via or claimant.name or None


def _resolve_phrase(phrase: str, memory: Memory) -> Claimant | None:
    if not phrase or len(phrase) > 200 or _NO_SPEAKER.match(phrase):
        return None
    if _PRONOUN.match(phrase):
        return _resolve_pronoun(phrase.lower(), memory)
    phrase = _DESCRIPTION.sub("", phrase)
    if spokesperson := _SPOKESPERSON.search(phrase):
        return _resolve_phrase(spokesperson["owner"], memory)
    document = _DOCUMENT_HEAD.search(phrase)
    if document is not None and not phrase[: document.start()].lower().endswith(("of ", "by ", "to ", "from ")):
        return _resolve_document(phrase, document, memory)
    return _resolve_people(phrase, memory)


def _resolve_people(phrase: str, memory: Memory) -> Claimant | None:
    names = [phrase[span.start : span.end] for span in find_names(phrase)]
    unnamed = _UNNAMED.search(phrase)
    bare = _ARTICLE.sub("", phrase)
    if unnamed and not _names_person(names):
        owner = name_outlet(phrase) if re.search(r"['’]s?\s", phrase) else ""
        name = _strip_owner(bare) if owner else bare
        return Claimant(_lower_first(name), ClaimantKind.UNNAMED, via=owner or None)
    if _COLLECTIVE.search(phrase) and not _names_person(names[-1:]):
        return Claimant(bare, ClaimantKind.BODY)
    return _resolve_name(phrase, names, memory) if names else None


def _names_person(names: list[str]) -> bool:
    # "Ana Ruiz of Daily Courier" is one run of capitals: the person ends before "of".
    return any(_is_person(name) or _is_person(name.split(" of ")[0]) for name in names)


def _is_person(name: str) -> bool:
    person = strip_title(name)
    named_fully = " " in person or has_title(name)
    return classify_name(person) is NameKind.PERSON and named_fully and len(name) > 4


def _lower_first(phrase: str) -> str:
    """ "Critics" at the start of a sentence is "critics"; names and nationalities keep their capital."""
    first = phrase.split(" ")[0]
    common = _UNNAMED.fullmatch(first) or first.lower() in NOT_NAMES
    return phrase[0].lower() + phrase[1:] if first[1:].islower() and common else phrase


def _strip_owner(phrase: str) -> str:
    match = _POSSESSOR.match(phrase)
    return match["thing"] if match else phrase


def _resolve_name(phrase: str, names: list[str], memory: Memory) -> Claimant | None:
    # The name must end the phrase, or an affiliation follows: anything else is not a plain speaker.
    via = None
    affiliation = _AFFILIATION.match(phrase)
    if affiliation and (outlet := name_outlet("x " + affiliation["outlet"])):
        first = [affiliation["name"][s.start : s.end] for s in find_names(affiliation["name"])]
        names, via = (first or names), outlet
        phrase = affiliation["name"]
    name = names[-1]
    head = name.split(" of ")[0]
    if has_title(head) and _is_person(head):
        name = phrase = head
    if " aka " in phrase:
        name = names[0]
    elif not strip_possessive(phrase).endswith(strip_possessive(name)):
        return None
    name = strip_possessive(name)
    outlet = name_outlet("x " + phrase) if classify_name(name) is NameKind.OUTLET else ""
    if outlet:
        return Claimant(outlet, ClaimantKind.OUTLET)
    if all(word.lower() in TITLES for word in name.split(" ")):
        return Claimant(_ARTICLE.sub("", phrase), ClaimantKind.UNNAMED, via=via)
    kind = classify_name(name)
    if kind in (NameKind.BODY, NameKind.PLACE) and not (
        has_title(name) and classify_name(strip_title(name)) is NameKind.PERSON
    ):
        return Claimant(name, ClaimantKind.BODY, via=via)
    person = strip_title(name)
    person = memory.surnames.get(person, person)
    known = memory.people.get(person)
    return Claimant(person, ClaimantKind.PERSON, via=via or (known.via if known else None))


def _resolve_pronoun(pronoun: str, memory: Memory) -> Claimant:
    last = memory.last
    plural = last is not None and last.kind is ClaimantKind.UNNAMED and last.name.split(" ")[0].endswith("s")
    if last is not None and pronoun in ("he", "she") and last.kind in (ClaimantKind.PERSON, ClaimantKind.UNNAMED):
        return replace(last, direct=False)
    if pronoun in ("he", "she") and len(memory.nearby) == 1:
        name = memory.nearby[0]
        return memory.people.get(name, Claimant(name, ClaimantKind.PERSON))
    if pronoun == "they" and last is not None and (plural or last.kind is ClaimantKind.UNNAMED):
        return replace(last, direct=False)
    if (
        pronoun == "it"
        and last is not None
        and last.kind in (ClaimantKind.BODY, ClaimantKind.DOCUMENT, ClaimantKind.OUTLET)
    ):
        return replace(last, direct=False)
    return Claimant(pronoun, ClaimantKind.UNNAMED)


def _resolve_document(phrase: str, match: re.Match[str], memory: Memory) -> Claimant | None:
    noun = match.group().lower()
    owner = _find_owner(phrase, match, memory)
    if owner is not None and (noun in _OWN_WORK or owner.kind is not ClaimantKind.OUTLET):
        via = None if owner.kind is ClaimantKind.OUTLET else _ARTICLE.sub("", phrase[match.start() :])
        claimant = replace(owner, via=owner.via or via)
    elif known := memory.documents.get(noun) or (memory.last_document if noun == "document" else None):
        claimant = known
    else:
        through = _THROUGH.search(phrase)
        outlet = name_outlet("x " + through["outlet"]) if through else (owner.name if owner else "")
        name = _ARTICLE.sub("", phrase[: match.end()])
        claimant = Claimant(name, ClaimantKind.DOCUMENT, via=outlet or None)
    memory.documents[noun] = memory.last_document = claimant
    return claimant


def _find_owner(phrase: str, match: re.Match[str], memory: Memory) -> Claimant | None:
    """Whose document it is: "the Pentagon's summary", "a report by The Mirror", "an NBC report"."""
    before, after = phrase[: match.start()].strip(), phrase[match.end() :].strip()
    if re.search(r"['’]s?\Z", before):
        return _resolve_people(_ARTICLE.sub("", strip_possessive(before)), memory)
    by = _BY.match(after)
    if by and find_names(by["owner"]):
        return _resolve_people(by["owner"], memory)
    if outlet := name_outlet("x " + before):
        return Claimant(outlet, ClaimantKind.OUTLET)
    return None
