"""Whether two names, as sets of words, may be one.

Method: a word in common that is not part of many names, the same word spelt a little otherwise, or an abbreviation that
begins with the other's initials. When in doubt they are one: of a conflict between two names a reviewer expects two.

Limits: "Miller" and "Muller" count as one, and so do namesakes. Reference: the ratio of equal letters is Ratcliff and
Obershelp's (1988).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from claims.domain.lexicon import list_words

_SMALL_WORDS = list_words("of the and for")
# Twice the equal letters over all letters: one other letter of six. "Martin" and "Marten" are one name, "Robert" and
# "Robson" are two.
ALIKE = 0.83
LONGEST_INITIALS = 4  # "ISIL" begins with the initials of "Islamic State"; "Isabel" is no abbreviation
_ADHERENT = re.compile(r"(?<=\w{4})(?:ists?|ics?|ism|ians?|ite?s?)\Z")  # "Islamist" and "Islamic"
LONGEST_WORD = 30  # characters: no name has more, and comparing takes the square of them
# Words that many bodies have in their names.
_BODY_NOUNS = list_words(
    """
    of the and for health ministry minister department national international federal office agency university institute
    bank central group council committee commission party court police world united union association
    organisation organization foundation society company authority service services city new state general
    north south east west northern southern eastern western brigade front people chinese american british
    russian french german
    """
)


def share_name(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two names have a word in common, however it is spelt, or one begins with the initials of the other."""
    if a & b - _BODY_NOUNS or (a and a <= b) or (b and b <= a):
        return True
    if any(_is_spelt_alike(one, other) for one in a - _BODY_NOUNS for other in b - _BODY_NOUNS):
        return True
    short, long = sorted((a, b), key=lambda name: (len(name), len("".join(name))))
    if len(short) == len(long) == 1 and next(iter(long)).startswith(next(iter(short))):
        return True  # "IS" and "ISIS"
    initials = sorted(word[0] for word in long - _SMALL_WORDS if word)
    letters = next(iter(short)).replace(".", "") if len(short) == 1 else ""
    return len(initials) > 1 and sorted(letters[: len(initials)]) == initials and len(letters) <= LONGEST_INITIALS


def _is_spelt_alike(a: str, b: str) -> bool:
    """ "Kirchhner" and "Kirchner", "Defense" and "Defence": a letter more, less or other."""
    if not 6 <= min(len(a), len(b)) <= max(len(a), len(b)) <= LONGEST_WORD:
        return False
    if _ADHERENT.sub("", a) == _ADHERENT.sub("", b):
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE
