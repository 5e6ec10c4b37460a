"""Write one act of a person into the ledger and regroup at once: the way every correction of the grouping takes.

The caller holds the grouping lock and has planned the words from what stands; here they are stored with who, when, why,
score and model, the claims follow, and where each mention stood before and after is kept for undo. One transaction:
a crash leaves either all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable, QueryCanceled

from claims.domain.acts import find_overruled
from claims.domain.ledger import ContradictoryWords, Pair, Said, Word, fold_words
from claims.models import ActPlacement, Claim, LedgerAct, Mention, MentionVector, PairDecision
from claims.services.choose_model import read_active_model
from claims.services.describe_act import describe_contradiction
from claims.services.load_neighbourhood import collect_neighbourhood, read_standing
from claims.services.read_policy import read_policy
from claims.services.regroup import lock_grouping, regroup_around
from claims.services.tell import tell

PATIENCE_SECONDS = 10  # that a person waits for their turn


class RefusedActError(ValueError):
    """The act cannot be done as it is; the message says why. Nothing was recorded."""


class ContradictedActError(RefusedActError):
    """The act says the opposite of what somebody said before; the message names the entries."""


class OvertakenActError(Exception):
    """What the person saw has changed meanwhile; the message says how. Nothing was recorded."""


@dataclass(frozen=True, slots=True)
class SeenClaim:
    """A claim as the person saw it: `revision` counts the changes of its members."""

    id: int
    revision: int


@dataclass(frozen=True, slots=True)
class ActPlan:
    """`placed` (mention: claim) is where the person puts mentions; others stay with their claim."""

    kind: str
    words: list[Word]
    claim_id: int | None = None
    other_id: int | None = None
    placed: Mapping[int, int] = field(default_factory=dict)
    undoes: LedgerAct | None = None


@dataclass(frozen=True, slots=True)
class ActDone:
    """`overruled` are the pairs of which somebody had said the opposite."""

    act: LedgerAct
    changed_claims: set[int]
    overruled: list[Pair]


@contextmanager
def correct_grouping() -> Iterator[None]:
    """One transaction in which nobody else changes a claim's members; contradictions become a sentence, and so does a
    wait that the web server ends."""
    with transaction.atomic():
        wait_for_turn()
        try:
            yield
        except ContradictoryWords as contradiction:
            raise ContradictedActError(tell(describe_contradiction(contradiction))) from contradiction


def wait_for_turn() -> None:
    """One article's grouping keeps the lock for parts of a second, other thresholds for minutes: nobody sits before a
    page as long as that. Raises RefusedActError."""
    try:
        lock_grouping(PATIENCE_SECONDS)
    except OperationalError as error:
        if not isinstance(error.__cause__, (LockNotAvailable, QueryCanceled)):
            raise
        raise RefusedActError(
            _("All claims are being grouped anew, so nothing was recorded. Try again in some minutes.")
        ) from error


def record_act(plan: ActPlan, standing: Mapping[Pair, Said], *, person, note: str) -> ActDone:
    """Must run inside `correct_grouping()`."""
    model = read_active_model()
    act = LedgerAct.objects.create(
        kind=plan.kind,
        person=person,
        note=note,
        claim_id=plan.claim_id,
        other_id=plan.other_id,
        undoes=plan.undoes,
    )
    write_entries(act, plan.words, model)
    seeds = {end for word in plan.words for end in word.pair} | set(plan.placed)
    policy = read_policy()
    before = read_homes(collect_neighbourhood(seeds, model, policy))
    changed = regroup_around(seeds, model, plan.placed, policy)
    if changed or changes_links(plan.words, standing):
        write_placements(act, seeds, before, changed)
    return ActDone(act, changed, find_overruled(plan.words, standing))


def changes_links(words: Iterable[Word], standing: Mapping[Pair, Said]) -> bool:
    """Whether grouping has to obey anything else than before; "unsure" alone binds nobody."""
    binding = {Said.SAME, Said.DIFFERENT}
    after = fold_words(words, standing)
    sides = [{after.get(word.pair), standing.get(word.pair)} for word in words]
    return any(len(side) == 2 and side & binding for side in sides)


def write_entries(act: LedgerAct, words: list[Word], model: str) -> None:
    similarities = measure_similarities([word.pair for word in words], model)
    PairDecision.objects.bulk_create(
        PairDecision(
            act=act,
            mention_low_id=word.low,
            mention_high_id=word.high,
            decision=word.said,
            reason=act.note,
            decided_by=act.person,
            similarity=similarities.get(word.pair),
            model=model,
        )
        for word in words
    )


def measure_similarities(pairs: list[Pair], model: str) -> dict[Pair, float]:
    """Cosine similarity of each pair that has vectors of `model`."""
    rows = MentionVector.objects.filter(model=model, mention__in={end for pair in pairs for end in pair})
    vectors = {mention: np.asarray(vector) for mention, vector in rows.values_list("mention_id", "vector")}
    return {
        (low, high): float(vectors[low] @ vectors[high]) for low, high in pairs if low in vectors and high in vectors
    }


def read_homes(mention_ids: Iterable[int]) -> dict[int, int | None]:
    return dict(Mention.objects.filter(pk__in=list(mention_ids)).values_list("id", "claim_id"))


def write_placements(act: LedgerAct, named: set[int], before: Mapping[int, int | None], changed: set[int]) -> None:
    """Every mention of a claim that changed, and those that the act names."""
    after = read_homes(before)
    touched = {mention for mention in before if before[mention] in changed or after.get(mention) in changed}
    ActPlacement.objects.bulk_create(
        ActPlacement(act=act, mention_id=mention, claim_before_id=before[mention], claim_after_id=after.get(mention))
        for mention in sorted(touched | (named & before.keys()))
    )


def load_standing(mention_ids: Iterable[int]) -> dict[Pair, Said]:
    """What stands around these mentions, followed through every "same"."""
    standing: dict[Pair, Said] = {}
    reached: set[int] = set()
    frontier = set(mention_ids)
    while frontier:
        reached |= frontier
        found = read_standing(PairDecision.objects.standing().touching(frontier))
        standing |= found
        frontier = {end for pair, said in found.items() if said is Said.SAME for end in pair} - reached
    return standing


def find_seen_claim(seen: SeenClaim) -> Claim:
    """The claim, if it is still what the person saw. Raises RefusedActError or OvertakenActError."""
    claim = Claim.objects.select_related("merged_into").filter(pk=seen.id).first()
    if claim is None:
        raise RefusedActError(_("There is no claim {id}.").format(id=seen.id))
    if claim.retired_at is not None:
        gone = _("Claim {number} has no mentions of its own any more. Nothing was recorded.")
        if claim.merged_into_id:
            gone = _("Claim {number} was merged into claim {other}. Nothing was recorded.")
        raise OvertakenActError(gone.format(number=claim.pk, other=claim.merged_into_id))
    if claim.revision != seen.revision:
        raise OvertakenActError(
            _(
                "Mentions of claim {number} came or went after you opened this page. Nothing was recorded; look at "
                "the claim as it is now and say it again."
            ).format(number=claim.pk)
        )
    return claim


def list_members(claim: Claim) -> list[int]:
    """Its live mentions, the canonical one first. Raises RefusedActError while one of them waits for its vector."""
    members = list(Mention.objects.live().filter(claim=claim).order_by("id").values_list("id", flat=True))
    model = read_active_model()
    if MentionVector.objects.of_model(model).filter(mention__in=members).count() != len(members):
        raise RefusedActError(
            _("A mention of claim {number} is still being embedded; try again in a minute.").format(number=claim.pk)
        )
    return sorted(members, key=lambda mention: (mention != claim.canonical_mention_id, mention))
