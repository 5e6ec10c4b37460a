"""The evidence of one proposal as a tree: mentions, their origins and stances with the reasons, conflicts, verdict.

Idea: whoever doubts a verdict follows it down to the words. The tree is built from the frozen evidence alone, so that
what a page shows, what a command prints and what was signed years ago are the same thing. Method: the statements are
put under their origins, most told first, and the sides of a conflict point at statements.

Limits: evidence frozen in an older form lacks what was not recorded then; it is shown without it. The printed tree is
English. Reference: none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from claims.domain.phrases import phrase
from verification.domain.conflict_words import WORDS, Say
from verification.domain.corrections import tell_correction
from verification.domain.evidence import recall_reason
from verification.domain.types import UNKNOWN, ConflictType, Stance, disputes

SHOWN_QUOTE = 160  # characters of a quote in a printed tree


@dataclass(frozen=True, slots=True)
class ToldMention:
    """One mention in the evidence: its stance, its origin, and why, in words."""

    mention_id: int
    article_id: int
    source: str
    published_at: str | None  # ISO 8601
    quote: str
    claimant: str
    stance: Stance
    stance_reason: str
    origin_key: str
    origin_label: str
    origin_reason: str
    origin_known: bool
    retracted: bool
    canonical: bool

    @property
    def outlet(self) -> str:
        return self.source or UNKNOWN


@dataclass(frozen=True, slots=True)
class OriginBranch:
    """One origin with its mentions in the order of the evidence."""

    label: str
    known: bool
    mentions: tuple[ToldMention, ...]

    @property
    def folds(self) -> list[tuple[str, list[str]]]:
        """Each reason for folding, with the outlets that it holds for."""
        outlets: dict[str, dict[str, None]] = defaultdict(dict)
        for mention in self.mentions:
            outlets[mention.origin_reason][mention.outlet] = None
        return [(reason, list(names)) for reason, names in outlets.items()]


@dataclass(frozen=True, slots=True)
class ConflictSide:
    mention: ToldMention
    value: str
    others: int  # further mentions that give the same value


@dataclass(frozen=True, slots=True)
class ConflictBranch:
    type: str
    rule: str  # the name of the rule that fired, in words
    strength: float
    disputes: bool
    a: ConflictSide
    b: ConflictSide
    said: str = ""  # what a person said of it ("real", "time", "none")
    said_by: str = ""

    @property
    def word(self) -> str:
        """ "rosa says that it is no conflict", or ""."""
        if not self.said:
            return ""
        return phrase("{person} says that it {words}", person=self.said_by, words=WORDS[Say(self.said)])


@dataclass(frozen=True, slots=True)
class EvidenceTree:
    """`outlets` and `origin_count` are those that the verdict counted; `dismissed` are conflicts said to be none."""

    verdict: str
    reasons: tuple[str, ...]
    outlets: int
    origin_count: int
    policy_version: str
    origins: tuple[OriginBranch, ...]
    conflicts: tuple[ConflictBranch, ...]
    corrections: tuple[str, ...]
    dismissed: tuple[ConflictBranch, ...] = ()

    def list_mentions(self) -> Iterator[ToldMention]:
        return (mention for origin in self.origins for mention in origin.mentions)


def build_tree(
    evidence: Mapping[str, Any], *, verdict: str, reasons: Sequence[str], outlets: int, origin_count: int
) -> EvidenceTree:
    """The tree of one proposal: its frozen evidence, and what it concluded."""
    mentions = _read_mentions(evidence)
    statements = evidence.get("statements", [])
    return EvidenceTree(
        verdict=verdict,
        reasons=tuple(reasons),
        outlets=outlets,
        origin_count=origin_count,
        policy_version=str(evidence.get("policy_version", "")),
        origins=_group_by_origin(mentions),
        conflicts=tuple(_read_conflict(conflict, mentions) for conflict in evidence.get("conflicts", [])),
        corrections=tuple(tell_correction(word, statements) for word in evidence.get("corrections", [])),
        dismissed=tuple(_read_conflict(conflict, mentions) for conflict in evidence.get("dismissed", [])),
    )


def _read_mentions(evidence: Mapping[str, Any]) -> list[ToldMention]:
    known = {origin["key"]: origin["known"] for origin in evidence.get("origins", [])}
    return [
        ToldMention(
            mention_id=entry["ids"]["mention"],
            article_id=entry["ids"]["article"],
            source=entry["source"],
            published_at=entry["published_at"],
            quote=entry["quote"],
            claimant=_name_claimant(entry["claimant"]),
            stance=Stance(entry["stance"]),
            stance_reason=recall_reason(entry, "stance_reason"),
            origin_key=entry["origin"],
            origin_label=recall_reason(entry, "origin_label"),
            origin_reason=recall_reason(entry, "origin_reason"),
            origin_known=known.get(entry["origin"], False),
            retracted=entry["retracted"],
            canonical=position == evidence.get("canonical"),
        )
        for position, entry in enumerate(evidence.get("statements", []))
    ]


def _name_claimant(claimant: Mapping[str, Any]) -> str:
    if not claimant["name"] or not claimant["via"]:
        return str(claimant["name"] or "")
    return phrase("{name} through {via}", name=claimant["name"], via=claimant["via"])


def _group_by_origin(mentions: Sequence[ToldMention]) -> tuple[OriginBranch, ...]:
    groups: dict[str, list[ToldMention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.origin_key].append(mention)
    ordered = sorted(groups.values(), key=lambda group: (not group[0].origin_known, -len(group)))
    return tuple(OriginBranch(group[0].origin_label, group[0].origin_known, tuple(group)) for group in ordered)


def _read_conflict(conflict: Mapping[str, Any], mentions: Sequence[ToldMention]) -> ConflictBranch:
    a, b = (ConflictSide(mentions[side["at"]], side["value"], len(side.get("also", []))) for side in conflict["sides"])
    strength = float(conflict["strength"])
    kind = ConflictType(conflict["type"])
    said = conflict.get("said", {"say": "", "by": ""})
    counts = disputes(kind, strength) and said["say"] != Say.NONE
    rule = conflict["rule"].replace("_", " ")
    return ConflictBranch(kind.value, rule, strength, counts, a, b, said["say"], said["by"])


def render_tree(tree: EvidenceTree) -> list[str]:
    """The tree as lines of plain text, from the mentions up to the verdict."""
    lines: list[str] = []
    for origin in tree.origins:
        lines += _render_origin(origin)
    lines += [line for conflict in (*tree.conflicts, *tree.dismissed) for line in _render_conflict(conflict)]
    lines += [f"Correction: {correction}" for correction in tree.corrections]
    counts = f"{tree.outlets} outlets, {tree.origin_count} origins, rules {tree.policy_version}"
    lines.append(f"Verdict: {tree.verdict.replace('_', '-')} ({counts})")
    return lines + [f"  because: {reason}" for reason in tree.reasons]


def _render_origin(origin: OriginBranch) -> Iterator[str]:
    yield f"Origin: {origin.label}{'' if origin.known else ' (adds no independence)'}"
    for mention in origin.mentions:
        marks = [mark for mark, holds in (("retracted", mention.retracted), ("canonical", mention.canonical)) if holds]
        on = f", {mention.published_at[:10]}" if mention.published_at else ""
        yield f"  m{mention.mention_id} {mention.outlet}{on}{''.join(f' [{mark}]' for mark in marks)}"
        yield f"    “{shorten(mention.quote, SHOWN_QUOTE, placeholder=' …')}”"
        if mention.claimant:
            yield f"    claimant: {mention.claimant}"
        yield f"    origin: {mention.origin_reason}"
        yield f"    stance: {mention.stance}{f', {mention.stance_reason}' if mention.stance_reason else ''}"


def _render_conflict(conflict: ConflictBranch) -> Iterator[str]:
    weight = "disputes the claim" if conflict.disputes else "decides nothing"
    said = f"; {conflict.word}" if conflict.word else ""
    yield f"Conflict: {conflict.type} by the rule “{conflict.rule}”, strength {conflict.strength:.2f}, {weight}{said}"
    for side in (conflict.a, conflict.b):
        others = f" and {side.others} more" if side.others else ""
        value = shorten(side.value, SHOWN_QUOTE, placeholder=" …")
        yield f"  {side.mention.outlet} (m{side.mention.mention_id}){others}: {value}"
