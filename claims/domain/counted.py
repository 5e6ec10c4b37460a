"""What a number counts: the unit or the noun that follows it.

Method: units and currencies from a short table; otherwise the first plural noun within six words of the
same phrase, together with a noun that qualifies it ("1,500 active-duty service members" counts "service
members"). Words that end a noun phrase (prepositions, verbs, punctuation) end the search. No plural, no
guess: the result is then empty.

Limits: English plurals; a list of adjectives by ending stands in for a part-of-speech tagger. Reference:
none, own rules.
"""

from __future__ import annotations

import re
from decimal import Decimal

from claims.domain.lexicon import list_words

LONGEST_PHRASE = 6  # words between the number and its noun; longer phrases are rarely about that number
_LONGEST_WINDOW = 120

_UNITS = {
    "percent": r"%|per\s?cent|percent|pct\.?|percentage\spoints?",
    "USD": r"(?:u\.?s\.?\s)?dollars?|usd",
    "EUR": r"euros?|eur|€",
    "GBP": r"pounds\ssterling|gbp",
    "MXN": r"(?:mexican\s)?pesos?|mxn",
    "CAD": r"canadian\sdollars?",
    "JPY": r"yen|jpy",
    "CNY": r"yuan|renminbi|cny",
    "INR": r"rupees?|inr",
    "RUB": r"rubles?|roubles?",
    "kg": r"kg|kilograms?|kilos?",
    "g": r"grams?|g",
    "t": r"(?:metric\s)?tons?|tonnes?",
    "lb": r"pounds?|lbs?",
    "km": r"km|kilomet(?:er|re)s?",
    "m": r"met(?:er|re)s?",
    "cm": r"cm|centimet(?:er|re)s?",
    "mi": r"miles?",
    "ft": r"feet|foot|ft",
    "ha": r"hectares?|ha",
    "acre": r"acres?",
    "km2": r"square\skilomet(?:er|re)s?|km²|sq\.?\skm",
    "mi2": r"square\smiles?",
    "km/h": r"km/h|kph|kilomet(?:er|re)s\s(?:an|per)\shour",
    "mph": r"mph|miles\s(?:an|per)\shour",
    "l": r"lit(?:er|re)s?",
    "barrel": r"barrels?",
    "degree": r"degrees?(?:\s(?:celsius|fahrenheit))?|°[cf]",
    "MW": r"megawatts?|mw",
    "second": r"seconds?",
    "minute": r"minutes?",
    "hour": r"hours?",
    "day": r"days?",
    "week": r"weeks?",
    "month": r"months?",
    "year": r"years?",
}
# Longer spellings first, so that "miles per hour" is not read as miles.
_UNIT = re.compile(
    r"[\s-]?(?:of\s)?(?:"
    + "|".join(
        f"(?P<u{index}>{pattern})"
        for index, pattern in sorted(
            enumerate(_UNITS.values()),
            key=lambda item: (" " not in item[1] and r"\s" not in item[1], -len(item[1])),
        )
    )
    + r")(?![\w²])",
    re.IGNORECASE,
)
_NAMES = tuple(_UNITS)

_WORD = re.compile(r"\s(?:of\sthe\s|of\s)?([^\W\d_][\w.'’-]*)")
_ENDS_PHRASE = list_words(
    """
    a an the in on at to for from with by as than that which who whom whose when while where of into over
    after before was is are were be been being has have had will would could may might must can should did
    does do and or but if during since until this these those it they he she we you said says against
    between across per each
    """
)
_PLURALS = list_words(
    """
    people personnel men women children troops police staff migrants deaths cattle media data crew infantry
    feet livestock aircraft vessels dead wounded injured
    """
)
_NOT_PLURAL = re.compile(r"(?:ss|us|is|ous|['’]s|s['’])\Z")
_ADJECTIVE = re.compile(
    r"(?:al|ic|ous|ive|ed|ing|ful|less|able|ible|ish|ern|est|ier|ly|ior|ese|ian|profile|scale|level|range"
    r"|duty|term)\Z"
)
_OTHER_ADJECTIVES = list_words(
    """
    such more other new former current top high low big large small major minor young old key best own many
    same different late early extra full free good bad senior junior local armed dead live civilian separate
    public
    """
)


def find_unit(text: str, start: int) -> tuple[str, int]:
    """The unit that begins at `start` (after a number) and where it ends; ("", start) when there is none."""
    match = _UNIT.match(text, start)
    if match is None:
        return "", start
    name = next(name for name, value in match.groupdict().items() if value is not None)
    return _NAMES[int(name[1:])], match.end()


def find_counted(text: str, start: int, value: Decimal) -> str:
    """Lower-cased noun counted by the number that ends at `start`, with its qualifier; "" when unknown."""
    window = text[start : start + _LONGEST_WINDOW]
    words: list[str] = []
    position = 0
    while len(words) < LONGEST_PHRASE and (match := _WORD.match(window, position)) is not None:
        word = match[1].rstrip(".'’")
        if word.lower() in _ENDS_PHRASE:
            break
        words.append(word)
        if _is_plural(word) or (value == 1 and not _is_adjective(word)):
            return _name_counted(words)
        if match[1].endswith(".") and not re.fullmatch(r"(?:[A-Za-z]\.)+", match[1]):
            break
        position = match.end()
    return ""


def _name_counted(words: list[str]) -> str:
    head = words[-1].lower()
    if len(words) > 1 and not _is_adjective(words[-2]):
        return f"{words[-2].lower()} {head}"
    return head


def _is_plural(word: str) -> bool:
    lowered = word.lower()
    if lowered in _PLURALS:
        return True
    return word[:1].islower() and lowered.endswith("s") and len(lowered) > 3 and not _NOT_PLURAL.search(lowered)


def _is_adjective(word: str) -> bool:
    # A capital marks a name ("Mexican"), which is no part of what is counted.
    special = word.lower() in _OTHER_ADJECTIVES or bool(_ADJECTIVE.search(word)) or "-" in word
    return word[:1].isupper() or special
