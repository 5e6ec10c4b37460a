"""Quantities in a text: value or range, unit, what is counted, and how firmly.

Idea: embeddings hardly see a number, so numbers are read by a grammar of our own and compared as values.
Method: one linear tokenizer; numbers are read from digits ("1,500", "10.000", "1.5bn") and words
("forty-two", "two million"); then ranges, bounds ("at least"), currency, units and the counted noun are
read around each number.

Rules of reading:
- a dot before exactly three digits separates thousands ("10.000 troops"), unless the number starts with 0
  or is followed by percent or a scale word ("2.125 million"); a comma before three digits always does;
- a plain four-digit number from 1500 to 2100 with no plural noun, unit or currency beside it is a year, not
  a quantity;
- ordinals, clock times, dates and numbers glued to letters or hyphens ("F-16", "G20") are left out;
- "dozens" is 24 to 99, "thousands" 2,000 to 999,000 and so on: approximate ranges; shares are percent
  ("half" is 50).

Limits: English words; a European decimal comma is read only with one or two digits. "several" and "few"
state no value.
Reference: the value/unit/modifier frame follows Roy, Vieira and Roth, "Reasoning about quantities in
natural language" (TACL 2015); the grammar is our own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from claims.domain.counted import find_counted, find_unit
from claims.domain.cues import fold_case
from claims.domain.dates import find_date_spans
from claims.domain.numerals import ONES, SCALES, SHARES, TENS, VAGUE, parse_number, read_number_words
from claims.domain.types import Quantity, Span

# Nobody reports a count of more than 10^18 in digits; longer digit strings are keys, codes or attacks.
LONGEST_DIGITS = 24

# A sentence is far shorter; whatever stands behind this is not read, so that hostile text costs no more than
# a moment.
LONGEST_TEXT = 20_000

_CURRENCIES = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "c$": "CAD",
    "a$": "AUD",
}

_WORD = "|".join((*ONES, *TENS))
_TOKEN = re.compile(
    rf"\b(?P<ratio>(?:one|two|three|four|five|six|seven|eight|nine|\d)\s(?:in|out\sof)(?:\severy)?\s"
    rf"(?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d{{1,3}})(?=\s[a-z]))"
    rf"|\bhalf\sa\s(?P<half>thousand|million|billion|trillion|dozen)\b"
    rf"|(?<!at\s)(?<!\bat\sall\s)\b(?P<often>once(?=\s(?:last|this)\s(?:week|month|year|season)\b|\s(?:since|during)\b"
    rf"|\sin\s(?:19|20)\d\d\b|\s?[.!?]?\Z)"
    rf"|twice|thrice)\b(?!\s(?:the|that|its|their|a|daily|weekly)\b|\sas\s(?!much|many|large|big|high|long))"
    rf"|(?P<currency>US\$|C\$|A\$|[$€£¥₹])?\s?(?P<digits>\d{{1,3}}(?:[ ]\d{{3}})+(?![\d.,])"
    rf"|\d[\d.,\u00a0\u202f]*\d|\d)"
    rf"(?:\s?(?P<glued>bn|mn|tn|m|k|b)\b|[\s-](?P<scale>hundred|thousand|million|billion|trillion|dozen)\b)?"
    rf"|\b(?P<share>(?:(?:one|two|three|four|a|an)[\s-])?(?:half|thirds?|quarters?|fifths?"
    rf"|tenths?)(?=\s(?:of|the|its|their|all)\b)"
    rf"|(?<=\bby\s)(?:(?:one|two|three|four|a|an)[\s-])?(?:half|thirds?|quarters?|fifths?|tenths?)"
    rf"(?=\s(?:since|in|from|to|over|within|on|between|after|this|last|compared|during)\b|[.,;]|\Z))"
    rf"|\b(?P<words>(?:a(?=\s(?:hundred|thousand|million|billion|trillion|dozen)\b)|(?:{_WORD})(?=[\s-]|\W"
    rf"|\Z))"
    rf"(?:[\s-](?:and\s)?(?:{_WORD}|hundred|thousand|million|billion|trillion|dozen)\b){{0,12}})"
    rf"|\b(?P<vague>(?:tens\sof\s|hundreds\sof\s)?(?:dozens|scores|tens|hundreds|thousands|millions"
    rf"|billions|trillions)(?=\sof\b))",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\b(?P<least>at\s(?:the\s)?least|no\s(?:fewer|less)\sthan|not\sless\sthan|more\sthan|over"
    r"|upwards?\sof|above|a\sminimum\sof"
    r"|exceed(?:s|ed|ing)?)"
    r"|\b(?P<most>at\s(?:the\s)?most|up\sto|no\smore\sthan|not\smore\sthan|fewer\sthan|less\sthan|under"
    r"|below|as\smany\sas"
    r"|as\smuch\sas|a\smaximum\sof)"
    r"|\b(?P<about>about|around|some|nearly|almost|roughly|approximately|approx\.?|circa|an\sestimated"
    r"|estimated|close\sto)"
    r"|(?P<tilde>~))\s?(?:the\s|an?\s|estimated\s|about\s|some\s)?\Z",
    re.IGNORECASE,
)
_AFTER_BOUND = re.compile(
    r"\s?(?:(?P<least>or\smore|\+|and\s(?:over|above))|(?P<most>or\s(?:fewer|less)))\b|\+", re.IGNORECASE
)
_RANGE_GLUE = re.compile(r"\s?[-–—]\s?\Z|\sto\s\Z|\s(?:and|or)\s\Z", re.IGNORECASE)
_LONGEST_CONTEXT = 40

_NO_NUMBER_BEFORE = re.compile(
    r"(?:[\w/#]|(?<![\s\d])[-–.]|\d[-–]\d+[-–]|\b(?:no|nos|number|article|section|chapter|page|route"
    r"|highway|channel|phase|level|type|covid|size"
    r"|flight|boeing|airbus|room|figure|table|part|world\swar|group\sof)\.?\s)\Z",
    re.IGNORECASE,
)
_NO_NUMBER_AFTER = re.compile(
    r"(?:[:/]\d|\s?(?:[ap]\.?m\b|o['’]clock)|(?:st|nd|rd|th|['’]?[sS])\b|[a-z_@]|-[A-Z]|-style|[-–]\d+[-–]\d|\.\w|\s(?:GMT"
    r"|ET|hours\sGMT)\b)"
)
OLDEST = 120  # years; nobody is older
_AGE_AFTER = re.compile(r"[\s-]years?[\s-](?:old|of\sage)\b|\swhen\s(?:he|she|they)\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged|at\sage|(?:the\s)?age\sof)\s\Z", re.IGNORECASE)
_AGE_BETWEEN = re.compile(r"[a-z]{2},\s\Z")
_NAMES_A_YEAR = re.compile(r"(?:\b[Ss]ince|\b[Uu]ntil|(?:\A|[.;:]\s)In)\s\Z")  # "Since 2029 rents have risen"
_NO_ONE_BEFORE = re.compile(r"\b(?:no|any|every|each|this|that|the|which|some|only|another)\s\Z", re.IGNORECASE)
_NO_ONE_AFTER = re.compile(
    r"\s(?:of|day|another|thing|more|reason|is|was|can|who|that|way|or|and|by|in|on|side)\b|\W*\Z"
)


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str = ""
    vague: bool = False
    plain_year: bool = False
    counted: str = ""


# Scoring, refusal and the mention itself all ask for the same sentence in turn.
@lru_cache(maxsize=32)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Quantities in the first `LONGEST_TEXT` characters, in order, without overlap, offsets into `text`."""
    text = text[:LONGEST_TEXT]
    numbers = _join_ranges(text, _read_numbers(text, find_date_spans(text)))
    return tuple(quantity for number in numbers if (quantity := _complete(text, number)) is not None)


