"""The evidence under a verdict, frozen: what it was, a digest of it, and in words what has changed since.

Idea: a reviewer signs what they saw. The frozen form is plain JSON with everything the claim page shows, so
that a signed verdict can be read and replayed years later without today's rows. Method: articles are
ordered by what they say and not by their row numbers; conflicts and copies point at positions in that
order. Row ids and the hashes of the articles' texts are kept under "ids" and left out of the digest, so that the
same evidence in another database has the same digest, and an edit elsewhere in an article makes nothing stale. So are
the parts of the reasons, under "parts": they tell in other languages what the reason itself says in English.

Limits: two articles that say the same in full are interchangeable. Reference: canonical JSON in the manner of
RFC 8785 (sorted keys, no white space), with numbers written as text so that no reader rounds them.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from claims.domain.phrases import pack_phrase, unpack_phrase
from claims.domain.types import Claimant, DatedSpan, Quantity
from verification.domain.conflict_words import ConflictWord
from verification.domain.origin_words import OriginWord, Relation
from verification.domain.stance_words import StanceWord
from verification.domain.types import FoundConflict, Origin, Side, StanceJudgement, Statement

FORMAT = 3
UNDIGESTED = frozenset({"ids", "parts"})

Frozen = dict[str, Any]


def freeze_evidence(
    statements: Sequence[Statement],
    origins: Mapping[int, Origin],
    stances: Mapping[int, StanceJudgement],
    conflicts: Sequence[FoundConflict],
    policy_version: str,
    canonical_id: int,
    *,
    words: Sequence[OriginWord] = (),
    conflict_words: Sequence[ConflictWord] = (),
    stance_words: Sequence[StanceWord] = (),
    dismissed: Sequence[FoundConflict] = (),
) -> Frozen:
    """A JSON-able record of all that the verdict rests on; any input order, same result.

    `canonical_id` is the statement that stands for the claim, to which the stances relate; `words` are what people said
    of origins and what stands of it, `conflict_words` and `stance_words` what is in force of what they said of these;
    `dismissed` are the conflicts that they said are none. Raises ValueError when a statement lacks an origin or a
    stance, KeyError when none has that id.
    """
    for statement in statements:
        if statement.id not in origins or statement.id not in stances:
            raise ValueError(f"Statement {statement.id} has no origin or no stance, so it cannot be frozen.")
    bare = {s.id: _freeze_statement(s, origins[s.id], stances[s.id]) for s in statements}
    ordered, article_positions = _order_statements(statements, bare)
    positions = {statement.id: position for position, statement in enumerate(ordered)}
    origin_keys = _rename_origins(ordered, origins, article_positions)
    said = [
        *(_freeze_word(w, positions) for w in words),
        *(_freeze_conflict_word(w, positions) for w in conflict_words),
        *(_freeze_stance_word(w, positions) for w in stance_words),
    ]
    frozen = {
        "format": FORMAT,
        "policy_version": policy_version,
        "canonical": min(positions[id] for id in bare if bare[id] == bare[canonical_id]),
        "statements": [
            bare[s.id]
            | {
                "article": article_positions[s.article],
                "copy_of": _point_at_copied(s, article_positions),
                "origin": origin_keys[origins[s.id].key],
                "ids": {"mention": s.id, "article": s.article, "article_sha256": s.article_sha256},
                "parts": _pack_reasons(origins[s.id], stances[s.id]),
            }
            for s in ordered
        ],
        "origins": _freeze_origins(ordered, origins, origin_keys),
        "conflicts": sorted((_freeze_conflict(c, positions) for c in conflicts), key=_rank_conflict),
        "corrections": sorted(said, key=canonicalize),
    }
    if dismissed:  # without any, the evidence reads as it always did
        frozen["dismissed"] = sorted((_freeze_conflict(c, positions) for c in dismissed), key=_rank_conflict)
    return frozen


def digest_evidence(evidence: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the frozen evidence as canonical JSON, row ids and parts of sentences left out."""
    statements = [{k: v for k, v in s.items() if k not in UNDIGESTED} for s in evidence["statements"]]
    return hashlib.sha256(canonicalize({**evidence, "statements": statements}).encode()).hexdigest()


