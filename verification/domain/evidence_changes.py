"""What has changed between two frozen forms of the evidence: of which kind, and in words.

Method: both are compared by content, mentions as `quote_edits` has it, words of people as `corrections` tells them.
Limits: as of these two. Reference: none, own rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from claims.domain.anchoring import fold_text
from claims.domain.phrases import mark_phrase, mark_phrases, phrase, phrase_count, run_on
from verification.domain.corrections import describe_corrections
from verification.domain.evidence import Frozen, digest_evidence, recall_reason
from verification.domain.quote_edits import describe_edit, find_edits, index_mentions, list_missing
from verification.domain.types import CONFLICT_WORDS, STANCE_WORDS, UNKNOWN, ConflictType, Stance

UNNAMED = phrase("a detail of how the statements are read changed (hedges, numbers, dates or reasons)")


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
    ORIGIN = "origin corrected"
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
    edits = find_edits(old, new)
    before, after = index_mentions(old), index_mentions(new)
    lost, gained = index_mentions(old, [was for was, _ in edits]), index_mentions(new, [now for _, now in edits])
    told = (
        *(Change(ChangeKind.WORDING, words) for words in _describe_wording(old, new)),
        *_list_origins_changed(old, new),
        *(Change(ChangeKind.EDITED_QUOTE, describe_edit(*one)) for one in edits),
        *_describe_mentions(lost, gained, fates or {}),
        *(Change(ChangeKind.STANCE, words) for words in _describe_stances(before, after)),
        *(Change(ChangeKind.SOURCE, words) for words in _describe_sources(before, after)),
        *(Change(ChangeKind.SOURCE_REGRADED, words) for words in _describe_grades(before, after)),
        *_describe_conflicts(old, new),
        *(Change(ChangeKind.ORIGIN, words) for words in describe_corrections(old, new)),
        *(Change(ChangeKind.POLICY, words) for words in _describe_policy(old, new)),
    )
    return told or (() if is_same_evidence(old, new) else (Change(ChangeKind.DETAIL, UNNAMED),))


def is_same_evidence(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Equal but for how quotation marks, dashes and spaces are printed."""
    return digest_evidence(old) == digest_evidence(new) or digest_evidence(_fold_quotes(old)) == digest_evidence(
        _fold_quotes(new)
    )


