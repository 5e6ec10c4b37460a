"""Check-worthiness: does a sentence state a fact that somebody could verify, and does it matter?

Idea: a linear score over signals that a reviewer can read, so that every score explains itself: numbers,
dates, names, acts in the past and public institutions speak for it; wishes, values, advice, questions and
pronouns without a name against it. The weights are those of a logistic regression over these signals,
fitted on the labelled political speeches (PoliClaim), rounded to one decimal; score = 1 / (1 + exp(-sum)).

Limits: English; words, not meaning: "the budget was wonderful" and "the budget was balanced" differ by one
word list.
Reference: Ni et al., "AFaCTA" (ACL 2024) for the PoliClaim labels; Hassan et al., "ClaimBuster" (KDD 2017)
for the idea of a linear check-worthiness score.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from claims.domain.dates import find_date_spans
from claims.domain.names import find_names
from claims.domain.phrases import phrase
from claims.domain.quantities import find_quantities
from claims.domain.types import CheckWorthiness

# Where F1 on the labelled speeches is highest; it is flat from 0.36 to 0.5 (0.80 to 0.81). A missed statement
# is lost for review while a weak one only sinks in the queue, so nothing above the top of the curve is worth
# its losses.
THRESHOLD = 0.4

BIAS = -0.5
# Longer sentences state more; beyond this many words length says nothing further.
FULL_LENGTH_WORDS = 30
WEIGHT_OF_LENGTH = 1.3
# Who says it is itself checkable. Not fitted (speeches attribute little): worth as much as one name.
WEIGHT_OF_ATTRIBUTION = 0.6
# Words above this number of characters are not read; a sentence never is that long.
LONGEST_TEXT = 4_000
# A reason is shown when its signal moves the score by at least this much.
SHOWN_FROM = 0.3


@dataclass(frozen=True, slots=True)
class Signal:
    """One readable reason and what it adds to the sum when it is present."""

    reason: str
    weight: float
    is_present: Callable[[str], bool]


def _word_signal(reason: str, weight: float, pattern: str, *, case: bool = False) -> Signal:
    compiled = re.compile(pattern, 0 if case else re.IGNORECASE)
    return Signal(reason, weight, lambda sentence: compiled.search(sentence) is not None)


def _states_quantity(sentence: str) -> bool:
    return any(quantity.low != 1 for quantity in find_quantities(sentence))


def _states_unit(sentence: str) -> bool:
    return any(quantity.unit for quantity in find_quantities(sentence))


def count_names(sentence: str) -> int:
    """How many names a sentence holds."""
    # The first word is capitalised anyway; alone it is no evidence of a name.
    return sum(1 for span in find_names(sentence) if span.start > 0 or " " in sentence[span.start : span.end])


SIGNALS = (
    Signal(phrase("states a quantity"), 1.5, _states_quantity),
    Signal(phrase("states a percentage, sum or measure"), 0.6, _states_unit),
    Signal(phrase("gives a date"), 0.8, lambda sentence: bool(find_date_spans(sentence))),
    Signal(phrase("names a person, place or organisation"), 0.6, lambda sentence: count_names(sentence) > 0),
    Signal(phrase("names several"), 0.7, lambda sentence: count_names(sentence) > 1),
    _word_signal(
        phrase("reports an act or event"),
        0.6,
        r"\b(?:was|were|had|did|became|began|came|took|made|gave|went|left|led|met|won|lost|fell|rose|grew"
        r"|cut|put|spent|built"
        r"|brought|held|sent|saw|said|told|paid|kept|found|got|ran|broke|bought|taught|fought|struck|shot"
        r"|drove|wrote|hit"
        r"|\w{3,24}ed)\b",
    ),
    _word_signal(
        phrase("reports something under way"),
        0.3,
        r"\b(?:is|are|was|were)\s(?:\w{1,20}\s)?\w{2,20}ing\b|['’]re\s\w{2,20}ing\b",
    ),
    _word_signal(phrase("says what will be done"), 0.3, r"\b(?:will|going to|won't)\b|['’]ll\b"),
    _word_signal(
        phrase("is about a public matter"),
        0.8,
        r"\b(?:programs?|law|bill|budget|tax|taxes|tariffs?|department|agency|funds?|funding|legislation"
        r"|act|government|federal"
        r"|schools?|students|compan(?:y|ies)|jobs|workers|county|border|troops|military|police|court"
        r"|officials?|study|report"
        r"|election|minister|president|hospital|treaty|sanctions|ministry)\b",
    ),
    _word_signal(
        phrase("compares or measures"),
        0.2,
        r"\b(?:more|less|fewer|higher|lower|largest|highest|lowest|biggest|most|record|doubled?|tripled?"
        r"|twice|average|rate"
        r"|increase[ds]?|decrease[ds]?|reduc\w{1,6}|than|per)\b",
    ),
    _word_signal(
        phrase("says when"),
        0.4,
        r"\b(?:last|this|next|past)\s(?:year|month|week|fall|spring|summer|decade|session|night)"
        r"|\byears?\s(?:ago|later)|\bsince\b",
    ),
    _word_signal(phrase("speaks in the first person"), -0.2, r"\b(?:I|my|me|myself)\b|\bI['’]", case=True),
    _word_signal(phrase('speaks for a "we"'), -0.4, r"\b(?:[Ww]e|[Oo]ur|us|[Ll]et's|[Oo]urs)\b|\b[Ww]e['’]", case=True),
    _word_signal(phrase("addresses the reader"), -0.7, r"\b(?:you|your)\b"),
    _word_signal(phrase("asks a question"), -0.7, r"\?"),
    _word_signal(
        phrase("says what should be"),
        -0.9,
        r"\b(?:should|must|ought|needs?\sto|have\sto|has\sto|let\sus|let['’]s|shall)\b",
    ),
    _word_signal(phrase("says only what could be"), -0.3, r"\b(?:could|may|might|would|can)\b"),
    _word_signal(phrase("sets a condition"), -0.5, r"\bif\b"),
    _word_signal(
        phrase("tells a feeling, wish or thanks"),
        -0.9,
        r"\b(?:believe|think|hope|feel|know|want|wish|proud|thank|glad|honou?r|grateful|bless|welcome|pray"
        r"|love|promise"
        r"|congratulations|ladies|fellow|tonight)\b",
    ),
    _word_signal(
        phrase("judges"),
        -0.6,
        r"\b(?:great|good|bad|best|better|worse|worst|wonderful|terrible|important|critical|crucial"
        r"|essential|strong|bold|fair"
        r"|wrong|right|truly|simply|really?|very|big|hard|tough|beautiful|amazing|tremendous|incredible"
        r"|disaster|success"
        r"|challenge|opportunity|future|dream|spirit|values|faith|obvious|curious|clear|complex|necessary"
        r"|difficult)\b",
    ),
    _word_signal(
        phrase("names nobody it speaks of"),
        -0.4,
        r"\A\W{0,3}(?:(?:and|but)\s)?(?:it|this|that|these|those|they|he|she|there)\b",
    ),
    _word_signal(phrase("denies"), -0.5, r"\b(?:not|never|no|none|nothing)\b|n['’]t\b"),
    _word_signal(
        phrase("stays general"),
        -0.6,
        r"\b(?:things?|ways?|kind|something|everything|everyone|people|work|country|nation|world|life"
        r"|lives|time)\b",
    ),
)


def score_check_worthiness(sentence: str, *, attributed: bool = False) -> CheckWorthiness:
    """Score in [0, 1] with its reasons, strongest first. `attributed`: the text names who says it."""
    text = sentence[:LONGEST_TEXT]
    present = [signal for signal in SIGNALS if signal.is_present(text)]
    total = BIAS + WEIGHT_OF_LENGTH * min(len(text.split()), FULL_LENGTH_WORDS) / FULL_LENGTH_WORDS
    total += sum(signal.weight for signal in present)
    reasons = [(abs(signal.weight), signal.reason) for signal in present if abs(signal.weight) >= SHOWN_FROM]
    if attributed:
        total += WEIGHT_OF_ATTRIBUTION
        reasons.append((WEIGHT_OF_ATTRIBUTION, phrase("says who claims it")))
    ordered = sorted(reasons, key=lambda pair: -pair[0])
    return CheckWorthiness(round(1 / (1 + math.exp(-total)), 4), tuple(reason for _, reason in ordered))
