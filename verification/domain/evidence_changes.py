"""What has changed between two frozen forms of the evidence: of which kind, and in words.

Method: both are compared by content: a mention is the same when outlet, quote, claimant and time of
publication are. A mention whose row is in both with another quote was edited, and is told as that alone.
White space, quotation marks and dashes make no other quote.

Limits: two articles equal in all of that are interchangeable. Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from claims.domain.anchoring import fold_text, is_same_text
from verification.domain.evidence import Frozen, canonicalize, digest_evidence
from verification.domain.types import ConflictType, Stance

UNNAMED = "a detail of how the statements are read changed (hedges, numbers, dates or reasons)"


class ChangeKind(StrEnum):
    NEW_ORIGIN = "new origin"
    LOST_ORIGIN = "origin lost"
    NEW_MENTION = "new mention"
    WITHDRAWN_MENTION = "withdrawn mention"
    RESTORED_MENTION = "restored mention"
    EDITED_QUOTE = "edited quote"
    NEW_CONFLICT = "new conflict"
    LOST_CONFLICT = "conflict gone"
    SUPERSEDED = "superseded"
    STANCE = "other stance"
    SOURCE = "source known better"
    SOURCE_REGRADED = "source re-graded"
    WORDING = "other wording"
    POLICY = "other rules"
    GROUPING = "grouping corrected"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was when somebody signed; `words` are for people."""

    kind: ChangeKind
    words: str


