"""Keep what was found alike and not joined, for people to decide.

A function of the claims' members, the stored links and the ledger: rows of the claims at hand are dropped and computed
anew, so the same state always has the same suggestions. A pair of claims of which a person said "different" is not
suggested again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F

from claims.domain.distinction import are_distinct, compare_contents
from claims.domain.pair_score import sketch_wording
from claims.lookups import AnyOf
from claims.models import MatchSuggestion, Mention, MentionLink, PairDecision

DECIMALS = 4  # of a score: what two ways of adding the same products up may differ by lies below
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link: the mention, the claim and the version of an article it is in (ids), and what it says."""

    mention: int
    claim: int
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """A link between two claims."""

    similarity: float
    low: End
    high: End


@dataclass(frozen=True, slots=True)
class Parted:
    """Two members of a signed claim (ids) that grouping alone would part, and the score of the pair."""

    one: int
    other: int
    score: float


def refresh_suggestions(claim_ids: Collection[int], model: str, parted: Mapping[int, Parted], cut: float) -> int:
    """Compute the suggestions of these claims anew; returns how many there are.

    `parted` names signed claims that grouping alone would part, with two mentions that would part. Must run
    inside the transaction that regrouped.
    """
    MatchSuggestion.objects.touching(list(claim_ids)).delete()
    rows = [
        *suggest_joins(claim_ids, model, cut),
        *(suggest_parting(claim, one) for claim, one in sorted(parted.items())),
    ]
    return len(MatchSuggestion.objects.bulk_create(rows))


def suggest_joins(claim_ids: Collection[int], model: str, cut: float) -> list[MatchSuggestion]:
    """For each two claims the pair of mentions with the highest score, where it reaches the cut of grouping."""
    best: dict[Pair, tuple[float, Near]] = {}
    for score, near in score_links(read_links(claim_ids, model)):
        if score < cut:
            continue
        pair = min(near.low.claim, near.high.claim), max(near.low.claim, near.high.claim)
        if pair not in best or score > best[pair][0]:
            best[pair] = score, near
    if not best:
        return []
    involved = {claim for pair in best for claim in pair}
    rejected, signed = find_rejected(involved), find_signed(involved)
    return [
        build_suggestion(pair, score, near, both_signed=set(pair) <= signed)
        for pair, (score, near) in best.items()
        if pair not in rejected
    ]


def read_links(claim_ids: Collection[int], model: str) -> list[Near]:
    """Links of these claims' members to live mentions of other claims in other articles.

    Nearly all links stay inside a claim, so the links are read bare, and mentions only for the ends of what is left.
    """
    homes = dict(Mention.objects.filter(AnyOf(F("claim_id"), claim_ids)).order_by().values_list("id", "claim_id"))
    bare = MentionLink.objects.of_any(list(homes), model).values_list("similarity", "low_id", "high_id")
    leaving = [link for link in bare if homes.get(link[1], -link[1]) != homes.get(link[2], -link[2])]
    ends = read_ends({end for _, *both in leaving for end in both})
    both_known = (
        Near(similarity, ends[low], ends[high]) for similarity, low, high in leaving if low in ends and high in ends
    )
    return [near for near in both_known if near.low.claim != near.high.claim and near.low.version != near.high.version]


def read_ends(mention_ids: Collection[int]) -> dict[int, End]:
    """By mention, those that are live and in a claim."""
    live = Mention.objects.live().filter(AnyOf(F("id"), mention_ids), claim__isnull=False).order_by()
    return {row[0]: End(*row) for row in live.values_list("id", "claim_id", "article_version_id", "text")}


def score_links(links: Sequence[Near]) -> list[tuple[float, Near]]:
    texts = sorted({end.text for link in links for end in (link.low, link.high)})
    row = {text: number for number, text in enumerate(texts)}
    sketches = sketch_wording(texts)
    low, high = [row[link.low.text] for link in links], [row[link.high.text] for link in links]
    shared = [float(sketches[one] @ sketches[other]) for one, other in zip(low, high, strict=True)]
    wording = settings.WORDING
    return [
        (round((1 - wording) * link.similarity + wording * common, DECIMALS), link)
        for link, common in zip(links, shared, strict=True)
    ]


def find_rejected(claim_ids: set[int]) -> set[Pair]:
    """Pairs of claims between whose present members a "different" stands."""
    members = Mention.objects.filter(AnyOf(F("claim_id"), claim_ids)).order_by().values("id")
    said = PairDecision.objects.standing().filter(
        decision=PairDecision.Decision.DIFFERENT, mention_low__in=members, mention_high__in=members
    )
    homes = said.values_list("mention_low__claim", "mention_high__claim")
    return {(min(pair), max(pair)) for pair in homes}


def build_suggestion(pair: Pair, score: float, near: Near, *, both_signed: bool) -> MatchSuggestion:
    low, high = (near.low, near.high) if near.low.claim == pair[0] else (near.high, near.low)
    shared, differing = compare_contents(low.text, high.text)
    return MatchSuggestion(
        claim_low_id=pair[0],
        claim_high_id=pair[1],
        mention_low_id=low.mention,
        mention_high_id=high.mention,
        score=score,
        why=explain(low.text, high.text, both_signed=both_signed),
        shared=shared,
        differing=differing,
    )


def find_signed(claim_ids: set[int]) -> set[int]:
    held = Mention.objects.filter(AnyOf(F("held_by_id"), claim_ids), claim=F("held_by"))
    return set(held.values_list("held_by_id", flat=True))


def explain(low: str, high: str, *, both_signed: bool) -> MatchSuggestion.Why:
    if are_distinct(low, high):
        return MatchSuggestion.Why.NAMES
    return MatchSuggestion.Why.SIGNED if both_signed else MatchSuggestion.Why.CLOSE


def suggest_parting(claim_id: int, parted: Parted) -> MatchSuggestion:
    return MatchSuggestion(
        claim_low_id=claim_id,
        claim_high_id=claim_id,
        mention_low_id=parted.one,
        mention_high_id=parted.other,
        score=round(parted.score, DECIMALS),
        why=MatchSuggestion.Why.APART,
    )
