"""What people say of stances, and how their words stand above the machine's.

Idea: a reviewer who read the article knows whether it supports the claim, refutes it, or only reports it without taking
a position. The word is about one mention and the wording that stood for the claim when it was said. Method: it holds
while the claim still says that: while the same mention stands for it, or one of the same words, or while the machine
finds that the former wording supports the present one. Of two words on one mention the later holds. A word that says
what the machine says changes nothing now, and protects against a change of the machine's mind later.

Limits: of a claim that was turned into its opposite the words rest, and come back with the wording. Reference: as for
the words on origins, whose rule this repeats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.anchoring import is_same_text
from claims.domain.phrases import phrase
from verification.domain.types import Stance, StanceJudgement

REASONS = {
    Stance.SUPPORTS: phrase("supports it"),
    Stance.REFUTES: phrase("refutes it"),
    Stance.NEUTRAL: phrase("reports it without taking a position"),
}


@dataclass(frozen=True, slots=True)
class StanceWord:
    """One standing word of a person: `mention` takes `stance` towards what `towards` says in the words `wording`."""

    mention: int
    stance: Stance
    towards: int
    wording: str
    by: str


def keep_in_force(
    words: Sequence[StanceWord], stances: Mapping[int, StanceJudgement], canonical_id: int, wording: str
) -> tuple[StanceWord, ...]:
    """The last word on each mention among those that hold for the claim as it is worded now (`wording`)."""
    last = {
        word.mention: word for word in words if word.mention in stances and _holds(word, stances, canonical_id, wording)
    }
    return tuple(last.values())


def _holds(word: StanceWord, stances: Mapping[int, StanceJudgement], canonical_id: int, wording: str) -> bool:
    if word.mention == canonical_id and word.stance is Stance.REFUTES:
        return False  # it stands for the claim by now, and cannot refute itself
    if word.towards == canonical_id or is_same_text(word.wording, wording):
        return True
    return word.towards in stances and stances[word.towards].stance is Stance.SUPPORTS


def apply_stance_words(
    stances: Mapping[int, StanceJudgement], words: Sequence[StanceWord]
) -> dict[int, StanceJudgement]:
    """The stances with every word in force (`keep_in_force`) carried out; where both agree, the reason stays."""
    corrected = dict(stances)
    for word in words:
        if stances[word.mention].stance is not word.stance:
            corrected[word.mention] = StanceJudgement(
                word.stance, phrase("{reason}, says {person}", reason=REASONS[word.stance], person=word.by)
            )
    return corrected
