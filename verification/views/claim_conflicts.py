"""The conflicts of a claim as its page shows them: the two sides of each beside one another, the values marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Mention
from claims.services.tell import tell
from verification.domain.conflict_words import Say
from verification.domain.conflicts.rule_names import describe_rule, describe_sureness
from verification.domain.types import ConflictType, disputes
from verification.models import Conflict, ProposedVerdict
from verification.views.addresses import write_address
from verification.views.claim_quotes import link_quote
from verification.views.quoting import Piece, keep_short, mark_ranges, shorten_value

CONFLICT_WORDS: dict[str, Any] = {ConflictType.SUPERSEDED: gettext_lazy("a later update")}
ALIKE: dict[str, Any] = {
    ConflictType.NEGATION: gettext_lazy("the two deny each other"),
    ConflictType.SUPERSEDED: gettext_lazy("the later one replaces the earlier"),
}


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


def pair_conflicts(
    conflicts: list[Conflict], evidence: Mapping[str, Any], mentions: list[Mention]
) -> list[ConflictPair]:
    """The conflicts of a proposal as its page shows them; `evidence` is the proposal's, `mentions` the claim's."""
    said, sides = read_said(evidence), find_sides(conflicts, mentions)
    return [
        ConflictPair(
            type=CONFLICT_WORDS.get(ConflictType(one.type), one.get_type_display()),
            superseded=one.type == ConflictType.SUPERSEDED,
            rule=one.rule.replace("_", " "),
            strength=one.strength,
            disputes=disputes(ConflictType(one.type), one.strength),
            a=build_side(sides[one.mention_a_id], one.value_a, one.start_a, one.end_a, len(one.also_a)),
            b=build_side(sides[one.mention_b_id], one.value_b, one.start_b, one.end_b, len(one.also_b)),
            kind=one.type,
            **said.get((frozenset((one.mention_a_id, one.mention_b_id)), one.type), {}),
        )
        for one in conflicts
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
    return list(Conflict.objects.filter(proposal=proposal)) if proposal.evidence["conflicts"] else []


def find_sides(conflicts: list[Conflict], mentions: list[Mention]) -> dict[int, Mention]:
    """The two mentions of each conflict by id, among those at hand or, where one left the claim since, read anew: a
    join of the ten tables behind both sides takes longer to plan than to answer."""
    found = {mention.pk: mention for mention in mentions}
    gone = {end for one in conflicts for end in (one.mention_a_id, one.mention_b_id)} - found.keys()
    if gone:
        read = Mention.objects.with_articles().defer("article_version__text", "article_version__sketch")
        found |= read.in_bulk(gone)
    return found