def canonicalize(value: Any) -> str:
    """The value as JSON that is equal for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _freeze_statement(statement: Statement, origin: Origin, stance: StanceJudgement) -> Frozen:
    return {
        "source": statement.source,
        "owner": statement.owner,
        "grade": statement.grade,
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


def _pack_reasons(origin: Origin, stance: StanceJudgement) -> Frozen:
    reasons = {"stance_reason": stance.reason, "origin_label": origin.label, "origin_reason": origin.reason}
    packed = {name: pack_phrase(told) for name, told in reasons.items()}
    return {name: told for name, told in packed.items() if not isinstance(told, str)}


def recall_reason(frozen: Mapping[str, Any], name: str) -> str:
    """A reason of a frozen statement (`name` as above) with its parts; bare where it was frozen without them."""
    told: str = unpack_phrase(frozen.get("parts", {}).get(name, frozen[name]))
    return told


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
    said = {id: canonicalize(frozen) for id, frozen in bare.items()}
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
        if kind in ("unknown", "copy", "apart") and rest.isdigit():
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


def _freeze_word(word: OriginWord, positions: Mapping[int, int]) -> Frozen:
    """A mention that is not in this claim (any more) has no position."""
    pair = sorted((positions.get(id, -1) for id in (word.a, word.b)), reverse=word.relation is Relation.FROM)
    a, b = (None if position < 0 else position for position in pair)
    return {"relation": word.relation.value, "at": a, "other": b, "name": word.name, "by": word.by}


def _freeze_conflict_word(word: ConflictWord, positions: Mapping[int, int]) -> Frozen:
    """Its sides in the order of the frozen statements."""
    sides = sorted((positions.get(seen.id, -1), seen.value) for seen in (word.a[0], word.b[0]))
    a, b = (None if position < 0 else position for position, _ in sides)
    about = {"type": word.type.value, "values": [value for _, value in sides]}
    return {"relation": "conflict", "at": a, "other": b, "name": word.say.value, "by": word.by, **about}


def _freeze_stance_word(word: StanceWord, positions: Mapping[int, int]) -> Frozen:
    at = positions.get(word.mention)
    return {"relation": "stance", "at": at, "other": None, "name": word.stance.value, "by": word.by}


def _freeze_conflict(conflict: FoundConflict, positions: Mapping[int, int]) -> Frozen:
    """The conflict with its sides in the order of the frozen statements."""
    a = {
        "at": positions[conflict.a],
        "value": conflict.value_a,
        "start": conflict.start_a,
        "end": conflict.end_a,
        "also": _freeze_also(conflict.also_a, positions),
    }
    b = {
        "at": positions[conflict.b],
        "value": conflict.value_b,
        "start": conflict.start_b,
        "end": conflict.end_b,
        "also": _freeze_also(conflict.also_b, positions),
    }
    first, second = (a, b) if positions[conflict.a] <= positions[conflict.b] else (b, a)
    frozen: Frozen = {
        "type": str(conflict.type),
        "rule": conflict.rule,
        "strength": f"{conflict.strength:.3f}",
        "sides": [first, second],
    }
    if conflict.said:
        frozen["said"] = {"say": conflict.said, "by": conflict.said_by, "type": conflict.found_as}
    return frozen


def _freeze_also(sides: Sequence[Side], positions: Mapping[int, int]) -> list[Frozen]:
    """The further statements of a side."""
    also = [{"at": positions[side.id], "start": side.start, "end": side.end} for side in sides]
    return sorted(also, key=lambda side: side["at"])


def _rank_conflict(frozen: Frozen) -> tuple[Any, ...]:
    first, second = frozen["sides"]
    return first["at"], second["at"], frozen["type"], first["start"], second["start"], frozen["rule"]
