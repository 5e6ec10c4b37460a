"""The verdict that the machine proposes for one claim, with its reasons in words.

A pure function of what was found: statements, their origins and stances, and the conflicts between them.
Statements that were retracted take no part. The rules, first that holds:

1. *contradicted*: an origin refutes the claim while another origin tells it, or a typed conflict that
   disputes it (number, date, place, actor or negation, and no weak one) stands between statements of two
   different origins that both take a position;
2. *corroborated*: two known origins support it, and two known outlets of different owners bring them;
3. *single_source*: at least one origin supports it ("1 origin in 40 outlets" is single-source);
4. *insufficient*: nobody takes a position for it.

An unknown source never adds independence: any number of them, alone or beside a known origin, support as
one, whomever they cite: a text that anybody may have pasted does not bear witness that The Mirror said so.
It does count in rule 1, because copying explains why texts agree and never why they differ. What one
origin says both ways is told among the reasons but contradicts nothing: an outlet's correction of itself is
not a second witness.

Two origins that only one outlet brings ("A said so, B said so", all in one paper) rest on that outlet's
word, and so do two that outlets of one owner bring; rule 2 asks for two. The outlets shown are counted by
name whoever owns them, each article of unknown source as one. Origins are those that support or refute and
that a known outlet brings; all others count as one, and as none beside one of these.

Limits: a proposal, which a person decides on. Reference: the rule is the product's own, in the project's
glossary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from verification.domain.places import normalize_name
from verification.domain.reasons import Findings, explain_verdict, identify_outlet
from verification.domain.types import (
    FoundConflict,
    Origin,
    Proposal,
    Stance,
    StanceJudgement,
    Statement,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """One statement that takes part, with what was found about it."""

    statement: Statement
    origin: Origin
    stance: Stance

    @property
    def outlet(self) -> tuple[str, int]:
        return identify_outlet(self.statement)

    @property
    def bearer(self) -> str:
        """Who answers for it: the owner where one is known, else the outlet; a vouched origin answers for itself."""
        if self.origin.vouched:
            return self.origin.key
        return normalize_name(self.statement.owner or self.statement.source)

    @property
    def adds_independence(self) -> bool:
        return self.origin.known and bool(self.statement.source)


def propose_verdict(
    statements: Sequence[Statement],
    origins: Mapping[int, Origin],
    stances: Mapping[int, StanceJudgement],
    conflicts: Sequence[FoundConflict],
) -> Proposal:
    """The proposed verdict of one claim, by the rules above; any input order, same result.

    `origins` and `stances` are keyed by statement id. Raises ValueError when a statement lacks either one.
    """
    told = _collect_told(statements, origins, stances)
    standing = _keep_standing(conflicts, told)
    supporting = [t for t in told if t.stance == Stance.SUPPORTS]
    # Where nobody supports it (any more), those who asked or withdrew are the ones who told it.
    tellers = {t.origin.key for t in supporting} or _find_bystanders(statements, origins, stances)
    refuted = _is_refuted(told, tellers) or _is_disputed(told, standing)
    verdict = Verdict.CONTRADICTED if refuted else _weigh_support(supporting)
    outlets = len({t.outlet for t in told})
    origin_count = _count_origins([t for t in told if t.stance != Stance.NEUTRAL])
    reasons = explain_verdict(Findings(statements, origins, stances, standing), verdict, outlets, origin_count)
    return Proposal(verdict=verdict, reasons=reasons, outlets=outlets, origins=origin_count)


def _collect_told(
    statements: Sequence[Statement], origins: Mapping[int, Origin], stances: Mapping[int, StanceJudgement]
) -> list[_Told]:
    for statement in statements:
        if statement.id not in origins or statement.id not in stances:
            raise ValueError(f"Statement {statement.id} has no origin or no stance, so no verdict can be proposed.")
    kept = sorted((s for s in statements if not s.retracted), key=lambda s: s.id)
    return [_Told(s, origins[s.id], stances[s.id].stance) for s in kept]


def _keep_standing(conflicts: Sequence[FoundConflict], told: Sequence[_Told]) -> list[FoundConflict]:
    present = {t.statement.id for t in told}
    return sorted(
        (c for c in conflicts if c.a in present and c.b in present),
        key=lambda c: (c.a, c.b, c.type, c.start_a),
    )


def _find_bystanders(
    statements: Sequence[Statement], origins: Mapping[int, Origin], stances: Mapping[int, StanceJudgement]
) -> set[str]:
    return {origins[s.id].key for s in statements if s.retracted or stances[s.id].stance == Stance.NEUTRAL}


def _weigh_support(supporting: Sequence[_Told]) -> Verdict:
    if _is_corroborated(supporting):
        return Verdict.CORROBORATED
    return Verdict.SINGLE_SOURCE if supporting else Verdict.INSUFFICIENT


def _is_refuted(told: Sequence[_Told], tellers: AbstractSet[str]) -> bool:
    refuting = {t.origin.key for t in told if t.stance == Stance.REFUTES}
    return any(refuter != teller for refuter in refuting for teller in tellers)


def _is_disputed(told: Sequence[_Told], conflicts: Sequence[FoundConflict]) -> bool:
    origin_of = {t.statement.id: t.origin.key for t in told if t.stance != Stance.NEUTRAL}
    return any(
        conflict.disputes
        and conflict.a in origin_of
        and conflict.b in origin_of
        and origin_of[conflict.a] != origin_of[conflict.b]
        for conflict in conflicts
    )


def _is_corroborated(supporting: Sequence[_Told]) -> bool:
    """Whether two known origins reach us through two known outlets of different owners."""
    brought = {(t.origin.key, t.bearer) for t in supporting if t.adds_independence}
    # By König's theorem two disjoint (origin, bearer) pairs exist unless one origin or one bearer is in all
    # of them.
    return len({key for key, _ in brought}) > 1 and len({bearer for _, bearer in brought}) > 1


def _count_origins(position: Sequence[_Told]) -> int:
    known = {t.origin.key for t in position if t.adds_independence}
    return len(known) or min(1, len(position))