def is_same_but_for_words(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Equal but for what people said and who said it, where it left stances, origins and conflicts as they were."""
    return is_same_evidence(_drop_words(old), _drop_words(new))


def _drop_words(evidence: Mapping[str, Any]) -> dict[str, Any]:
    conflicts = [{key: value for key, value in c.items() if key != "said"} for c in evidence["conflicts"]]
    return {**evidence, "conflicts": conflicts, "corrections": []}


def _fold_quotes(evidence: Mapping[str, Any]) -> dict[str, Any]:
    folded = [{**s, "quote": fold_text(s["quote"]), "text": fold_text(s["text"])} for s in evidence["statements"]]
    return {**evidence, "statements": folded}


def _describe_wording(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The claim stands for another statement now."""
    before, after = _read_canonical(old), _read_canonical(new)
    return [phrase("the claim is now worded “{text}”", text=after)] if before and after and before != after else []


def _read_canonical(evidence: Mapping[str, Any]) -> str:
    """The canonical statement's text; "" for evidence frozen before it was recorded."""
    position = evidence.get("canonical")
    return "" if position is None else str(evidence["statements"][position]["text"])


def _describe_sources(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[str]:
    """What became known of the sources themselves: who owns them, which agency they print."""
    nobody = phrase("unknown")
    told_of = {
        "owner": mark_phrase("owner of {outlet}: {old} → {new}"),
        "agency": mark_phrase("agency of {outlet}: {old} → {new}"),
    }
    sentences = [
        phrase(told, outlet=new["source"] or UNKNOWN, old=old[field] or nobody, new=new[field] or nobody)
        for same in sorted(before.keys() & after.keys())
        for old, new in zip(before[same], after[same], strict=False)
        for field, told in told_of.items()
        if old[field] != new[field]
    ]
    return list(dict.fromkeys(sentences))


def _describe_grades(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[str]:
    """What the desk thinks of a source now; evidence frozen before grades were has none."""
    ungraded = phrase("no grade")
    sentences = [
        phrase(
            "{outlet} was re-graded: {old} → {new}",
            outlet=new["source"] or UNKNOWN,
            old=old.get("grade") or ungraded,
            new=new.get("grade") or ungraded,
        )
        for same in sorted(before.keys() & after.keys())
        for old, new in zip(before[same], after[same], strict=False)
        if old.get("grade", "") != new.get("grade", "")
    ]
    return list(dict.fromkeys(sentences))


def _list_origins_changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    before, after = _list_origins(old), _list_origins(new)
    gained = [after[key] for key in sorted(after.keys() - before.keys())]
    lost = [before[key] for key in sorted(before.keys() - after.keys())]
    changes = []
    if gained:
        one, more = mark_phrases("+{n} origin: {names}", "+{n} origins: {names}")
        changes.append(Change(ChangeKind.NEW_ORIGIN, phrase_count(one, more, len(gained), names=run_on(gained, ", "))))
    if lost:
        one, more = mark_phrases("−{n} origin: {names}", "−{n} origins: {names}")
        changes.append(Change(ChangeKind.LOST_ORIGIN, phrase_count(one, more, len(lost), names=run_on(lost, ", "))))
    return changes


def _list_origins(evidence: Mapping[str, Any]) -> dict[str, str]:
    """The known origins that take a position: the ones that a verdict counts."""
    taking = {s["origin"] for s in evidence["statements"] if s["stance"] != Stance.NEUTRAL and not s["retracted"]}
    return {o["key"]: o["label"] for o in evidence["origins"] if o["known"] and o["key"] in taking}


def _describe_mentions(
    before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]], fates: Mapping[int, str]
) -> list[Change]:
    gained = len(list_missing(after, before))
    gone = list_missing(before, after)
    told = list(dict.fromkeys(fates[row] for one in gone if (row := one.get("ids", {}).get("mention")) in fates))
    lost = sum(1 for one in gone if one.get("ids", {}).get("mention") not in fates)
    shared = before.keys() & after.keys()
    withdrawn = sum(max(0, _count_retracted(after[same]) - _count_retracted(before[same])) for same in shared)
    restored = sum(max(0, _count_retracted(before[same]) - _count_retracted(after[same])) for same in shared)
    changes = (
        (gained, ChangeKind.NEW_MENTION, phrase_count("+{n} mention", "+{n} mentions", gained)),
        (lost, ChangeKind.WITHDRAWN_MENTION, phrase_count("−{n} mention", "−{n} mentions", lost)),
        (
            withdrawn,
            ChangeKind.WITHDRAWN_MENTION,
            phrase_count("{n} mention withdrawn", "{n} mentions withdrawn", withdrawn),
        ),
        (
            restored,
            ChangeKind.RESTORED_MENTION,
            phrase_count("{n} mention restored", "{n} mentions restored", restored),
        ),
    )
    counted = [Change(kind, words) for number, kind, words in changes if number]
    return [*(Change(ChangeKind.WITHDRAWN_MENTION, words) for words in told), *counted]


def _count_retracted(statements: Sequence[Frozen]) -> int:
    return sum(1 for statement in statements if statement["retracted"])


def _describe_stances(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[str]:
    sentences: list[str] = []
    for same in sorted(before.keys() & after.keys()):
        for old, new in zip(before[same], after[same], strict=False):
            name = new["source"] or UNKNOWN
            if old["stance"] != new["stance"]:
                stances = {when: STANCE_WORDS[Stance(s["stance"])] for when, s in (("old", old), ("new", new))}
                sentences.append(phrase("{outlet}: {old} → {new}", outlet=name, **stances))
            if old["origin"] != new["origin"] and old["origin_label"] != new["origin_label"]:
                labels = {when: recall_reason(s, "origin_label") for when, s in (("old", old), ("new", new))}
                sentences.append(phrase("{outlet}: origin {old} → {new}", outlet=name, **labels))
    return sentences


def _describe_conflicts(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    before, after = _count_conflicts(old), _count_conflicts(new)
    gained, lost = after - before, before - after
    # What people dismissed or called back in is told as their word.
    for key in {*_list_spoken_of(old), *_list_spoken_of(new)}:
        gained.pop(key, None)
        lost.pop(key, None)
    return [_tell_gained(*key) for key in sorted(gained)] + [
        _tell_lost(*key) for key in sorted(lost) if key not in after
    ]


def _tell_gained(kind: str, first: str, second: str) -> Change:
    if kind == ConflictType.SUPERSEDED:
        told = phrase("new difference that time explains: {first} / {second}", first=first, second=second)
        return Change(ChangeKind.SUPERSEDED, told)
    named = CONFLICT_WORDS[ConflictType(kind)]
    told = phrase("new {kind} conflict: {first} / {second}", kind=named, first=first, second=second)
    return Change(ChangeKind.NEW_CONFLICT, told)


def _tell_lost(kind: str, first: str, second: str) -> Change:
    if kind == ConflictType.SUPERSEDED:
        told = phrase("difference that time explains: {first} / {second} no longer found", first=first, second=second)
    else:
        named = CONFLICT_WORDS[ConflictType(kind)]
        told = phrase("{kind} conflict: {first} / {second} no longer found", kind=named, first=first, second=second)
    return Change(ChangeKind.LOST_CONFLICT, told)


def _count_conflicts(evidence: Mapping[str, Any]) -> Counter[tuple[str, str, str]]:
    """Conflicts by type and pair of values; a further copy of a known disagreement is no new one."""
    return Counter({_key_conflict(c): 1 for c in evidence["conflicts"]})


def _list_spoken_of(evidence: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The conflicts that people spoke of, as the rules found them and as people see them."""
    for conflict in (*evidence["conflicts"], *evidence.get("dismissed", [])):
        if "said" in conflict:
            yield _key_conflict(conflict)
            yield _key_conflict({**conflict, "type": conflict["said"]["type"]})


def _key_conflict(conflict: Mapping[str, Any]) -> tuple[str, str, str]:
    first, second = sorted(side["value"] for side in conflict["sides"])
    return conflict["type"], first, second


def _describe_policy(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    if old["policy_version"] == new["policy_version"]:
        return []
    return [phrase("other rules: {old} → {new}", old=old["policy_version"], new=new["policy_version"])]