def _read_numbers(text: str, dates: Sequence[Span]) -> list[_Number]:
    dated = bytearray(len(text))
    for span in dates:
        dated[span.start : span.end] = b"\x01" * (span.end - span.start)
    found = []
    for match in _TOKEN.finditer(text):
        number = None if any(dated[match.start() : match.end()]) else _read_number(text, match)
        if number is not None:
            found.append(number)
    return found


def _read_number(text: str, match: re.Match[str]) -> _Number | None:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    before = text[max(0, start - 14) : start]
    after = text[match.end() : match.end() + 12]
    if match["digits"]:
        if _NO_NUMBER_BEFORE.search(before) and not match["currency"]:
            return None
        in_chain = before[-1:] in ("-", "–") and after[:1] in ("-", "–")  # the middle of 555-123-4567
        return None if in_chain or _NO_NUMBER_AFTER.match(after) else _read_digits(text, match, start)
    if match["vague"]:
        return _read_vague(fold_case(match["vague"]), start, match.end())
    if match["share"]:
        return _read_share(fold_case(match["share"]), start, match.end())
    if not match["words"]:
        return _read_idiom(match, start)
    words = fold_case(match["words"])
    if words == "one" and (_NO_ONE_BEFORE.search(before) or _NO_ONE_AFTER.match(after)):
        return None
    value = read_number_words(words)
    return None if value is None else _Number(start, match.end(), value, value)


def _read_digits(text: str, match: re.Match[str], start: int) -> _Number | None:
    digits = match["digits"].replace(" ", "\u00a0")
    if len(digits) > LONGEST_DIGITS:
        return None
    scale = fold_case(match["glued"] or match["scale"] or "")
    decimal_follows = bool(scale) or re.match(r"\s?(?:%|per\s?cent|percent)", text[match.end() : match.end() + 10])
    value = parse_number(digits, keep_decimal=bool(decimal_follows))
    if value is None:
        return None
    value *= SCALES.get(scale, 1)
    unit = _CURRENCIES.get((match["currency"] or "").lower(), "")
    year = (
        digits.isascii() and len(digits) == 4 and digits.isdigit() and 1500 <= value <= 2100 and not scale and not unit
    )
    return _Number(start, match.end(), value, value, unit=unit, plain_year=year)


