"""The value of numerals: digits with separators, and number words.

Method: a dot before exactly three digits separates thousands ("10.000"), unless the number starts with 0 or
the caller knows better (`keep_decimal`); a comma before three digits always does; a comma before one or two
digits is a decimal comma.

Limits: English words, Western separators; Indian grouping ("1,00,000") is not read.
Reference: none, own rules.
"""

from __future__ import annotations

import re
from decimal import Decimal

_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(_SMALL.split())}
TENS = {word: value * 10 for value, word in enumerate(_ROUND.split(), 2)}
SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "dozen": 12,
}
VAGUE = {
    "dozens": 12,
    "scores": 20,
    "hundreds": 10**2,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
}
VAGUE |= {"tens": 10, "trillions": 10**12}
SHARES = {
    "half": (1, 2),
    "third": (1, 3),
    "thirds": (1, 3),
    "quarter": (1, 4),
    "quarters": (1, 4),
    "fifth": (1, 5),
    "fifths": (1, 5),
    "tenth": (1, 10),
    "tenths": (1, 10),
}
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,\u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?\Z")


def parse_number(digits: str, *, keep_decimal: bool = False) -> Decimal | None:
    """The value of a digit string with separators, None when it has none ("1.2.3")."""
    digits = re.sub("[\u00a0\u202f]", ",", digits)
    if not digits.isascii():
        return None
    match = _THOUSANDS.match(digits)
    single_dot = digits.count(".") == 1 and "," not in digits
    if match and not (single_dot and (keep_decimal or digits.startswith("0"))):
        separator = match[1]
        whole, *rest = re.split(r"[.,](?=\d{1,2}\Z)", digits)
        return Decimal(whole.replace(separator, "") + ("." + rest[0] if rest else ""))
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return Decimal(digits)
    if re.fullmatch(r"\d+,\d{1,2}", digits):
        return Decimal(digits.replace(",", "."))
    return None


def read_number_words(words: str) -> Decimal | None:
    """Number words read as speech reads them: "two hundred and five thousand"; None for "five ten"."""
    total = current = 0
    for word in re.split(r"[\s-]+", words.strip()):
        if word in ("and", "a"):
            current = current or (1 if word == "a" else 0)
        elif word in ONES or word in TENS:
            value = ONES.get(word, TENS.get(word, 0))
            if current % 10 or (current % 100 and value >= 10):
                return None
            current += value
        elif word in ("hundred", "dozen"):
            current = max(current, 1) * SCALES[word]
        else:
            total, current = total + max(current, 1) * SCALES[word], 0
    return Decimal(total + current)
