"""Each mention's relation to its claim: supports, refutes or takes no position (neutral), with the reason
in words.

Idea: a claim stands for what its canonical statement says, so a mention refutes it when it says otherwise
and supports it when it says the same; members of one claim already speak of the same thing. Method, first
rule that holds:

1. neutral: the mention only asks, or passes the claim on without standing by it ("reportedly");
2. refutes: one of the two rejects what the other says and the other does not (a negation conflict between
   them, or, as both stand in one claim, a denial or a negation that reaches the other's words however few
   they share);
3. neutral: time explains the difference (a superseded value or state), in either direction;
4. refutes: its number, date, place or actor surely conflicts with the canonical one. It refutes *that
   value*: the reason names both;
5. as the canonical statement: it says the same in the same words, small words aside;
6. neutral: it is in another language, which neither these rules nor the model read;
7. what the combined opinion of relation model, vectors and cue words says (`stance_model`), where there is one; neutral
   where that opinion is not sure;
8. neutral: it says "could" where the canonical statement says that it is so;
9. neutral: it is not near the canonical statement, or is a sentence that shares too few of its words;
10. supports: anything else.

The canonical statement itself supports its claim, unless it is a headline and the opinion on it is sure that it only
passes something on ("Report: ...", which no cue of rule 1 shows): a claim that nobody stands by is no single source. A
whole sentence is not asked: the model learnt this from headlines, and of our own 24 claims in sentences it took three
that are plainly stated for hearsay.

Rule 7 takes the place of 2 and of 8 to 10 where an opinion was formed: a denial is one of the opinion's signals, and
two headlines that both reject a rumour agree, which rule 2 alone cannot see.

By the rules alone refutation is symmetric: x refutes y exactly when y refutes x. Support is not quite, as in logic: "it
did" supports "it could have", "it could have" leaves "it did" open. When the canonical statement itself
withholds, the others are judged by what it would say if it took a position.

Limits: without an opinion, refutation without a cue ("is alive and well" against "has died") is taken for
support. Reference: the three labels are those of FEVER (Thorne et al. 2018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claims.domain.phrases import phrase
from verification.domain.languages import is_foreign
from verification.domain.polarity import explain_withholding, find_speculation, read_polarity
from verification.domain.stance_model import is_headline, share_enough
from verification.domain.types import (
    CONFLICT_WORDS,
    ConflictType,
    FoundConflict,
    Stance,
    StanceJudgement,
    Statement,
)
from verification.domain.wording import find_content_words

# The kind of disagreement that says most comes first when a pair has several.
_PRECEDENCE = (
    ConflictType.NEGATION,
    ConflictType.SUPERSEDED,
    ConflictType.NUMBER,
    ConflictType.DATE,
    ConflictType.PLACE,
    ConflictType.ACTOR,
)

SAYS_THE_SAME = 0.65
"""Cosine. Average linkage lets a statement into a claim that is close to its members on the whole; support asks more:
the strong link, with the canonical statement itself. Within one running story, sentences that only share their subject
reach 0.64. On labelled rumours in our own groups the rule moved verdict accuracy from 0.561 to 0.568; its purpose is
that "corroborated" is not said lightly."""


SPEAKS_OF_THE_SAME = 0.3
"""Cosine that support asks for where an opinion says so too. The model read both statements, so less is asked than of
the rules; but it learnt on pairs that speak of one thing, and says little about others. On unseen rumours 0.3 gave the
stances an accuracy of 0.728, 0.42 gave 0.717 and 0.5 gave 0.709; the verdicts moved alike."""

_WORDS_OF_OPINIONS = {
    Stance.SUPPORTS: phrase("reads as saying the same (relation model)"),
    Stance.REFUTES: phrase("reads as saying otherwise (relation model)"),
    Stance.NEUTRAL: phrase("reads as taking no position (relation model)"),
}


def judge_stances(
    statements: Sequence[Statement],
    conflicts: Sequence[FoundConflict],
    canonical_id: int,
    closeness: Mapping[int, float] | None = None,
    opinions: Mapping[int, Stance | None] | None = None,
) -> dict[int, StanceJudgement]:
    """Stance of every statement towards the claim, by statement id; any input order, same result.

    `closeness` gives by id the cosine similarity to the canonical statement; a statement that it lacks was not
    compared and supports nothing. None leaves the question out: all count as close. `opinions` gives by id what the
    relation model's opinion came to, None where it was not sure; a statement that it lacks is left to the rules.

    Raises ValueError when no statement has the id `canonical_id`.
    """
    by_id = _index_statements(statements, canonical_id)
    clashes = _collect_clashes(conflicts, canonical_id)
    canonical = by_id[canonical_id]
    near = dict.fromkeys(by_id, 1.0) if closeness is None else closeness
    heard = opinions or {}
    on_canonical = heard.get(canonical_id)

    def judge(id: int) -> StanceJudgement:
        if id == canonical_id:
            return _judge_itself(canonical, on_canonical)
        return (
            _judge_surely(by_id[id], canonical, clashes.get(id), on_canonical)
            or _judge_by_opinion(id, heard, near.get(id, 0.0))
            or _judge_by_rules(by_id[id], canonical, near.get(id, 0.0))
        )

    return {id: judge(id) for id in sorted(by_id)}


def list_undecided(statements: Sequence[Statement], conflicts: Sequence[FoundConflict], canonical_id: int) -> list[int]:
    """Ids of the statements on which no sure rule decides: those that the relation model is worth asking about. The
    canonical statement is among them where it is a headline: what is asked is whether it takes a position.

    Raises ValueError when no statement has the id `canonical_id`.
    """
    by_id = _index_statements(statements, canonical_id)
    clashes = _collect_clashes(conflicts, canonical_id)
    canonical = by_id[canonical_id]

    def is_open(id: int) -> bool:
        if id == canonical_id:
            return is_headline(canonical) and not explain_withholding(canonical)
        return _judge_surely(by_id[id], canonical, clashes.get(id)) is None

    return [id for id in sorted(by_id) if not by_id[id].retracted and is_open(id)]


def _index_statements(statements: Sequence[Statement], canonical_id: int) -> dict[int, Statement]:
    by_id = {statement.id: statement for statement in statements}
    if canonical_id not in by_id:
        raise ValueError(f"The canonical statement {canonical_id} is not among the {len(by_id)} statements given.")
    return by_id


def _collect_clashes(conflicts: Sequence[FoundConflict], canonical_id: int) -> dict[int, FoundConflict]:
    """The weightiest conflict between the canonical statement and each other one."""
    found: dict[int, FoundConflict] = {}
    for conflict in sorted(conflicts, key=_rank_conflict, reverse=True):
        # Who said it and how firmly is no other stance towards what is said.
        if canonical_id in (conflict.a, conflict.b) and (conflict.disputes or conflict.type == ConflictType.SUPERSEDED):
            found[conflict.b if conflict.a == canonical_id else conflict.a] = conflict
    return found


def _rank_conflict(conflict: FoundConflict) -> tuple[int, int, int, int, int]:
    kind = _PRECEDENCE.index(conflict.type) if conflict.type in _PRECEDENCE else len(_PRECEDENCE)
    return kind, conflict.a, conflict.b, conflict.start_a, conflict.start_b


def _judge_itself(canonical: Statement, opinion: Stance | None) -> StanceJudgement:
    withholding = explain_withholding(canonical)
    if withholding:
        return StanceJudgement(Stance.NEUTRAL, withholding)
    return _stand_by(opinion, phrase("states the claim"))


def _stand_by(opinion: Stance | None, reason: str) -> StanceJudgement:
    """Support for the `reason`, unless the `opinion` on the canonical statement is that its words take no position."""
    if opinion == Stance.NEUTRAL:
        return StanceJudgement(Stance.NEUTRAL, _WORDS_OF_OPINIONS[Stance.NEUTRAL])
    return StanceJudgement(Stance.SUPPORTS, reason)


def _judge_surely(
    statement: Statement, canonical: Statement, clash: FoundConflict | None, opinion: Stance | None = None
) -> StanceJudgement | None:
    """What a rule decides that no opinion on the statement may turn round; None when none applies. `opinion` is the one
    on the canonical statement, whose words a copy shares."""
    withholding = explain_withholding(statement)
    if withholding:
        return StanceJudgement(Stance.NEUTRAL, withholding)
    if clash is not None and clash.type != ConflictType.NEGATION:
        return _judge_clash(statement, clash)
    if _repeats(statement, canonical):
        return _stand_by(opinion, phrase("says the same"))
    if is_foreign(statement.quote) and not read_polarity(statement).rejects:
        return StanceJudgement(Stance.NEUTRAL, phrase("is in another language and was not judged"))
    return None


def _repeats(statement: Statement, canonical: Statement) -> bool:
    """Whether it says the same in the same order, with the same values and as firmly: what copies of one text do."""
    if any(read_polarity(s).rejects or find_speculation(s) for s in (statement, canonical)):
        return (statement.text or statement.quote) == (canonical.text or canonical.quote)
    return _read_words(statement) == _read_words(canonical)


def _read_words(statement: Statement) -> tuple[object, ...]:
    values = [(q.low, q.high, q.unit) for q in statement.quantities]
    return find_content_words(statement.text or statement.quote), values, [d.earliest for d in statement.dates]


def _judge_by_opinion(id: int, opinions: Mapping[int, Stance | None], closeness: float) -> StanceJudgement | None:
    """What the opinion on the statement came to; None when none was formed."""
    if id not in opinions:
        return None
    stance = opinions[id]
    if stance is None or (stance == Stance.SUPPORTS and closeness < SPEAKS_OF_THE_SAME):
        return StanceJudgement(Stance.NEUTRAL, phrase("may say something else (the relation model is not sure)"))
    return StanceJudgement(stance, _WORDS_OF_OPINIONS[stance])


def _judge_by_rules(statement: Statement, canonical: Statement, closeness: float) -> StanceJudgement:
    rejects, rejected = _rejects(statement, canonical), _rejects(canonical, statement)
    if rejects != rejected:
        return StanceJudgement(
            Stance.REFUTES, phrase("denies it") if rejects else phrase("asserts what the claim denies")
        )
    return _judge_firmness(statement, canonical, closeness)


def _rejects(statement: Statement, other: Statement) -> bool:
    words = frozenset(find_content_words(other.text or other.quote))
    return read_polarity(statement).find_rejection(words) is not None


def _judge_clash(statement: Statement, clash: FoundConflict) -> StanceJudgement:
    own, other = (clash.value_a, clash.value_b) if clash.a == statement.id else (clash.value_b, clash.value_a)
    if clash.type == ConflictType.SUPERSEDED:
        state = phrase("tells another state of things in time (“{own}” / “{other}”)", own=own, other=other)
        return StanceJudgement(Stance.NEUTRAL, state)
    kind = CONFLICT_WORDS[clash.type]
    says = phrase("says {own} where the claim says {other} ({kind})", own=own, other=other, kind=kind)
    return StanceJudgement(Stance.REFUTES, says)


def _judge_firmness(statement: Statement, canonical: Statement, closeness: float) -> StanceJudgement:
    speculation = find_speculation(statement)
    if speculation and not find_speculation(canonical):
        return StanceJudgement(Stance.NEUTRAL, phrase("calls it only possible (“{hedge}”)", hedge=speculation))
    if closeness < SAYS_THE_SAME or not share_enough(statement, canonical):
        return StanceJudgement(Stance.NEUTRAL, phrase("is about the same matter, but may say something else"))
    return StanceJudgement(Stance.SUPPORTS, phrase("says the same"))
