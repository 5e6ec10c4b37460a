"""Acts and ledger entries in plain words, for pages, refusals and exports."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from claims.domain.ledger import ContradictoryWords, Pair
from claims.domain.phrases import Phrase, mark_phrase, phrase, phrase_count, run_on
from claims.models import Claim, LedgerAct, PairDecision

SHORT = 70  # characters of a claim that a sentence repeats
LONGEST_CHAIN = 6  # pairs of a chain that a refusal names; it says how many more there are

PAIR_WORDS = {
    PairDecision.Decision.SAME: mark_phrase("m{low} and m{high} say the same"),
    PairDecision.Decision.DIFFERENT: mark_phrase("m{low} and m{high} are different claims"),
    PairDecision.Decision.UNSURE: mark_phrase("m{low} and m{high} may or may not be the same"),
    PairDecision.Decision.WITHDRAWN: mark_phrase("m{low} and m{high} are left to the machine again"),
}


def describe_act(act: LedgerAct, here: int | None = None) -> Phrase:
    """One sentence; `here` is the claim on whose page it stands. `act` comes from `LedgerActQuerySet.told()`."""
    if act.undoes is not None:
        told = describe_act(act.undoes, here)
        if act.kind == LedgerAct.Kind.UNDO:
            return phrase("{person} took back: {act}", person=str(act.person), act=told)
        return phrase("{person} brought back: {act}", person=str(act.person), act=told)
    person = str(act.person)
    claims = {"claim": name_claim(act.claim, here), "other": name_claim(act.other, here)}
    match act.kind:
        case LedgerAct.Kind.MERGE:
            return phrase("{person} merged {other} into {claim}.", person=person, **claims)
        case LedgerAct.Kind.SPLIT:
            return phrase("{person} split mentions off {claim} into {other}.", person=person, **claims)
        case LedgerAct.Kind.MOVE:
            return phrase("{person} moved a mention from {claim} to {other}.", person=person, **claims)
    entry = next(iter(act.entries.all()))
    return phrase("{person} said that {pair}.", person=person, pair=describe_pair(entry))


def describe_pair(entry: PairDecision) -> Phrase:
    return tell_pair(PairDecision.Decision(entry.decision), (entry.mention_low_id, entry.mention_high_id))


def tell_pair(said: PairDecision.Decision, pair: Pair) -> Phrase:
    return phrase(PAIR_WORDS[said], low=pair[0], high=pair[1])


def name_claim(claim: Claim | None, here: int | None = None) -> Phrase:
    if claim is None:
        return phrase("a claim")
    if claim.pk == here:
        return phrase("this claim")
    text = claim.text if len(claim.text) <= SHORT else claim.text[:SHORT].rpartition(" ")[0] + " …"
    return phrase("“{text}” (claim {number})", text=text, number=claim.pk)


def write_time(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def describe_contradiction(contradiction: ContradictoryWords) -> Phrase:
    """Names the entries that cannot stand together, who made them and when."""
    pairs = [contradiction.different, *contradiction.same]
    entries = load_entries(pairs)
    told = [describe_side(pair, entries.get(pair), number == 0) for number, pair in enumerate(pairs)]
    chain = told[1 : LONGEST_CHAIN + 1]
    rest = len(told) - 1 - LONGEST_CHAIN
    more = [phrase_count("and {n} more", "and {n} more", rest)] if rest > 0 else []
    return phrase(
        "Nothing was recorded, because it would contradict the ledger: {different}; but {same}. "
        "Take back what is wrong first.",
        different=told[0],
        same=run_on([*chain, *more], ", "),
    )


def load_entries(pairs: list[Pair]) -> dict[Pair, PairDecision]:
    wanted = Q()
    for low, high in pairs:
        wanted |= Q(mention_low=low, mention_high=high)
    entries = PairDecision.objects.standing().filter(wanted).select_related("decided_by")
    return {(entry.mention_low_id, entry.mention_high_id): entry for entry in entries}


def describe_side(pair: Pair, entry: PairDecision | None, different: bool) -> Phrase:
    """What is said of a pair and by whom; what does not stand in the ledger is what the person says now."""
    said = PairDecision.Decision.DIFFERENT if different else PairDecision.Decision.SAME
    words = tell_pair(said, pair)
    if entry is None or entry.decision != said:
        return phrase("{pair} (what you say now)", pair=words)
    why = f": “{entry.reason}”" if entry.reason else ""
    who = f"{entry.decided_by}, {write_time(entry.decided_at)}{why}"
    return phrase("{pair} ({who})", pair=words, who=who)