def describe_change(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """What changed between two frozen forms, in words ("+2 origins: AP and Heraldo"); empty when nothing
    did.
    """
    return tuple(change.words for change in list_changes(old, new))


def list_changes(
    old: Mapping[str, Any], new: Mapping[str, Any], fates: Mapping[int, str] | None = None
) -> tuple[Change, ...]:
    """The same with its kinds. `fates` says of mentions (by row id) that are no longer part what became of them."""
    edited = _find_edited(old, new)
    rows = {row for row, *_ in edited}
    before, after = _index_mentions(old), _index_mentions(new)
    lost, gained = _index_mentions(old, rows), _index_mentions(new, rows)
    told = (
        *(Change(ChangeKind.WORDING, words) for words in _describe_wording(old, new)),
        *_list_origins_changed(old, new),
        *(_describe_edit(*one) for one in edited),
        *_describe_mentions(lost, gained, fates or {}),
        *(Change(ChangeKind.STANCE, words) for words in _describe_stances(before, after)),
        *(Change(ChangeKind.SOURCE, words) for words in _describe_sources(before, after)),
        *_describe_conflicts(old, new),
        *(Change(ChangeKind.POLICY, words) for words in _describe_policy(old, new)),
    )
    return told or (() if is_same_evidence(old, new) else (Change(ChangeKind.DETAIL, UNNAMED),))


def is_same_evidence(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Equal but for how quotation marks, dashes and spaces are printed."""
    return digest_evidence(old) == digest_evidence(new) or digest_evidence(_fold_quotes(old)) == digest_evidence(
        _fold_quotes(new)
    )


def _fold_quotes(evidence: Mapping[str, Any]) -> dict[str, Any]:
    folded = [{**s, "quote": fold_text(s["quote"]), "text": fold_text(s["text"])} for s in evidence["statements"]]
    return {**evidence, "statements": folded}


def _find_edited(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[int, Frozen, Frozen]]:
    """Mentions that are the same row with other words: (row, before, after)."""
    after = {s["ids"]["mention"]: s for s in new["statements"] if "ids" in s}
    pairs = ((s["ids"]["mention"], s) for s in old["statements"] if "ids" in s)
    return [
        (row, s, after[row]) for row, s in pairs if row in after and not is_same_text(s["quote"], after[row]["quote"])
    ]


def _describe_edit(row: int, before: Frozen, after: Frozen) -> Change:
    name = after["source"] or "an unknown source"
    return Change(ChangeKind.EDITED_QUOTE, f"{name} edited a quote: “{before['quote']}” → “{after['quote']}”")


def _describe_wording(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The claim stands for another statement now."""
    before, after = _read_canonical(old), _read_canonical(new)
    return [f"the claim is now worded “{after}”"] if before and after and before != after else []


def _read_canonical(evidence: Mapping[str, Any]) -> str:
    """The canonical statement's text; "" for evidence frozen before it was recorded."""
    position = evidence.get("canonical")
    return "" if position is None else str(evidence["statements"][position]["text"])


def _describe_sources(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[str]:
    """What became known of the sources themselves: who owns them, which agency they print."""
    sentences = [
        f"{kind} of {new['source'] or 'an unknown source'}: {old[field] or 'unknown'} → {new[field] or 'unknown'}"
        for same in sorted(before.keys() & after.keys())
        for old, new in zip(before[same], after[same], strict=False)
        for field, kind in (("owner", "owner"), ("agency", "agency"))
        if old[field] != new[field]
    ]
    return list(dict.fromkeys(sentences))


def _index_mentions(evidence: Mapping[str, Any], without: Collection[int] = ()) -> dict[str, list[Frozen]]:
    """The frozen statements by what makes them the same mention; rows in `without` are left out."""
    mentions = defaultdict(list)
    for statement in evidence["statements"]:
        if statement.get("ids", {}).get("mention") in without:
            continue
        quote = fold_text(statement["quote"])
        same = [statement["source"], quote, statement["claimant"], statement["published_at"]]
        mentions[canonicalize(same)].append(statement)
    return mentions


def _list_origins_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    before, after = _list_origins(old), _list_origins(new)
    gained = [after[key] for key in sorted(after.keys() - before.keys())]
    lost = [before[key] for key in sorted(before.keys() - after.keys())]
    return [
        Change(kind, f"{sign}{_count(len(labels), 'origin')}: {', '.join(labels)}")
        for kind, sign, labels in ((ChangeKind.NEW_ORIGIN, "+", gained), (ChangeKind.LOST_ORIGIN, "−", lost))
        if labels
    ]


def _list_origins(evidence: Mapping[str, Any]) -> dict[str, str]:
    """The known origins that take a position: the ones that a verdict counts."""
    taking = {s["origin"] for s in evidence["statements"] if s["stance"] != Stance.NEUTRAL and not s["retracted"]}
    return {o["key"]: o["label"] for o in evidence["origins"] if o["known"] and o["key"] in taking}


def _describe_mentions(
    before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]], fates: Mapping[int, str]
) -> list[Change]:
    gained = sum(max(0, len(after[same]) - len(before.get(same, []))) for same in after)
    gone = [one for same in before for one in before[same][len(after.get(same, [])) :]]
    told = list(dict.fromkeys(fates[row] for one in gone if (row := one.get("ids", {}).get("mention")) in fates))
    lost = sum(1 for one in gone if one.get("ids", {}).get("mention") not in fates)
    shared = before.keys() & after.keys()
    withdrawn = sum(max(0, _count_retracted(after[same]) - _count_retracted(before[same])) for same in shared)
    restored = sum(max(0, _count_retracted(before[same]) - _count_retracted(after[same])) for same in shared)
    changes = (
        (gained, ChangeKind.NEW_MENTION, f"+{_count(gained, 'mention')}"),
        (lost, ChangeKind.WITHDRAWN_MENTION, f"−{_count(lost, 'mention')}"),
        (withdrawn, ChangeKind.WITHDRAWN_MENTION, f"{_count(withdrawn, 'mention')} withdrawn"),
        (restored, ChangeKind.RESTORED_MENTION, f"{_count(restored, 'mention')} restored"),
    )
    counted = [Change(kind, words) for number, kind, words in changes if number]
    return [*(Change(ChangeKind.WITHDRAWN_MENTION, words) for words in told), *counted]


def _count_retracted(statements: Sequence[Frozen]) -> int:
    return sum(1 for statement in statements if statement["retracted"])


def _describe_stances(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[str]:
    sentences: list[str] = []
    for same in sorted(before.keys() & after.keys()):
        for old, new in zip(before[same], after[same], strict=False):
            name = new["source"] or "an unknown source"
            if old["stance"] != new["stance"]:
                sentences.append(f"{name}: {old['stance']} → {new['stance']}")
            if old["origin"] != new["origin"] and old["origin_label"] != new["origin_label"]:
                sentences.append(f"{name}: origin {old['origin_label']} → {new['origin_label']}")
    return sentences


def _describe_conflicts(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    before, after = _count_conflicts(old), _count_conflicts(new)
    gained, lost = after - before, before - after
    return [Change(_type_conflict(key), f"new {_name_conflict(key)}") for key in sorted(gained)] + [
        Change(ChangeKind.LOST_CONFLICT, f"{_name_conflict(key)} no longer found")
        for key in sorted(lost)
        if key not in after
    ]


def _type_conflict(key: tuple[str, str, str]) -> ChangeKind:
    return ChangeKind.SUPERSEDED if key[0] == ConflictType.SUPERSEDED else ChangeKind.NEW_CONFLICT


def _count_conflicts(evidence: Mapping[str, Any]) -> Counter[tuple[str, str, str]]:
    """Conflicts by type and pair of values; a further copy of a known disagreement is no new one."""
    return Counter({(c["type"], *sorted(side["value"] for side in c["sides"])): 1 for c in evidence["conflicts"]})


def _name_conflict(key: tuple[str, str, str]) -> str:
    kind, first, second = key
    return f"{kind} conflict: {first} / {second}"


def _describe_policy(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    if old["policy_version"] == new["policy_version"]:
        return []
    return [f"other rules: {old['policy_version']} → {new['policy_version']}"]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
