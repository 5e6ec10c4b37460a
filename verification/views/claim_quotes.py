"""The quotes of a claim as its page shows them, folded by origin."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from claims.models import Claim, Mention
from claims.views.links import pick_safe_link
from verification.domain.evidence_tree import EvidenceTree, ToldMention
from verification.domain.types import ConflictType
from verification.models import Conflict
from verification.views.addresses import write_address
from verification.views.marks import STANCE_WORDS
from verification.views.quoting import CONTEXT, Piece, keep_short, mark_ranges, trim_after, trim_before
from verification.views.reading import describe_reading

SHOWN = [
    *("quote", "claimant_name", "claimant_kind", "claimant_via", "hedges", "kind", "open_pronoun"),
    *("article_version__number", "article_version__article__url", "article_version__article__published_at"),
    "article_version__article__source__name",
]
Clashes = dict[int, list[tuple[int, int]]]  # id of a mention -> ranges in its quote


@dataclass(frozen=True, slots=True)
class Quote:
    """One mention: the exact words with their surroundings, who says it, and what the machine made of it."""

    mention_id: int
    number: str  # of the mention, as people and addresses write it
    before: str
    pieces: list[Piece]
    text: str
    after: str
    outlet: str
    published_at: datetime | None
    address: str  # of this quote alone
    article_address: str
    original: str  # the page that it was read from, as it is printed; "" when there is none
    claimant: str
    claimant_kind: str
    hedges: str
    reading: str
    stance: str
    stance_word: str
    stance_reason: str
    origin_reason: str
    retracted: bool
    canonical: bool


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """An origin with its quotes; `opened` is the mention that somebody asked to see whole, 0 for none."""

    label: str
    known: bool
    quotes: list[Quote]
    opened: int = 0

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

    @property
    def whole(self) -> list[Quote]:
        """What stands with its surroundings; the rest of an origin adds little and takes a line each."""
        telling = {quote.mention_id for quote in self.telling} | {self.opened}
        return [quote for quote in self.quotes if quote.mention_id in telling]

    @property
    def brief(self) -> list[Quote]:
        whole = {quote.mention_id for quote in self.whole}
        return [quote for quote in self.quotes if quote.mention_id not in whole]


def load_mentions(claim: Claim) -> list[Mention]:
    """With what is shown of each, and nothing else: a claim may have hundreds."""
    mentions = Mention.objects.live().filter(claim=claim).with_context(CONTEXT).only(*SHOWN)
    return list(mentions.order_by("article_version__article__published_at", "article_version__article_id", "start"))


def fold_mentions(tree: EvidenceTree, mentions: list[Mention]) -> list[list[Mention]]:
    """By origin, in the order in which the origins were first heard; a mention newer than the tree stands alone."""
    told = {mention.mention_id: mention.origin_key for mention in tree.list_mentions()}
    folded: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        folded[told.get(mention.pk, f"new {mention.pk}")].append(mention)
    return list(folded.values())


def cut_page(folded: list[list[Mention]], size: int, page: int, sought: int) -> tuple[list[list[Mention]], int]:
    """The mentions of one page, folded as they were, and which page that is: the one asked for or, where it is among
    them, that of the mention `sought`."""
    places = [mention.pk for members in folded for mention in members]
    if sought in places:
        page = places.index(sought) // size + 1
    page = max(1, min(page, -(-len(places) // size)))
    shown = set(places[(page - 1) * size : page * size])
    kept = [[mention for mention in members if mention.pk in shown] for members in folded]
    return [members for members in kept if members], page


def build_groups(
    claim: Claim, tree: EvidenceTree, folded: list[list[Mention]], conflicts: list[Conflict], opened: int = 0
) -> list[OriginGroup]:
    told = {mention.mention_id: mention for mention in tree.list_mentions()}
    clashes = collect_clashes(conflicts)
    return [build_group(claim, members, told, clashes, opened) for members in folded]


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


def build_group(
    claim: Claim, mentions: list[Mention], told: dict[int, ToldMention], clashes: Clashes, opened: int
) -> OriginGroup:
    quotes = [build_quote(claim, mention, told.get(mention.pk), clashes.get(mention.pk, [])) for mention in mentions]
    entry = told.get(mentions[0].pk)
    if entry is None:
        return OriginGroup(_("not folded into an origin yet"), False, quotes, opened)
    return OriginGroup(entry.origin_label, entry.origin_known, quotes, opened)


def build_quote(claim: Claim, mention: Mention, told: ToldMention | None, clashes: list[tuple[int, int]]) -> Quote:
    article = mention.article_version.article
    return Quote(
        mention_id=mention.pk,
        number=f"m{mention.pk}",
        before=trim_before(mention.before),  # type: ignore[attr-defined]  # annotated by with_context
        pieces=mark_ranges(mention.quote, keep_short(clashes)),
        text=mention.quote,
        after=trim_after(mention.after),  # type: ignore[attr-defined]
        outlet=article.source.name,
        published_at=article.published_at,
        address=f"{write_address('verification:claim', claim.pk)}quotes/{mention.pk}/",
        article_address=link_quote(mention),
        original=pick_safe_link(article.url),
        claimant=mention.claimant,
        claimant_kind=mention.get_claimant_kind_display(),
        hedges=", ".join(f"“{hedge}”" for hedge in mention.hedges),
        reading=describe_reading(mention),
        stance=told.stance if told else "",
        stance_word=STANCE_WORDS[told.stance] if told else _("not assessed yet"),
        stance_reason=told.stance_reason if told else "",
        origin_reason=told.origin_reason if told else "",
        retracted=told.retracted if told else False,
        canonical=mention.pk == claim.canonical_mention_id,
    )


def link_quote(mention: Mention) -> str:
    return write_address("verification:article", mention.article_version.article_id) + f"#m{mention.pk}"
