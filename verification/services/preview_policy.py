"""What other thresholds would do, before anything changes: which claims merge and split, and who agrees.

Reads only. The ledger is obeyed under any thresholds, so its agreement is that of the machine alone, without being
told: how often it would have said the same as people did, now and then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.conf import settings

from claims.adapters.encoder import load_encoder
from claims.adapters.labelled_pairs import LabelledPairs
from claims.domain.clustering import GroupingPolicy, group_vectors
from claims.domain.ledger import Pair, Said
from claims.domain.policy_change import Agreement, PolicyChange
from claims.models import Claim, Mention, PairDecision
from claims.services.choose_model import read_active_model
from claims.services.find_parts import CHUNK, find_parts
from claims.services.load_neighbourhood import Neighbourhood, load_neighbourhood, read_standing
from claims.services.read_policy import read_policy
from claims.services.regroup import group_neighbourhood
from verification.models import ClaimStanding


@dataclass(slots=True)
class BeforeAndAfter:
    """One set of labelled pairs under the present thresholds and under those looked at."""

    now: Agreement = field(default_factory=Agreement)
    then: Agreement = field(default_factory=Agreement)

    def describe(self) -> dict[str, Any]:
        return {"now": describe_agreement(self.now), "then": describe_agreement(self.then)}


def preview_policy(policy: GroupingPolicy, labelled: LabelledPairs | None = None) -> dict[str, Any]:
    """The report as plain values: counts, examples with their texts, reviewed claims touched, agreement."""
    model = read_active_model()
    present = read_policy()
    labelled = labelled or LabelledPairs()
    change, ledger, pairs = PolicyChange(), BeforeAndAfter(), BeforeAndAfter()
    parts = find_parts(policy, model)
    change.count_alone(len(parts.alone))
    said = index_pairs(list_said())
    wanted = {end for pair, _ in labelled.mentions for end in pair}
    now: dict[int, int] = {}
    then: dict[int, int] = {}
    for batch in parts.batches:
        around = load_neighbourhood(set(batch), model)
        groups = group_neighbourhood(around, policy)
        homes = {mention.pk: mention.claim_id for mention in around.mentions}
        change.count_part(homes, [[around.mentions[position].pk for position in group] for group in groups])
        number_wanted(around, groups, wanted, then)
        now |= {mention: home for mention, home in homes.items() if mention in wanted and home is not None}
        compare_with_ledger(ledger, around, said, present, policy)
    add_alone(parts.alone, wanted, now, then)
    pairs.now.count(now, labelled.mentions)
    pairs.then.count(then, labelled.mentions)
    return describe_change(policy, present, change) | {
        "ledger": ledger.describe(),
        "labelled_mentions": pairs.describe(),
        "labelled_texts": compare_texts(labelled, present, policy).describe(),
    }


def list_said() -> list[tuple[Pair, bool]]:
    standing = read_standing(PairDecision.objects.standing())
    return [(pair, said is Said.SAME) for pair, said in standing.items() if said in (Said.SAME, Said.DIFFERENT)]


def index_pairs(said: list[tuple[Pair, bool]]) -> dict[int, list[tuple[Pair, bool]]]:
    index: dict[int, list[tuple[Pair, bool]]] = {}
    for pair, same in said:
        index.setdefault(pair[0], []).append((pair, same))
    return index


def compare_with_ledger(
    ledger: BeforeAndAfter,
    around: Neighbourhood,
    said: dict[int, list[tuple[Pair, bool]]],
    present: GroupingPolicy,
    policy: GroupingPolicy,
) -> None:
    """Group again as if nobody had said anything, where somebody has."""
    here = [pair for mention in around.mentions for pair in said.get(mention.pk, [])]
    if not here:
        return
    untold = replace(around, must_link=[], cannot_link=[])
    for agreement, thresholds in ((ledger.now, present), (ledger.then, policy)):
        labels: dict[int, int] = {}
        number_wanted(untold, group_neighbourhood(untold, thresholds), None, labels)
        agreement.count(labels, here)


def number_wanted(
    around: Neighbourhood, groups: list[list[int]], wanted: set[int] | None, labels: dict[int, int]
) -> None:
    """Give each wanted mention (all for None) the smallest mention of its group as its label."""
    for group in groups:
        members = [around.mentions[position].pk for position in group]
        label = min(members)
        labels.update((mention, label) for mention in members if wanted is None or mention in wanted)


def add_alone(alone: list[int], wanted: set[int], now: dict[int, int], then: dict[int, int]) -> None:
    """A mention that nothing connects is a group of its own; its own number, negated, is no claim's."""
    for mention in wanted.intersection(alone):
        now[mention] = then[mention] = -mention


def compare_texts(labelled: LabelledPairs, present: GroupingPolicy, policy: GroupingPolicy) -> BeforeAndAfter:
    """Texts are grouped among themselves; they need not be stored."""
    agreement = BeforeAndAfter()
    if not labelled.texts:
        return agreement
    texts = sorted({text for pair, _ in labelled.texts for text in pair})
    place = {text: position for position, text in enumerate(texts)}
    vectors = load_encoder(settings.EMBEDDING_MODEL).encode(texts)
    pairs = [((place[a], place[b]), same) for (a, b), same in labelled.texts]
    for counted, thresholds in ((agreement.now, present), (agreement.then, policy)):
        counted.count(dict(enumerate(group_vectors(texts, vectors, thresholds, texts=texts))), pairs)
    return agreement


def describe_change(policy: GroupingPolicy, present: GroupingPolicy, change: PolicyChange) -> dict[str, Any]:
    ids = {claim for claims in change.merge_examples for claim in claims}
    ids |= {claim for claim, _ in change.split_examples}
    texts = dict(Claim.objects.filter(pk__in=ids).values_list("id", "text"))
    quoted = {mention for _, pieces in change.split_examples for piece in pieces for mention in piece[:1]}
    quotes = dict(Mention.objects.filter(pk__in=quoted).values_list("id", "quote"))
    return {
        "now": asdict(present),
        "then": asdict(policy),
        "mentions": change.mentions,
        "claims_now": change.claims_now,
        "claims_then": change.claims_then,
        "merges": change.merges,
        "splits": change.splits,
        "claims_touched": len(change.touched),
        "reviewed_touched": sum(count_reviewed(chunk) for chunk in iterate_chunks(sorted(change.touched))),
        "merge_examples": [
            [{"claim": claim, "text": texts[claim]} for claim in claims] for claims in change.merge_examples
        ],
        "split_examples": [
            {
                "claim": claim,
                "text": texts[claim],
                "pieces": [{"mentions": piece, "quote": quotes[piece[0]]} for piece in pieces],
            }
            for claim, pieces in change.split_examples
        ],
    }


def iterate_chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def count_reviewed(claim_ids: list[int]) -> int:
    return ClaimStanding.objects.filter(claim__in=claim_ids, review__isnull=False).count()


def describe_agreement(agreement: Agreement) -> dict[str, Any]:
    return {**asdict(agreement), "share": agreement.share}
