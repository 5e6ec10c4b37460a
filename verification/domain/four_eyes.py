"""Four eyes: which opinion comes next on a claim, who may give it, and whether it makes the verdict stand.

Idea: a second reviewer who sees the first verdict tends to repeat it, so the second one decides blind, and only where
the two differ does a third person, a lead, see both and settle it. Method: the opinions given since the last verdict
that stands make a *round*: first, second, adjudication. Two equal opinions make the verdict stand; two different ones
wait for a lead. A first opinion counts only while the evidence is the one it was given on: when that changes, the
round begins anew, because the two would judge different things. Nobody gives two opinions in one round, and nobody who
took a second opinion back gives another one, because they have learned by then whether they agreed.
Limits: whether people talk to each other is beyond software.
Reference: Krippendorff, "Content Analysis", 2004, ch. 11 (coders work independently, or their agreement says nothing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from claims.domain.phrases import phrase


class Stage(StrEnum):
    SOLE = "sole"  # where one person decides
    FIRST = "first"
    SECOND = "second"
    ADJUDICATION = "adjudication"


class SecondLook(StrEnum):
    """What a claim waits for, besides a decision of one person."""

    NONE = ""
    WANTED = "wanted"
    DISPUTED = "disputed"


BLIND = (Stage.FIRST, Stage.SECOND)  # not shown to others before the verdict stands

OWN_FIRST = phrase("You gave the first opinion on this claim. Somebody else gives the second one.")
TOOK_BACK = phrase("You took a second opinion back, knowing then whether you agreed. Somebody else gives the next one.")
FOR_A_LEAD = phrase("Two reviewers disagree on this claim. A lead settles it.")
OWN_DISPUTE = phrase("You are one of the two who disagree on this claim. Another lead settles it.")


class NotYoursError(ValueError):
    """This person may not give the next opinion; the message says why, and names nobody."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One signed entry, given on the evidence of `digest`; a second one `answers` the version of the first."""

    version: int
    reviewer: int
    verdict: str
    stage: Stage
    settles: bool
    digest: str
    answers: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """What is open on a claim: nothing, a first opinion, or two that differ."""

    first: Opinion | None = None
    second: Opinion | None = None
    took_back: frozenset[int] = frozenset()  # reviewers who withdrew a second opinion on this first one

    @property
    def look(self) -> SecondLook:
        if self.second:
            return SecondLook.DISPUTED
        return SecondLook.WANTED if self.first else SecondLook.NONE


@dataclass(frozen=True, slots=True)
class Placed:
    """`answers` is the version of the opinion that this one comes after in its round."""

    stage: Stage
    settles: bool
    answers: int | None = None


def read_round(opinions: Iterable[Opinion], digest: str) -> Round:
    """The open round on evidence with this digest. `opinions` are all of one claim, withdrawals left out."""
    ordered = sorted(opinions, key=lambda opinion: opinion.version)
    settled = max((one.version for one in ordered if one.settles and not one.withdrawn), default=0)
    rest = [one for one in ordered if one.version > settled]
    firsts = [one for one in rest if one.stage is Stage.FIRST and not one.withdrawn and one.digest == digest]
    if not firsts:
        return Round()
    first = firsts[-1]
    seconds = [one for one in rest if one.stage is Stage.SECOND and one.answers == first.version]
    return Round(
        first=first,
        second=next((one for one in seconds if not one.withdrawn), None),
        took_back=frozenset(one.reviewer for one in seconds if one.withdrawn),
    )


def place_opinion(now: Round, *, reviewer: int, verdict: str, second_review: bool, may_adjudicate: bool) -> Placed:
    """Where an opinion belongs. `second_review` is the rule of the desk. Raises NotYoursError."""
    if not second_review:
        return Placed(Stage.SOLE, settles=True)
    if now.first is None:
        return Placed(Stage.FIRST, settles=False)
    if now.second is None:
        refuse_second(now, reviewer)
        return Placed(Stage.SECOND, settles=verdict == now.first.verdict, answers=now.first.version)
    if not may_adjudicate:
        raise NotYoursError(FOR_A_LEAD)
    if reviewer in (now.first.reviewer, now.second.reviewer):
        raise NotYoursError(OWN_DISPUTE)
    return Placed(Stage.ADJUDICATION, settles=True, answers=now.second.version)


def refuse_second(now: Round, reviewer: int) -> None:
    if now.first and reviewer == now.first.reviewer:
        raise NotYoursError(OWN_FIRST)
    if reviewer in now.took_back:
        raise NotYoursError(TOOK_BACK)
