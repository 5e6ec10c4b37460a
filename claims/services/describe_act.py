"""Acts and ledger entries in plain words, for pages, refusals and exports."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from claims.domain.ledger import ContradictoryWords, Pair
from claims.models import Claim, LedgerAct, PairDecision

SHORT = 70  # characters of a claim that a sentence repeats
LONGEST_CHAIN = 6  # pairs of a chain that a refusal names; it says how many more there are

PAIR_WORDS = {
    PairDecision.Decision.SAME: "say the same",
    PairDecision.Decision.DIFFERENT: "are different claims",
    PairDecision.Decision.UNSURE: "may or may not be the same",
    PairDecision.Decision.WITHDRAWN: "are left to the machine again",
}


def describe_act(act: LedgerAct, here: int | None = None) -> str:
    """One sentence; `here` is the claim on whose page it stands. `act` comes from `LedgerActQuerySet.told()`."""
    if act.undoes is not None:
        turned = "took back" if act.kind == LedgerAct.Kind.UNDO else "brought back"
        return f"{act.person} {turned}: {describe_act(act.undoes, here)}"
    match act.kind:
        case LedgerAct.Kind.MERGE:
            return f"{act.person} merged {name_claim(act.other, here)} into {name_claim(act.claim, here)}."
        case LedgerAct.Kind.SPLIT:
            return f"{act.person} split mentions off {name_claim(act.claim, here)} into {name_claim(act.other, here)}."
        case LedgerAct.Kind.MOVE:
            return f"{act.person} moved a mention from {name_claim(act.claim, here)} to {name_claim(act.other, here)}."
    entry = next(iter(act.entries.all()))
    return f"{act.person} said that {describe_pair(entry)}."


def describe_pair(entry: PairDecision) -> str:
    words = PAIR_WORDS[PairDecision.Decision(entry.decision)]
    return f"m{entry.mention_low_id} and m{entry.mention_high_id} {words}"


def name_claim(claim: Claim | None, here: int | None = None) -> str:
    if claim is None:
        return "a claim"
    if claim.pk == here:
        return "this claim"
    text = claim.text if len(claim.text) <= SHORT else claim.text[:SHORT].rpartition(" ")[0] + " …"
    return f"“{text}” (claim {claim.pk})"


def write_time(at: datetime) -> str:
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def describe_contradiction(contradiction: ContradictoryWords) -> str:
    """Names the entries that cannot stand together, who made them and when."""
    pairs = [contradiction.different, *contradiction.same]
    entries = load_entries(pairs)
    told = [describe_side(pair, entries.get(pair), number == 0) for number, pair in enumerate(pairs)]
    chain = told[1 : LONGEST_CHAIN + 1]
    more = [f"and {len(told) - 1 - LONGEST_CHAIN} more"] if len(told) - 1 > LONGEST_CHAIN else []
    return (
        f"Nothing was recorded, because it would contradict the ledger: {told[0]}; but {', '.join([*chain, *more])}. "
        "Take back what is wrong first."
    )


def load_entries(pairs: list[Pair]) -> dict[Pair, PairDecision]:
    wanted = Q()
    for low, high in pairs:
        wanted |= Q(mention_low=low, mention_high=high)
    entries = PairDecision.objects.standing().filter(wanted).select_related("decided_by")
    return {(entry.mention_low_id, entry.mention_high_id): entry for entry in entries}


def describe_side(pair: Pair, entry: PairDecision | None, different: bool) -> str:
    """What is said of a pair and by whom; what does not stand in the ledger is what the person says now."""
    said = PairDecision.Decision.DIFFERENT if different else PairDecision.Decision.SAME
    words = f"m{pair[0]} and m{pair[1]} {PAIR_WORDS[said]}"
    if entry is None or entry.decision != said:
        return f"{words} (what you say now)"
    why = f": “{entry.reason}”" if entry.reason else ""
    return f"{words} ({entry.decided_by}, {write_time(entry.decided_at)}{why})"
