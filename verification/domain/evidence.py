"""The evidence under a verdict, frozen: what it was, a digest of it, and in words what has changed since.

Idea: a reviewer signs what they saw. The frozen form is plain JSON with everything the claim page shows, so
that a signed verdict can be read and replayed years later without today's rows. Method: articles are
ordered by what they say and not by their row numbers; conflicts and copies point at positions in that
order. Row ids are kept under "ids" for links and left out of the digest, so that the same evidence in
another database has the same digest.

`describe_change` compares two frozen forms by content: a mention is the same when outlet, quote, claimant
and time of publication are.

Limits: two articles equal in all of that are interchangeable. Reference: canonical JSON in the manner of
RFC 8785 (sorted keys, no white space), with numbers written as text so that no reader rounds them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from claims.domain.types import Claimant, DatedSpan, Quantity
from verification.domain.types import FoundConflict, Origin, Stance, StanceJudgement, Statement

FORMAT = 1

Frozen = dict[str, Any]


def freeze_evidence(
    statements: Sequence[Statement],
    origins: Mapping[int, Origin],
    stances: Mapping[int, StanceJudgement],
    conflicts: Sequence[FoundConflict],
    policy_version: str,
) -> Frozen:
    """A JSON-able record of all that the verdict rests on; any input order, same result.

    Raises ValueError when a statement lacks an origin or a stance.
    """
    for statement in statements:
        if statement.id not in origins or statement.id not in stances:
            raise ValueError(f"Statement {statement.id} has no origin or no stance, so it cannot be frozen.")
    bare = {s.id: _freeze_statement(s, origins[s.id], stances[s.id]) for s in statements}
    ordered, article_positions = _order_statements(statements, bare)
    positions = {statement.id: position for position, statement in enumerate(ordered)}
    origin_keys = _rename_origins(ordered, origins, article_positions)
    return {
        "format": FORMAT,
        "policy_version": policy_version,
        "statements": [
            bare[s.id]
            | {
                "article": article_positions[s.article],
                "copy_of": _point_at_copied(s, article_positions),
                "origin": origin_keys[origins[s.id].key],
                "ids": {"mention": s.id, "article": s.article},
            }
            for s in ordered
        ],
        "origins": _freeze_origins(ordered, origins, origin_keys),
        "conflicts": sorted((_freeze_conflict(c, positions) for c in conflicts), key=_rank_conflict),
    }


def digest_evidence(evidence: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the frozen evidence as canonical JSON, row ids left out."""
    statements = [{k: v for k, v in s.items() if k != "ids"} for s in evidence["statements"]]
    return hashlib.sha256(_canonicalize({**evidence, "statements": statements}).encode()).hexdigest()


