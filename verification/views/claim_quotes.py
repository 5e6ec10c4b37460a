"""The quotes of a claim as its page shows them: folded by origin, and in conflict side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim, Mention
from claims.services.tell import tell
from claims.views.links import pick_safe_link
from verification.domain.conflict_words import Say
from verification.domain.conflicts.rule_names import describe_rule, describe_sureness
from verification.domain.evidence_tree import EvidenceTree, ToldMention
from verification.domain.types import ConflictType, disputes
from verification.models import Conflict, ProposedVerdict
from verification.querysets import ConflictQuerySet
from verification.views.addresses import write_address
from verification.views.marks import STANCE_WORDS
from verification.views.quoting import CONTEXT, Piece, keep_short, mark_ranges, shorten_value, trim_after, trim_before
from verification.views.reading import describe_reading

Clashes = dict[int, list[tuple[int, int]]]  # id of a mention -> ranges in its quote

CONFLICT_WORDS: dict[str, Any] = {ConflictType.SUPERSEDED: gettext_lazy("a later update")}
ALIKE: dict[str, Any] = {
    ConflictType.NEGATION: gettext_lazy("the two deny each other"),
    ConflictType.SUPERSEDED: gettext_lazy("the later one replaces the earlier"),
}


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
    kind: str  # the type as it is frozen
    said: str = ""  # what a person said of it ("real", "time", "none")
    said_by: str = ""

    @property
    def sides(self) -> tuple[ConflictSide, ConflictSide]:
        return self.a, self.b

    @property
    def word(self) -> str:
        """What a person said of it, as a sentence; or ""."""
        return describe_say(self.said, self.said_by)

    @property
    def compared(self) -> str:
        """What the rule compared, and how sure that is where nobody has said what the conflict is."""
        sureness = "" if self.said else tell(describe_sureness(ConflictType(self.kind), self.strength))
        return f"{tell(describe_rule(self.rule))} {sureness}".strip()

    @property
    def alike(self) -> str:
        """Said instead of the values where both would read the same; else ""."""
        kind = ConflictType.SUPERSEDED if self.superseded else self.type
        return describe_alike(kind, self.a.value, self.b.value)


def describe_say(say: str, by: str) -> str:
    match say:
        case Say.REAL:
            said = _("%(person)s says that the conflict is real.")
        case Say.TIME:
            said = _("%(person)s says that time explains the difference.")
        case Say.NONE:
            said = _("%(person)s says that this is no conflict.")
        case _nothing:
            return ""
    return said % {"person": by}


def describe_alike(kind: str, value_a: str, value_b: str) -> str:
    if value_a.casefold() != value_b.casefold():
        return ""
    return ALIKE.get(kind, _("the two do not say the same"))


def load_mentions(claim: Claim) -> list[Mention]:
    mentions = Mention.objects.live().filter(claim=claim).with_context(CONTEXT)
    return list(mentions.order_by("article_version__article__published_at", "article_version__article_id", "start"))


def fold_mentions(tree: EvidenceTree, mentions: list[Mention]) -> list[list[Mention]]:
    """By origin, in the order in which the origins were first heard; a mention newer than the tree stands alone."""
    told = {mention.mention_id: mention.origin_key for mention in tree.list_mentions()}
    folded: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        folded[told.get(mention.pk, f"new {mention.pk}")].append(mention)
    return list(folded.values())


def cut_page(folded: list[list[Mention]], size: int, page: int, opened: int = 0) -> tuple[list[list[Mention]], int]:
    """The mentions of one page, folded as they were, and which page that is: the one asked for or, where it is among
    them, that of the mention `opened`."""
    places = [mention.pk for members in folded for mention in members]
    if opened in places:
        page = places.index(opened) // size + 1
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


def pair_conflicts(conflicts: list[Conflict], evidence: Mapping[str, Any]) -> list[ConflictPair]:
    """The conflicts of a proposal as its page shows them; `evidence` is the proposal's."""
    said = read_said(evidence)
    return [
        ConflictPair(
            type=CONFLICT_WORDS.get(ConflictType(conflict.type), conflict.get_type_display()),
            superseded=conflict.type == ConflictType.SUPERSEDED,
            rule=conflict.rule.replace("_", " "),
            strength=conflict.strength,
            disputes=disputes(ConflictType(conflict.type), conflict.strength),
            a=build_side(conflict.mention_a, conflict.value_a, conflict.start_a, conflict.end_a, len(conflict.also_a)),
            b=build_side(conflict.mention_b, conflict.value_b, conflict.start_b, conflict.end_b, len(conflict.also_b)),
            kind=conflict.type,
            **said.get((frozenset((conflict.mention_a_id, conflict.mention_b_id)), conflict.type), {}),
        )
        for conflict in conflicts
    ]


def read_said(evidence: Mapping[str, Any]) -> dict[tuple[frozenset[int], str], dict[str, str]]:
    """What people said of each conflict, by its two mentions and its type."""
    statements = evidence["statements"]
    return {
        (frozenset(statements[side["at"]]["ids"]["mention"] for side in conflict["sides"]), conflict["type"]): {
            "said": conflict["said"]["say"],
            "said_by": conflict["said"]["by"],
        }
        for conflict in evidence["conflicts"]
        if "said" in conflict
    }


def pair_dismissed(evidence: Mapping[str, Any]) -> list[ConflictPair]:
    """The conflicts that people said are none, read from the frozen evidence: they have no rows."""
    return [
        ConflictPair(
            type=CONFLICT_WORDS.get(ConflictType(conflict["type"]), conflict["type"]),
            superseded=False,
            rule=conflict["rule"].replace("_", " "),
            strength=float(conflict["strength"]),
            disputes=False,
            a=read_side(conflict["sides"][0], evidence),
            b=read_side(conflict["sides"][1], evidence),
            kind=conflict["type"],
            said=conflict["said"]["say"],
            said_by=conflict["said"]["by"],
        )
        for conflict in evidence.get("dismissed", [])
    ]


def read_side(side: Mapping[str, Any], evidence: Mapping[str, Any]) -> ConflictSide:
    statement = evidence["statements"][side["at"]]
    ids = statement["ids"]
    return ConflictSide(
        value=shorten_value(side["value"]),
        pieces=mark_ranges(statement["quote"], keep_short([(side["start"], side["end"])])),
        outlet=statement["source"] or _("an unknown source"),
        article_address=write_address("verification:article", ids["article"]) + f"#m{ids['mention']}",
        mention_id=ids["mention"],
        others=len(side.get("also", [])),
    )


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
    if not proposal.evidence["conflicts"]:
        return []
    return list(ConflictQuerySet(Conflict).with_quotes().filter(proposal=proposal))
