"""How the relation model's word, nearness and cue words together make one opinion on a statement's stance.

Idea: a small network reads two statements together and is right more often than not; cue words ("a hoax", "denies")
are right nearly always but rare; vectors tell whether two statements speak of the same thing. None decides alone, so a
readable combination weighs them: a few named signals, one weight for each signal and stance, in a small file that can
be read and argued about.

Method: multinomial logistic regression. The signals are numbers near [-1, 1]; the network's part are the logarithms of
what it gives *supports* and *refutes* over *neutral*, bounded, so that no confident mistake outweighs everything else.

An opinion is a probability for each stance and becomes a stance only where it is sure enough (`Bars`); else nothing is
said. The bar of *supports* is argued with what a wrong word costs: a false "supports" makes a "corroborated" that
nobody checks, a false "neutral" only leaves a claim in the queue. The canonical statement is read with itself: the one
question then is whether it takes a position at all, and it counts as taking one unless the opinion is sure that not.

Of a whole sentence an opinion counts only where it is borne out: headlines on one rumour all speak of one thing, so the
network has not learnt to tell when two sentences of one story do not (`SHARED_WORDS`, `OWN_WORD`).

Limits: fitted on headlines about rumours (`evaluation/train_stances.py` says how); English. Reference: the signals
follow Ferreira and Vlachos, "Emergent" (2016).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.domain.cues import compile_cues
from verification.domain.languages import is_foreign
from verification.domain.polarity import explain_withholding, find_denial, find_speculation, read_polarity
from verification.domain.types import Stance, Statement
from verification.domain.wording import Vocabulary, find_content_words, measure_overlap, share_of_larger

STANCES = (Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL)

SIGNALS = (
    "network_supports",
    "network_refutes",
    "nearness",
    "shared_words",
    "denies",
    "claim_denies",
    "one_denies",
    "negates",
    "claim_negates",
    "withholds",
    "speculates",
    "claim_speculates",
    "quotes_somebody",
    "attributes",
    "is_the_claim",
    "always",
)
BOUND = 4.0  # of a logarithm of odds: 0.98 against 0.02
SCALE = 0.25  # brings it to [-1, 1]
LEAST = 1e-4
SHARED_WORDS = 0.3
"""Share of the longer statement's content words that a sentence's support asks for. Of 180 pairs of sentences in real
articles on 49 stories that had been taken for support, 66 in a hundred said the same; of those that share 0.3, 87 in a
hundred, and 78 in a hundred of the right ones stay (0.2: 75 and 90; 0.4: fewer than two thirds stay). The network's own
probability hardly told them apart (area under the curve 0.58; nearness 0.74; shared words 0.83)."""
OWN_WORD = 0.3
"""Probability of *refutes* that the network itself must give for a sentence. Of 112 pairs that had been taken for
refutation, 23 in a hundred were; where the network gives 0.3, 31 in a hundred, and one of 26 right ones is lost. The
weights of the cue words that overrule it are of headlines: a sentence says "not" about many things."""
# "Report: ..." and "X says ..." stand in headlines that pass on: 4 of 67 and 11 of 65 on labelled rumours support. Too
# common in plain reports to decide alone, it is one signal among others (accuracy 0.737 without it, 0.752 with it).
_ATTRIBUTING = compile_cues(
    r"\b(?:claims?|claimed|reports?|reported|reportedly|rumou?r\w{0,9}|says?|said|sources?|alleged\w{0,2}|tipped"
    r"|might|may|could|appears?)\b"
)
_QUOTING = re.compile(r"[\"“:]|(?:^|\s)['‘]")  # an apostrophe inside a word opens no quotation


@dataclass(frozen=True, slots=True)
class Relation:
    """How one statement stands to another: probabilities that sum to 1."""

    supports: float
    refutes: float
    neutral: float

    def give(self, stance: Stance) -> float:
        """The probability of one stance."""
        return {Stance.SUPPORTS: self.supports, Stance.REFUTES: self.refutes, Stance.NEUTRAL: self.neutral}[stance]


@dataclass(frozen=True, slots=True)
class Bars:
    """The least probability at which an opinion counts as a stance; `withholds` is that of *neutral* for the canonical
    statement itself."""

    supports: float
    refutes: float
    withholds: float


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Weights of every signal for each stance, and the bars.

    `relation_model` names the network whose word the weights were fitted to.
    """

    relation_model: str
    weights: Mapping[Stance, tuple[float, ...]]
    bars: Bars

    def weigh(self, signals: Sequence[float]) -> Relation:
        """The combined probabilities."""
        scores = [sum(w * s for w, s in zip(self.weights[stance], signals, strict=True)) for stance in STANCES]
        highest = max(scores)
        raised = [math.exp(score - highest) for score in scores]
        return Relation(*(value / sum(raised) for value in raised))

    def decide(self, opinion: Relation) -> Stance | None:
        """The stance that the opinion is sure enough of; None when it is not sure of any."""
        likeliest = max(STANCES, key=opinion.give)
        bar = {Stance.SUPPORTS: self.bars.supports, Stance.REFUTES: self.bars.refutes}.get(likeliest, 0.0)
        return likeliest if opinion.give(likeliest) >= bar else None

    def decide_itself(self, opinion: Relation) -> Stance:
        """Whether the canonical statement takes the position that the claim is."""
        return Stance.NEUTRAL if opinion.neutral >= self.bars.withholds else Stance.SUPPORTS


