"""Factual-claim detection: F1 at the shipped threshold and average precision, overall and for each labelled
set.

FILE holds JSON lines {"text": sentence, "label": 0 or 1, "src": name of the set}; `src` may be missing. The
overall figures pool the sets only for completeness: sets that label different things are to be read one by
one, under `per_src`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims.domain.checkworthiness import THRESHOLD, score_check_worthiness


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare FILE and the threshold."""
    parser.add_argument("file", metavar="FILE", type=Path, help='JSON lines {"text", "label": 0/1, "src"}')
    parser.add_argument(
        "--threshold",
        type=float,
        default=THRESHOLD,
        help="score from which a sentence counts (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Figures for the file: n, f1, average_precision, precision, recall, threshold, per_src."""
    rows = read_rows(args.file)
    scores = [score_check_worthiness(text).score for text, _, _ in rows]
    labels = [label for _, label, _ in rows]
    per_src = {}
    for name in sorted({src for _, _, src in rows}):
        chosen = [index for index, row in enumerate(rows) if row[2] == name]
        per_src[name] = measure([labels[i] for i in chosen], [scores[i] for i in chosen], args.threshold)
    return {**measure(labels, scores, args.threshold), "threshold": args.threshold, "per_src": per_src}


def read_rows(path: Path) -> list[tuple[str, int, str]]:
    """(text, label, src) of every line; ValueError with the line's number when one cannot be read."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    rows = [_read_row(line, number) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    if not rows:
        raise ValueError(f"{path} holds no line to measure.")
    return rows


def _read_row(line: str, number: int) -> tuple[str, int, str]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"Line {number} is not JSON.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or row.get("label") not in (0, 1):
        raise ValueError(f'Line {number} needs "text" (a string) and "label" (0 or 1).')
    return row["text"], int(row["label"]), str(row.get("src") or "unnamed")


def measure(labels: Sequence[int], scores: Sequence[float], threshold: float) -> dict[str, Any]:
    """n, precision, recall and F1 of the positive label at the threshold, and average precision."""
    taken = [score >= threshold for score in scores]
    hits = sum(1 for label, chosen in zip(labels, taken, strict=True) if label and chosen)
    precision = hits / sum(taken) if any(taken) else 0.0
    recall = hits / sum(labels) if any(labels) else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {
        "n": len(labels),
        "f1": round(f1, 4),
        "average_precision": round(average_precision(labels, scores), 4),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
    }


def average_precision(labels: Sequence[int], scores: Sequence[float]) -> float:
    """Sum over distinct scores, from the top, of precision times gained recall; 0 with no positive label."""
    positives = sum(labels)
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    total, hits, gained = 0.0, 0, 0
    for index, (score, label) in enumerate(ranked):
        gained += label
        last_of_tie = index + 1 == len(ranked) or ranked[index + 1][0] != score
        if last_of_tie:
            hits += gained
            total += gained * hits / (index + 1)
            gained = 0
    return total / positives if positives else 0.0
