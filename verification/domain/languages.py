"""Whether a text is in English, as far as the rules and the relation model can judge it at all.

Method: small words tell languages apart. A text is foreign when letters of another script prevail, or when it holds at
least `LEAST_FOREIGN` small words of another language and more of them than of English. Short headlines with no small
word at all pass for English.

Limits: five neighbouring languages by their small words; a Danish sentence passes. Words that two languages share
("as", "in", "die") are in no list. Reference: Cavnar and Trenkle, "N-gram-based text categorization" (1994), whose most
telling n-grams are just these words.
"""

from __future__ import annotations

import re

from claims.domain.lexicon import list_words

LEAST_FOREIGN = 2
LONGEST_READ = 2_000  # characters; the rest of a longer text adds nothing
OTHER_SCRIPT = 0.5  # of the letters

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = list_words(
    "the of and to is that was for on with are his they at be this from have by not but had were said an which their"
    " has would been who will more out up its about after into he she it you we than"
)
_FOREIGN = list_words(
    "el los las del que una por según fue es se su al lo como más pero sus le ya este sí porque esta entre cuando muy"
    " sin sobre también hasta hay donde desde todo nos durante contra ni ese eso ha han"
    " les des du une dans qui est sur pas plus par avec sont ce cette aux ont elle été leur mais ses ne selon"
    " der das und ist nicht mit den dem ein eine zu auf für sich auch wird von nach bei einen hat wurde sind über"
    " não uma os dos da em na foi são ao mais pelo pela seu sua ter às das"
    " il che di della per non sono gli dei nel alla dalla più anche stato"
)


def is_foreign(text: str) -> bool:
    """Whether the text is surely in another language than English."""
    words = [word.casefold() for word in _WORD.findall(text[:LONGEST_READ])]
    letters = "".join(words)
    latin = sum(letter < "\u0250" for letter in letters)
    if letters and latin < len(letters) * (1 - OTHER_SCRIPT):
        return True
    foreign = sum(word in _FOREIGN for word in words)
    return foreign >= LEAST_FOREIGN and foreign > sum(word in _ENGLISH for word in words)
