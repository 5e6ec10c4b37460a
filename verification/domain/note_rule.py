"""When a decision needs a note.

Idea: a verdict that follows the proposal is explained by the proposal's reasons; one that departs from it is explained
by nobody but the person who signs, and in a year nobody will remember why. The same holds where a lead settles what two
reviewers disagree on. Limits: a note of one word passes; whether it explains anything is for people to judge.
"""

from __future__ import annotations

from claims.domain.phrases import phrase
from verification.domain.four_eyes import Stage
from verification.domain.types import VERDICT_WORDS, Verdict

SETTLING = phrase("Say in the note why it is so: two reviewers disagreed, and your reasons settle it.")


def describe_missing_note(verdict: str, proposed: str, note: str, stage: Stage) -> str:
    """One sentence that asks for the note, or '' when the decision stands without it. Verdicts as they are stored."""
    if note.strip():
        return ""
    if stage is Stage.ADJUDICATION:
        return SETTLING
    if verdict == proposed:
        return ""
    signed, was = VERDICT_WORDS[Verdict(verdict)], VERDICT_WORDS[Verdict(proposed)]
    return phrase("You sign {signed} where {was} was proposed. Say in the note why.", signed=signed, was=was)
