"""The values that the pure code of `verification` passes around.

Everything the verdict rule may look at is in here, so that a proposal can be frozen, hashed and replayed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.domain.phrases import phrase
from claims.domain.types import Claimant, DatedSpan, Quantity

UNKNOWN = phrase("an unknown source")  # what an outlet is called that nobody knows


class Verdict(StrEnum):
    CORROBORATED = "corroborated"
    SINGLE_SOURCE = "single_source"
    CONTRADICTED = "contradicted"
    INSUFFICIENT = "insufficient"  # proposals only: nobody takes a position


class Stance(StrEnum):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


class ConflictType(StrEnum):
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    NEGATION = "negation"
    ATTRIBUTION = "attribution"
    MODALITY = "modality"
    WORDING = "wording"
    SUPERSEDED = "superseded"


VERDICT_WORDS = {
    Verdict.CORROBORATED: phrase("corroborated"),
    Verdict.SINGLE_SOURCE: phrase("single-source"),
    Verdict.CONTRADICTED: phrase("contradicted"),
    Verdict.INSUFFICIENT: phrase("insufficient"),
}
CONFLICT_WORDS = {
    ConflictType.NUMBER: phrase("number"),
    ConflictType.DATE: phrase("date"),
    ConflictType.PLACE: phrase("place"),
    ConflictType.ACTOR: phrase("actor"),
    ConflictType.NEGATION: phrase("negation"),
    ConflictType.ATTRIBUTION: phrase("attribution"),
    ConflictType.MODALITY: phrase("modality"),
    ConflictType.WORDING: phrase("wording"),
    ConflictType.SUPERSEDED: phrase("superseded"),
}
STANCE_WORDS = {
    Stance.SUPPORTS: phrase("supports"),
    Stance.REFUTES: phrase("refutes"),
    Stance.NEUTRAL: phrase("neutral"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One mention of a claim, with all that the rules need of its article and source.

    `source` is the outlet's name, "" when it is unknown; `owner` its ownership group, "" when unknown.
    `copy_of` is the key of the article that this article is a near copy of (the earliest known one), or None;
    with `copied_passage`, only the words around this statement are taken from there.
    `agency` is the agency whose marker the article carries ("Reuters"), or "". `article_sha256` is the hash of the text
    of the article's version that it was read in. `grade` is what the desk thinks of the source (A to F, "" without): no
    verdict rests on it, but whoever signed saw it.
    """

    id: int
    article: int
    quote: str
    text: str
    source: str
    owner: str
    published_at: datetime | None
    claimant: Claimant
    hedges: tuple[str, ...]
    negated: bool
    quantities: tuple[Quantity, ...]
    dates: tuple[DatedSpan, ...]
    agency: str = ""
    copy_of: int | None = None
    copied_passage: bool = False
    retracted: bool = False
    article_sha256: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the information really comes from.

    `key` is equal for mentions that share an origin ("agency:reuters", "report:the mirror", "outlet:el diario",
    "unknown:17"); `label` is for people; `reason` says in words why the mention was folded into it;
    `known` is False for an origin that can never add independence; `vouched` is True where a person said that it is
    independent, which also stands above a common owner.
    """

    key: str
    label: str
    reason: str
    known: bool
    vouched: bool = False


# What stands against the claim itself. Who said it, how firmly, and what came later do not.
DISPUTING = frozenset(
    {ConflictType.NUMBER, ConflictType.DATE, ConflictType.PLACE, ConflictType.ACTOR, ConflictType.NEGATION}
)
# A weaker conflict is shown and decides nothing: half of a statement's words may be shared by two facts.
DISPUTING_STRENGTH = 0.6
# Conflicts of words need more than those of values. On the labelled rumours (gold groups) 0.6 for all gives the
# verdicts an accuracy of 0.703, 0.75 one of 0.710 and 0.8 one of 0.716.
DISPUTING_STRENGTH_OF_WORDS = 0.8


def disputes(kind: ConflictType, strength: float) -> bool:
    """Whether a conflict of that type and strength stands against the claim, and surely enough to count."""
    valued = kind in (ConflictType.NUMBER, ConflictType.DATE)
    return kind in DISPUTING and strength >= (DISPUTING_STRENGTH if valued else DISPUTING_STRENGTH_OF_WORDS)


@dataclass(frozen=True, slots=True)
class Side:
    """One more statement on a side of a conflict: its id, and where the value stands in its quote."""

    id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundConflict:
    """A typed disagreement between two statements; offsets relative to each quote, for highlighting.

    `also_a` and `also_b` are further statements that give the same value as `a` and as `b`. `said` is what a person
    said of it ("real", "time", "none"; "" where nobody did), `said_by` who, `found_as` the type that the rules gave it.
    """

    type: ConflictType
    a: int
    b: int
    value_a: str
    value_b: str
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    rule: str  # the name of the rule that fired
    strength: float  # in [0, 1]
    also_a: tuple[Side, ...] = ()
    also_b: tuple[Side, ...] = ()
    said: str = ""
    said_by: str = ""
    found_as: str = ""

    @property
    def disputes(self) -> bool:
        """Whether it stands against the claim, and surely enough to count."""
        return disputes(self.type, self.strength)


@dataclass(frozen=True, slots=True)
class StanceJudgement:
    stance: Stance
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The machine's verdict on one claim, with the reasons in words."""

    verdict: Verdict
    reasons: tuple[str, ...]
    outlets: int
    origins: int