def _read_vague(words: str, start: int, end: int) -> _Number:
    """ "dozens" is 24 to 99, "tens of thousands" 20,000 to 99,000, "millions" 2,000,000 to 999,000,000."""
    first, *rest = words.replace(" of ", " ").split()
    scale = VAGUE[first]
    low, high = 2 * scale, 99 if scale < 100 else 999 * (scale if scale > 100 else 1)
    for word in rest:
        low, high = low * VAGUE[word], high * VAGUE[word]
    return _Number(start, end, Decimal(low), Decimal(high), vague=True)


def _read_idiom(match: re.Match[str], start: int) -> _Number | None:
    """ "one in ten" is 10 percent, "half a million" 500,000, "twice" two times."""
    if match["half"]:
        value = Decimal(SCALES[fold_case(match["half"])]) / 2
        return _Number(start, match.end(), value, value)
    if match["often"]:
        times = Decimal({"once": 1, "twice": 2, "thrice": 3}[fold_case(match["often"])])
        return _Number(start, match.end(), times, times, counted="times")
    part, whole = (_read_small(word) for word in (match["ratio"].split()[0], match["ratio"].split()[-1]))
    if not part or not whole or part >= whole:
        return None
    share = (100 * part / whole).quantize(Decimal("0.01")).normalize()
    return _Number(start, match.end(), Decimal(f"{share:f}"), Decimal(f"{share:f}"), unit="percent")


def _read_small(word: str) -> Decimal | None:
    return parse_number(word) if word[0].isdigit() else read_number_words(fold_case(word))


def _read_share(words: str, start: int, end: int) -> _Number:
    *count, noun = re.split(r"[\s-]", words)
    top, bottom = SHARES[noun]
    top *= {"two": 2, "three": 3, "four": 4}.get(count[0] if count else "", 1)
    value = (Decimal(100) * top / bottom).quantize(Decimal("0.01")).normalize()
    return _Number(start, end, Decimal(f"{value:f}"), Decimal(f"{value:f}"), unit="percent", vague=noun != "half")


def _join_ranges(text: str, numbers: list[_Number]) -> list[_Number]:
    joined: list[_Number] = []
    for number in numbers:
        if joined and (merged := _join_range(text, joined[-1], number)) is not None:
            joined[-1] = merged
        else:
            joined.append(number)
    return joined


def _join_range(text: str, first: _Number, second: _Number) -> _Number | None:
    gap = text[first.end : second.start]
    if len(gap) > 6 or first.low != first.high or second.low != second.high:
        return None
    if not _RANGE_GLUE.fullmatch(gap):
        return None
    if gap.strip().lower() == "and" and not re.search(
        r"\bbetween\s\Z", text[max(0, first.start - 9) : first.start], re.I
    ):
        return None
    low, high = first.low, second.high
    # "2 to 3 million" means two million; "$5-7" shares its sign.
    for scale in (10**12, 10**9, 10**6, 10**3):
        if high >= scale and low < 1000 and re.search(r"[a-z]", text[second.start : second.end], re.I):
            low *= scale
            break
    if low > high:
        return None
    return replace(first, end=second.end, low=low, high=high, unit=first.unit or second.unit, plain_year=False)


def _is_age(text: str, number: _Number) -> bool:
    """Whether the number is somebody's age: "34-year-old", "aged 34", "the climber, 34,"."""
    before, after = text[max(0, number.start - 16) : number.start], text[number.end : number.end + 16]
    if not 0 < number.high <= OLDEST:
        return False
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    return bool(_AGE_BETWEEN.search(before)) and after[:1] == ","


def _complete(text: str, number: _Number) -> Quantity | None:
    """Unit, counted noun, bound and approximation read around a number; None when it is a year after all."""
    unit, end = number.unit, number.end
    if not unit and _is_age(text, number):
        unit = "age"
    elif not unit:
        unit, end = find_unit(text, number.end)
    after = _AFTER_BOUND.match(text, end)
    noun_start = after.end() if after else end
    counted = number.counted
    if not counted and unit in ("", "percent"):
        counted = find_counted(text, noun_start, number.high)
    if (
        number.plain_year
        and not unit
        and (not counted or _NAMES_A_YEAR.search(text, max(0, number.start - 8), number.start))
    ):
        return None
    before = _BEFORE.search(text[max(0, number.start - _LONGEST_CONTEXT) : number.start])
    bound = ""
    for match in (before, after):
        if match and (match["least"] or match.group() == "+"):
            bound = "at_least"
        elif match and match["most"]:
            bound = "at_most"
    start = number.start
    return Quantity(start, end, number.low, number.high, unit, counted, bool(before or after) or number.vague, bound)