def read_stance_model(content: Mapping[str, Any]) -> StanceModel:
    """The model in a parsed JSON file; ValueError with one sentence when it is not one that fits these signals."""
    try:
        if tuple(content["signals"]) != SIGNALS:
            raise ValueError("the signals are others than this version measures")
        weights = {stance: tuple(map(float, content["weights"][stance.value])) for stance in STANCES}
        if any(len(row) != len(SIGNALS) for row in weights.values()):
            raise ValueError("a stance has too few or too many weights")
        bars = Bars(*(float(content["bars"][name]) for name in ("supports", "refutes", "withholds")))
        return StanceModel(str(content["relation_model"]), weights, bars)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"The stance weights cannot be used: {error}.") from error


def measure_signals(
    statement: Statement, canonical: Statement, relation: Relation, nearness: float
) -> tuple[float, ...]:
    """The signals, in the order of `SIGNALS`; `nearness` is the cosine of the two statements' vectors."""
    denies, claim_denies = (find_denial(s.quote) is not None for s in (statement, canonical))
    words, claim_words = _read_words(statement), _read_words(canonical)
    negates = _negates(statement, claim_words)
    claim_negates = _negates(canonical, words)
    return (
        _weigh_odds(relation.supports, relation.neutral),
        _weigh_odds(relation.refutes, relation.neutral),
        nearness,
        _share_words(words, claim_words),
        float(denies),
        float(claim_denies),
        float((denies or negates) != (claim_denies or claim_negates)),
        float(negates),
        float(claim_negates),
        float(bool(explain_withholding(statement))),
        float(bool(find_speculation(statement))),
        float(bool(find_speculation(canonical))),
        float(_QUOTING.search(statement.quote) is not None),
        float(_ATTRIBUTING.search(statement.quote) is not None),
        float(statement.id == canonical.id),
        1.0,
    )


def _read_words(statement: Statement) -> frozenset[str]:
    return frozenset(find_content_words(statement.text or statement.quote))


def _weigh_odds(likely: float, other: float) -> float:
    odds = math.log(max(likely, LEAST) / max(other, LEAST))
    return SCALE * max(-BOUND, min(BOUND, odds))


def _negates(statement: Statement, words: frozenset[str]) -> bool:
    return any(not scope.isdisjoint(words) for _, scope in read_polarity(statement).negations)


def _share_words(words: frozenset[str], others: frozenset[str]) -> float:
    vocabulary = Vocabulary()
    return measure_overlap(vocabulary.mask(words), vocabulary.mask(others))[1]


def form_opinions(
    model: StanceModel,
    canonical: Statement,
    asked: Sequence[Statement],
    relations: Mapping[int, Relation],
    closeness: Mapping[int, float],
    reader: str,
) -> dict[int, Stance | None]:
    """What the opinion on each statement that has a relation comes to, by id; None where it is not sure.

    `reader` names the relation model: the word of one that the weights were not fitted to counts as it stands.
    """
    ours = reader == model.relation_model
    opinions: dict[int, Stance | None] = {}
    for statement in asked:
        relation = relations.get(statement.id)
        if relation is None:
            continue
        opinion = relation
        if ours:
            opinion = model.weigh(measure_signals(statement, canonical, relation, closeness.get(statement.id, 0.0)))
        if statement.id == canonical.id:
            opinions[statement.id] = model.decide_itself(opinion)
            continue
        stance = model.decide(opinion)
        opinions[statement.id] = stance if not ours or _is_borne_out(stance, statement, canonical, relation) else None
    return opinions


def _is_borne_out(stance: Stance | None, statement: Statement, canonical: Statement, network: Relation) -> bool:
    """Whether the opinion has what it needs beside itself; that on a headline needs nothing more."""
    if stance == Stance.SUPPORTS:
        return share_enough(statement, canonical)
    return stance != Stance.REFUTES or is_headline(statement) or network.refutes >= OWN_WORD


def is_headline(statement: Statement) -> bool:
    """No full stop ends it, and it is in a language that the model reads."""
    said = (statement.text or statement.quote).rstrip("\"'”’)] ")
    return not said.endswith((".", "!", "?", "…", ":", ";")) and not is_foreign(statement.quote)


def share_enough(statement: Statement, canonical: Statement) -> bool:
    """Whether a sentence has enough of the claim's words, and the claim of its words, to support it."""
    return is_headline(statement) or share_of_larger(_read_words(statement), _read_words(canonical)) >= SHARED_WORDS
