"""The quotes of a claim as its page shows them: folded by origin, and in conflict side by side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from claims.models import Claim, Mention
from verification.domain.evidence_tree import ToldMention
from verification.domain.types import ConflictType, disputes
from verification.models import Conflict, ProposedVerdict
from verification.querysets import ConflictQuerySet
from verification.services.explain_claim import explain_proposal
from verification.views.marks import STANCE_WORDS
from verification.views.quoting import CONTEXT, Piece, keep_short, mark_ranges, shorten_value, trim_after, trim_before

Clashes = dict[int, list[tuple[int, int]]]  # id of a mention -> ranges in its quote

CONFLICT_WORDS = {ConflictType.SUPERSEDED: "a later update"}
ALIKE: dict[str, str] = {
    ConflictType.NEGATION: "the two deny each other",
    ConflictType.SUPERSEDED: "the later one replaces the earlier",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """One mention: the exact words with their surroundings, who says it, and what the machine made of it."""

    mention_id: int
    before: str
    pieces: list[Piece]
    text: str
    after: str
    outlet: str
    published_at: datetime | None
    article_address: str
    claimant: str
    claimant_kind: str
    hedges: str
    stance: str
    stance_word: str
    stance_reason: str
    origin_reason: str
    retracted: bool
    canonical: bool


@dataclass(frozen=True, slots=True)
class OriginGroup:
    label: str
    known: bool
    first: Quote
    others: list[Quote]

    @property
    def quotes(self) -> list[Quote]:
        return [self.first, *self.others]

    @property
    def telling(self) -> list[Quote]:
        """The first quote of each stance: an origin that both supports and denies shows both."""
        by_stance: dict[str, Quote] = {}
        for quote in self.quotes:
            by_stance.setdefault(quote.stance, quote)
        return list(by_stance.values())

    @property
    def untold(self) -> int:
        return len(self.quotes) - len(self.telling)


@dataclass(frozen=True, slots=True)
class ConflictSide:
    value: str
    pieces: list[Piece]
    outlet: str
    article_address: str
    mention_id: int
    others: int  # further mentions that give the same value


@dataclass(frozen=True, slots=True)
class ConflictPair:
    type: str
    superseded: bool
    rule: str  # the name of the rule that fired, in words
    strength: float
    disputes: bool
    a: ConflictSide
    b: ConflictSide

    @property
    def alike(self) -> str:
        """Said instead of the values where both would read the same; else ""."""
        kind = ConflictType.SUPERSEDED if self.superseded else self.type
        return describe_alike(kind, self.a.value, self.b.value)


def describe_alike(kind: str, value_a: str, value_b: str) -> str:
    if value_a.casefold() != value_b.casefold():
        return ""
    return ALIKE.get(kind, "the two do not say the same")


def load_mentions(claim: Claim) -> list[Mention]:
    mentions = Mention.objects.live().filter(claim=claim).with_context(CONTEXT)
    return list(mentions.order_by("article_version__article__published_at", "article_version__article_id", "start"))


def group_quotes(
    claim: Claim, proposal: ProposedVerdict, mentions: list[Mention], conflicts: list[Conflict]
) -> list[OriginGroup]:
    """Origins in the order in which they were first heard; a mention newer than the proposal stands alone."""
    told = {mention.mention_id: mention for mention in explain_proposal(proposal).list_mentions()}
    folded: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        entry = told.get(mention.pk)
        folded[entry.origin_key if entry else f"new {mention.pk}"].append(mention)
    clashes = collect_clashes(conflicts)
    return [build_group(claim, members, told, clashes) for members in folded.values()]


def collect_clashes(conflicts: list[Conflict]) -> Clashes:
    """Where each quote's words are in conflict; what time explains is left out."""
    clashes: Clashes = defaultdict(list)
    for conflict in conflicts:
        if conflict.type != ConflictType.SUPERSEDED:
            clashes[conflict.mention_a_id].append((conflict.start_a, conflict.end_a))
            clashes[conflict.mention_b_id].append((conflict.start_b, conflict.end_b))
            for mention, start, end in (*conflict.also_a, *conflict.also_b):
                clashes[mention].append((start, end))
    return clashes


def build_group(claim: Claim, mentions: list[Mention], told: dict[int, ToldMention], clashes: Clashes) -> OriginGroup:
    quotes = [build_quote(claim, mention, told.get(mention.pk), clashes.get(mention.pk, [])) for mention in mentions]
    entry = told.get(mentions[0].pk)
    label = entry.origin_label if entry else "not folded into an origin yet"
    return OriginGroup(label, entry.origin_known if entry else False, quotes[0], quotes[1:])


def build_quote(claim: Claim, mention: Mention, told: ToldMention | None, clashes: list[tuple[int, int]]) -> Quote:
    article = mention.article_version.article
    return Quote(
        mention_id=mention.pk,
        before=trim_before(mention.before),  # type: ignore[attr-defined]  # annotated by with_context
        pieces=mark_ranges(mention.quote, keep_short(clashes)),
        text=mention.quote,
        after=trim_after(mention.after),  # type: ignore[attr-defined]
        outlet=article.source.name,
        published_at=article.published_at,
        article_address=link_quote(mention),
        claimant=mention.claimant,
        claimant_kind=mention.get_claimant_kind_display(),
        hedges=", ".join(f"“{hedge}”" for hedge in mention.hedges),
        stance=told.stance if told else "",
        stance_word=STANCE_WORDS[told.stance] if told else "not assessed yet",
        stance_reason=told.stance_reason if told else "",
        origin_reason=told.origin_reason if told else "",
        retracted=told.retracted if told else False,
        canonical=mention.pk == claim.canonical_mention_id,
    )


def link_quote(mention: Mention) -> str:
    return reverse("verification:article", args=[mention.article_version.article_id]) + f"#m{mention.pk}"


def pair_conflicts(conflicts: list[Conflict]) -> list[ConflictPair]:
    return [
        ConflictPair(
            type=CONFLICT_WORDS.get(ConflictType(conflict.type), conflict.get_type_display()),
            superseded=conflict.type == ConflictType.SUPERSEDED,
            rule=conflict.rule.replace("_", " "),
            strength=conflict.strength,
            disputes=disputes(ConflictType(conflict.type), conflict.strength),
            a=build_side(conflict.mention_a, conflict.value_a, conflict.start_a, conflict.end_a, len(conflict.also_a)),
            b=build_side(conflict.mention_b, conflict.value_b, conflict.start_b, conflict.end_b, len(conflict.also_b)),
        )
        for conflict in conflicts
    ]


def build_side(mention: Mention, value: str, start: int, end: int, others: int) -> ConflictSide:
    return ConflictSide(
        value=shorten_value(value),
        pieces=mark_ranges(mention.quote, keep_short([(start, end)])),
        outlet=mention.article_version.article.source.name,
        article_address=link_quote(mention),
        mention_id=mention.pk,
        others=others,
    )


def load_conflicts(proposal: ProposedVerdict) -> list[Conflict]:
    return list(ConflictQuerySet(Conflict).with_quotes().filter(proposal=proposal))
