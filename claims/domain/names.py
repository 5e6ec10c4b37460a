"""Names in a text: where they stand, and whether they name a person, an outlet, a body or a place.

Method: runs of capitalised words joined by small connecting words; the kind is decided by the words in the
run (endings of newspaper names, words of institutions, countries and their adjectives, titles), a person
being what is left.

Limits: English news style; a sentence's first word counts only as part of a longer run or when it is
written elsewhere. Short lists, no gazetteer: an unknown town is taken for a person only where somebody of
that name speaks.
Reference: none, own rules.
"""

from __future__ import annotations

import re
from enum import StrEnum

from claims.domain.lexicon import COMPANIES, NOT_NAMES, OUTLETS, PLACES, TITLES
from claims.domain.types import Span

_CAPITALISED = r"(?:(?:al|el|ul|as|ar|an)-)?[^\W\d_a-z][\w.'’&-]*"
_CONNECTOR = r"(?:of|the|and|for|de|del|la|las|los|da|dos|von|van|bin|al|el|ibn|&)"
# The lookahead keeps "and" and "the" out of a run unless a capital follows at once.
_RUN = re.compile(
    rf"(?<![\w-]){_CAPITALISED}(?:[ ](?:(?:of|de|del|la|las|los|da|dos|von|van|bin|ibn"
    rf"|&)[ ](?:the[ ])?)?{_CAPITALISED}){{0,7}}"
)
_OUTLET_WORD = re.compile(
    r"\b(?:Times|Post|News|Herald|Tribune|Mirror|Journal|Gazette|Examiner|Chronicle|Telegraph|Independent"
    r"|Observer|Globe"
    r"|Press|Newspaper|Radio|TV|Television|Broadcasting|Magazine|Weekly|Courier|Inquirer|Sentinel|Ledger"
    r"|Daily|Bulletin"
    r"|Dispatch|Insider|Wire|Newswire|Argus|Echo|Messenger|Jazeera|Beast|Hill|Intercept|Atlantic|Monitor)\Z"
    r"|\A(?:The\s)?Daily\s"
)
_BODY_WORD = re.compile(
    r"\b(?:Department|Ministry|House|Pentagon|Kremlin|Congress|Senate|Parliament|Government|Administration"
    r"|Agency|Office"
    r"|Police|Army|Navy|Force|Forces|Guard|Patrol|Command|Court|Commission|Committee|Council|Bureau"
    r"|Authority|Service"
    r"|Services|Union|Party|Rights|Health\w{0,4}|University|College|Institute|Hospital|Bank|Company|Corp|Corporation|Inc|Ltd"
    r"|Group|Foundation"
    r"|Association|Organi[sz]ation|Cross|Watch|Nations|NATO|Board|Center|Centre|Federation|Cartel|Brigade"
    r"|Embassy|Airlines?"
    r"|Council|Reserve|Treasury|Fund|Society|Club|Team|Trust|Network|Coalition|Secretariat|Observatory"
    r"|Survey|Laboratory)\b"
)
_CAMEL_CASE = re.compile(r"(?!Ma?c|De|La|Le|O['’]|D['’])[A-Z][a-z]+[A-Z]\w*")
_PLACE_PHRASE = re.compile(
    r"(?:\A|\s)(?:United\s(?:States|Kingdom)|New\s(?:York|Mexico|Jersey|Hampshire|Zealand|Delhi|Orleans)"
    r"|North\s\w+|South\s\w+"
    r"|Saudi\sArabia|Los\sAngeles|San\s\w+|El\sPaso|\w+\sCity|Latin\sAmerica(?:n)?|Middle\sEast|Hong\sKong)\Z"
)
_DEMONYM = re.compile(
    r"(?:U\.S\.|US|UK|U\.K\.|EU|\w+(?:ican|ian|ish|ese|ench|utch|eek|erman|raeli|raqi|akistani|ussian"
    r"|orean))\Z"
)


class NameKind(StrEnum):
    PERSON = "person"
    OUTLET = "outlet"
    BODY = "body"
    PLACE = "place"


def find_names(text: str) -> tuple[Span, ...]:
    """Spans of names, leading words that only begin the sentence left out."""
    found = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        words = match.group().split(" ")
        while words and words[0].lower().strip(".'’") in NOT_NAMES:
            start += len(words[0]) + 1
            words.pop(0)
        end -= len(match.group()) - len(match.group().rstrip(".'’&-"))
        if words and start < end and re.search(r"[^\W\d_]{2}|[A-Z]\.[A-Z]", text[start:end]):
            found.append(Span(start, end))
    return tuple(found)


def classify_name(name: str) -> NameKind:
    """What a name (without title) names; PERSON when nothing says otherwise."""
    bare = re.sub(r"\A[Tt]he\s", "", strip_possessive(name))
    lowered = bare.lower()
    if lowered.split(" ")[0] in OUTLETS or _OUTLET_WORD.search(bare):
        return NameKind.OUTLET
    if lowered in COMPANIES or _CAMEL_CASE.fullmatch(bare):
        return NameKind.BODY
    if _BODY_WORD.search(bare) or re.fullmatch(r"[A-Z][A-Z&.-]{1,6}", bare) and lowered not in PLACES:
        return NameKind.BODY
    if lowered in PLACES or _PLACE_PHRASE.search(bare):
        return NameKind.PLACE
    return NameKind.PERSON


def strip_possessive(name: str) -> str:
    """The name without a possessive ending or closing punctuation, initials kept ("U.S.")."""
    bare = re.sub(r"(?:['’]s?|,)\Z", "", name.strip())
    return bare if re.search(r"\b[A-Z]\.\Z", bare) else bare.rstrip(".")


def strip_title(name: str) -> str:
    """A personal name without titles and nationality ("Mexican President Ana Ruiz" -> "Ana Ruiz")."""
    words = strip_possessive(name).split(" ")
    last = max((i for i, word in enumerate(words) if word.lower() in TITLES), default=-1)
    if 0 <= last < len(words) - 1:
        words = words[last + 1 :]
    while len(words) > 1 and _DEMONYM.match(words[0]):
        words = words[1:]
    return " ".join(words)


def has_title(name: str) -> bool:
    """Whether a title or office stands in front of or instead of a name."""
    return any(word.lower() in TITLES for word in name.split(" "))


def map_surnames(sentences: tuple[str, ...]) -> dict[str, str]:
    """Last name -> full name, for persons named in full whose last name belongs to one of them only."""
    full: dict[str, set[str]] = {}
    for sentence in sentences:
        for span in find_names(sentence):
            # "Ana Ruiz of Daily Courier" is one run of capitals; the person ends before "of".
            name = strip_title(sentence[span.start : span.end].split(" of ")[0])
            words = name.split(" ")
            if 2 <= len(words) <= 5 and classify_name(name) is NameKind.PERSON and words[-1][0].isupper():
                full.setdefault(words[-1], set()).add(name)
    return {last: min(names) for last, names in full.items() if len(names) == 1}
