"""Typed conflicts between two statements, against those that people see.

FILE holds JSON lines {"a", "b", "types"}: two statements and the types of their disagreement, from number,
date, place, actor, negation, attribution, modality and superseded; an empty list says that both can be true.
A line may also carry "a_date" and "b_date", the days of the articles (2026-05-04) or null, "id", and
"split", the name of its part of the file.

A text is read as the pipeline reads an article: sentence by sentence, each with its claimant, numbers and
dates. The types found between any sentence of one and any of the other count.

Prints precision, recall and f1 (micro, over the types of all pairs), per_type (precision, recall, f1,
support), n, conflicts (pairs with a type), exact (share of pairs whose types are all right), seconds, and
per_split where the lines name one. With --show, the pairs that came out wrong stand above.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from datetime import date, datetime
from datetime import time as clock
from typing import Any

from claims.domain.attribution import Attribution, attribute_paragraphs
from claims.domain.dates import find_dates
from claims.domain.hedges import find_hedges, is_negated
from claims.domain.quantities import find_quantities
from claims.domain.sentences import split_blocks
from claims.domain.types import DatedSpan, Quantity, Span
from evaluation.reading import Row, UnreadableFile, read_rows
from evaluation.scores import divide, find_f1, round_scores
from verification.domain.conflicts import find_conflicts
from verification.domain.types import ConflictType, Statement

TYPES = tuple(kind.value for kind in ConflictType if kind != ConflictType.WORDING)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="JSON lines with a, b, types and, if known, a_date, b_date")
    parser.add_argument("--show", action="store_true", help="print each pair that came out wrong")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score the file named by `args`; see the module's docstring for what comes back."""
    rows = read_rows(args.file, {"a": str, "b": str, "types": list})
    truth = [_read_types(row, number, args.file) for number, row in enumerate(rows, start=1)]
    sides = [[_read_side(row, side, number, args.file) for side in "ab"] for number, row in enumerate(rows, start=1)]
    started = time.perf_counter()
    found = [find_types(a, b) for a, b in sides]
    seconds = time.perf_counter() - started
    if args.show:
        _show_wrong(rows, truth, found)
    return {**_score(truth, found), **_score_splits(rows, truth, found), "seconds": round(seconds, 3)}


def _read_types(row: Row, number: int, path: str) -> frozenset[str]:
    unknown = [kind for kind in row["types"] if kind not in TYPES]
    if unknown:
        raise UnreadableFile(f"{path}, row {number}: {unknown[0]!r} is none of the types {', '.join(TYPES)}.")
    return frozenset(row["types"])


def _read_side(row: Row, side: str, number: int, path: str) -> list[Statement]:
    written = row.get(f"{side}_date")
    try:
        published = date.fromisoformat(str(written)[:10]) if written else None
    except ValueError as error:
        raise UnreadableFile(f"{path}, row {number}: {written!r} is no date like 2026-05-04.") from error
    return make_statements(row[side], published, article=1 if side == "a" else 2)


def make_statements(text: str, published: date | None, article: int) -> list[Statement]:
    """Each sentence of a text as a statement of its own, ids counted from `article` * 1000."""
    sentences = [text[span.start : span.end] for span in split_blocks(text, (Span(0, len(text)),))]
    (attributions,) = attribute_paragraphs([sentences])
    return [
        _make_statement(article, number, sentence, attribution, published)
        for number, (sentence, attribution) in enumerate(zip(sentences, attributions, strict=True))
    ]


def _make_statement(
    article: int, number: int, quote: str, attribution: Attribution, published: date | None
) -> Statement:
    return Statement(
        id=article * 1000 + number,
        article=article,
        quote=quote,
        text=attribution.statement,
        source=f"source {article}",
        owner="",
        published_at=datetime.combine(published, clock()) if published else None,
        claimant=attribution.claimant,
        hedges=find_hedges(quote),
        negated=is_negated(attribution.statement, quoted=attribution.claimant.direct),
        quantities=tuple(found for found in find_quantities(quote) if _is_outside(found, attribution.frame)),
        dates=tuple(found for found in find_dates(quote, published) if _is_outside(found, attribution.frame)),
    )


def _is_outside(found: Quantity | DatedSpan, frame: Sequence[Span]) -> bool:
    return not any(span.start <= found.start < span.end for span in frame)


def find_types(a: Sequence[Statement], b: Sequence[Statement]) -> frozenset[str]:
    """The types of all conflicts between a statement of the one text and a statement of the other."""
    conflicts = find_conflicts([*a, *b])
    own = {statement.id for statement in a}
    return frozenset(str(c.type) for c in conflicts if (c.a in own) != (c.b in own))


def _score(truth: Sequence[frozenset[str]], found: Sequence[frozenset[str]]) -> dict[str, Any]:
    hits = sum(len(t & f) for t, f in zip(truth, found, strict=True))
    precision = divide(hits, sum(map(len, found)), 1.0)
    recall = divide(hits, sum(map(len, truth)), 1.0)
    return {
        **round_scores({"precision": precision, "recall": recall, "f1": find_f1(precision, recall)}),
        "per_type": {kind: _score_type(kind, truth, found) for kind in TYPES},
        "n": len(truth),
        "conflicts": sum(map(bool, truth)),
        "exact": round(divide(sum(t == f for t, f in zip(truth, found, strict=True)), len(truth)), 4),
    }


def _score_type(kind: str, truth: Sequence[frozenset[str]], found: Sequence[frozenset[str]]) -> dict[str, float]:
    true_count, found_count = sum(kind in t for t in truth), sum(kind in f for f in found)
    hits = sum(kind in t and kind in f for t, f in zip(truth, found, strict=True))
    precision = divide(hits, found_count, float(not true_count))
    recall = divide(hits, true_count, float(not found_count))
    scores = {"precision": precision, "recall": recall, "f1": find_f1(precision, recall)}
    return {**round_scores(scores), "support": true_count}


def _score_splits(
    rows: Sequence[Row], truth: Sequence[frozenset[str]], found: Sequence[frozenset[str]]
) -> dict[str, Any]:
    names = sorted({str(row["split"]) for row in rows if row.get("split")})
    if not names:
        return {}
    chosen = {name: [i for i, row in enumerate(rows) if row.get("split") == name] for name in names}
    return {"per_split": {name: _score([truth[i] for i in at], [found[i] for i in at]) for name, at in chosen.items()}}


def _show_wrong(rows: Sequence[Row], truth: Sequence[frozenset[str]], found: Sequence[frozenset[str]]) -> None:
    for row, t, f in zip(rows, truth, found, strict=True):
        if t != f:
            shown = {"id": row.get("id"), "true": sorted(t), "found": sorted(f), "a": row["a"], "b": row["b"]}
            print(json.dumps(shown, ensure_ascii=False))
