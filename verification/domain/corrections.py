"""What people said of origins, conflicts and stances, as frozen evidence keeps it, in words.

Method: a sentence for each frozen word; what changed between two forms of the evidence are the sentences that one of
them has alone. Limits: words that read alike are the same one. Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from claims.domain.phrases import Phrase, phrase
from verification.domain.conflict_words import WORDS, Say
from verification.domain.origin_words import Relation
from verification.domain.stance_words import REASONS
from verification.domain.types import CONFLICT_WORDS, UNKNOWN, ConflictType, Stance


def describe_corrections(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Phrase]:
    """What people said of origins, conflicts and stances, or took back."""
    before, after = Counter(_tell_corrections(old)), Counter(_tell_corrections(new))
    return [phrase("correction: {words}", words=words) for words in sorted(after - before)] + [
        phrase("correction taken back: {words}", words=words) for words in sorted(before - after)
    ]


def _tell_corrections(evidence: Mapping[str, Any]) -> list[str]:
    return [tell_correction(word, evidence["statements"]) for word in evidence.get("corrections", [])]


def tell_correction(word: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> str:
    """One frozen word of a person ("rosa says that AP and Heraldo share an origin")."""
    first, second = (
        (statements[at]["source"] or UNKNOWN) if at is not None else phrase("a mention outside this claim")
        for at in (word["at"], word["other"])
    )
    if word["relation"] == "conflict":
        return phrase(
            "{person} says that {values} ({kind}; {first}, {second}) {words}",
            person=word["by"],
            values=" / ".join(word["values"]),
            kind=CONFLICT_WORDS[ConflictType(word["type"])],
            first=first,
            second=second,
            words=WORDS[Say(word["name"])],
        )
    if word["relation"] == "stance":
        words = REASONS[Stance(word["name"])]
        return phrase("{person} says that {outlet} {words}", person=word["by"], outlet=first, words=words)
    if word["relation"] == Relation.FROM:
        named = {"person": word["by"], "outlet": first, "origin": word["name"]}
        return phrase("{person} says that {outlet} has it from {origin}", **named)
    named = {"person": word["by"], "first": first, "second": second}
    if word["relation"] == Relation.SHARE:
        return phrase("{person} says that {first} and {second} share an origin", **named)
    return phrase("{person} says that {first} and {second} are independent", **named)