def _canonicalize(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _freeze_statement(statement: Statement, origin: Origin, stance: StanceJudgement) -> Frozen:
    return {
        "source": statement.source,
        "owner": statement.owner,
        "published_at": statement.published_at.isoformat() if statement.published_at else None,
        "quote": statement.quote,
        "text": statement.text,
        "claimant": _freeze_claimant(statement.claimant),
        "hedges": list(statement.hedges),
        "negated": statement.negated,
        "quantities": [_freeze_quantity(q) for q in statement.quantities],
        "dates": [_freeze_date(d) for d in statement.dates],
        "agency": statement.agency,
        "retracted": statement.retracted,
        "stance": str(stance.stance),
        "stance_reason": stance.reason,
        "origin_label": origin.label,
        "origin_reason": origin.reason,
    }


def _freeze_claimant(claimant: Claimant) -> Frozen:
    return {
        "name": claimant.name,
        "kind": claimant.kind.value,
        "direct": claimant.direct,
        "via": claimant.via,
    }


def _freeze_quantity(quantity: Quantity) -> Frozen:
    return {
        "start": quantity.start,
        "end": quantity.end,
        "low": str(quantity.low),
        "high": str(quantity.high),
        "unit": quantity.unit,
        "counted": quantity.counted,
        "approximate": quantity.approximate,
        "bound": quantity.bound,
    }


def _freeze_date(dated: DatedSpan) -> Frozen:
    return {
        "start": dated.start,
        "end": dated.end,
        "earliest": dated.earliest.isoformat(),
        "latest": dated.latest.isoformat(),
        "precision": dated.precision,
        "relative": dated.relative,
    }


def _order_statements(
    statements: Sequence[Statement], bare: Mapping[int, Frozen]
) -> tuple[list[Statement], dict[int, int]]:
    """The statements by article and content, and each article's position."""
    said = {id: _canonicalize(frozen) for id, frozen in bare.items()}
    by_article = defaultdict(list)
    for statement in statements:
        by_article[statement.article].append(said[statement.id])
    # Whole articles are ordered by all that they say: row ids decide only between articles that are equal
    # in full.
    articles = sorted(by_article, key=lambda article: (sorted(by_article[article]), article))
    positions = {article: position for position, article in enumerate(articles)}
    return sorted(statements, key=lambda s: (positions[s.article], said[s.id], s.id)), positions


def _point_at_copied(statement: Statement, article_positions: Mapping[int, int]) -> int | str | None:
    if statement.copy_of is None:
        return None
    return article_positions.get(statement.copy_of, "an article outside this claim")


def _rename_origins(
    ordered: Sequence[Statement], origins: Mapping[int, Origin], article_positions: Mapping[int, int]
) -> dict[str, str]:
    """Origin keys that name an article by its row ("unknown:17") name it by its position instead."""
    renamed = {}
    for statement in ordered:
        key = origins[statement.id].key
        kind, _, rest = key.partition(":")
        if kind in ("unknown", "copy") and rest.isdigit():
            first = min(article_positions[s.article] for s in ordered if origins[s.id].key == key)
            renamed[key] = f"{kind}:article {article_positions.get(int(rest), first)}"
        else:
            renamed[key] = key
    return renamed


def _freeze_origins(
    ordered: Sequence[Statement], origins: Mapping[int, Origin], keys: Mapping[str, str]
) -> list[Frozen]:
    found = {keys[origins[s.id].key]: origins[s.id] for s in ordered}
    return [{"key": key, "label": found[key].label, "known": found[key].known} for key in sorted(found)]


def _freeze_conflict(conflict: FoundConflict, positions: Mapping[int, int]) -> Frozen:
    """The conflict with its sides in the order of the frozen statements."""
    a = {
        "at": positions[conflict.a],
        "value": conflict.value_a,
        "start": conflict.start_a,
        "end": conflict.end_a,
    }
    b = {
        "at": positions[conflict.b],
        "value": conflict.value_b,
        "start": conflict.start_b,
        "end": conflict.end_b,
    }
    first, second = (a, b) if positions[conflict.a] <= positions[conflict.b] else (b, a)
    return {
        "type": str(conflict.type),
        "rule": conflict.rule,
        "strength": f"{conflict.strength:.3f}",
        "sides": [first, second],
    }


def _rank_conflict(frozen: Frozen) -> tuple[Any, ...]:
    first, second = frozen["sides"]
    return first["at"], second["at"], frozen["type"], first["start"], second["start"], frozen["rule"]


def describe_change(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """What changed between two frozen forms, in words ("+2 origins: AP and Heraldo"); empty when nothing
    did.
    """
    before, after = _index_mentions(old), _index_mentions(new)
    return (
        *_describe_origins(old, new),
        *_describe_mentions(before, after),
        *_describe_stances(before, after),
        *_describe_conflicts(old, new),
        *_describe_policy(old, new),
    )


def _index_mentions(evidence: Mapping[str, Any]) -> dict[str, list[Frozen]]:
    """The frozen statements by what makes them the same mention."""
    mentions = defaultdict(list)
    for statement in evidence["statements"]:
        same = [statement["source"], statement["quote"], statement["claimant"], statement["published_at"]]
        mentions[_canonicalize(same)].append(statement)
    return mentions


def _describe_origins(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before, after = _list_origins(old), _list_origins(new)
    gained = [after[key] for key in sorted(after.keys() - before.keys())]
    lost = [before[key] for key in sorted(before.keys() - after.keys())]
    return [
        f"{sign}{_count(len(labels), 'origin')}: {', '.join(labels)}"
        for sign, labels in (("+", gained), ("−", lost))
        if labels
    ]


def _list_origins(evidence: Mapping[str, Any]) -> dict[str, str]:
    """The known origins that take a position: the ones that a verdict counts."""
    taking = {s["origin"] for s in evidence["statements"] if s["stance"] != Stance.NEUTRAL and not s["retracted"]}
    return {o["key"]: o["label"] for o in evidence["origins"] if o["known"] and o["key"] in taking}


def _describe_mentions(before: Mapping[str, list[Frozen]], after: Mapping[str, list[Frozen]]) -> list[str]:
    gained = sum(max(0, len(after[same]) - len(before.get(same, []))) for same in after)
    lost = sum(max(0, len(before[same]) - len(after.get(same, []))) for same in before)
    shared = before.keys() & after.keys()
    withdrawn = sum(max(0, _count_retracted(after[same]) - _count_retracted(before[same])) for same in shared)
    restored = sum(max(0, _count_retracted(before[same]) - _count_retracted(after[same])) for same in shared)
    changes = (
        (gained, f"+{_count(gained, 'mention')}"),
        (lost, f"−{_count(lost, 'mention')}"),
        (withdrawn, f"{_count(withdrawn, 'mention')} withdrawn"),
        (restored, f"{_count(restored, 'mention')} restored"),
    )
    return [words for number, words in changes if number]


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


def _describe_conflicts(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before, after = _count_conflicts(old), _count_conflicts(new)
    gained, lost = after - before, before - after
    return [f"new {_name_conflict(key)}" for key in sorted(gained)] + [
        f"{_name_conflict(key)} no longer found" for key in sorted(lost) if key not in after
    ]


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
