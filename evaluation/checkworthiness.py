"""Factual-claim detection: F1 at the shipped threshold and average precision, overall and for each labelled
set.

FILE holds JSON lines {"text": sentence, "label": 0 or 1, "src": name of the set}; `src` may be missing. The
overall figures pool the sets only for completeness: sets that label different things are to be read one by
one, under `per_src`. With --rules the sentences are scored by the rules alone, as production does where the
embedding model is not the one that the weights are for.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from claims.adapters.encoder import load_encoder
from claims.adapters.worth_weights import load_worth_model
from claims.domain.checkworthiness import THRESHOLD, score_check_worthiness
from claims.domain.worth_model import REVIEW_FROM, score_by_model
from evaluation.reading import check_value, read_rows
from evaluation.scores import round_scores, score_average_precision, score_detection

FIELDS = {"text": str, "label": int}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare FILE, the threshold and the way of scoring."""
    parser.add_argument("file", metavar="FILE", help='JSON lines {"text", "label": 0/1, "src"}')
    parser.add_argument(
        "--threshold",
        type=float,
        help=f"score from which a sentence counts (default: the model's own; {THRESHOLD} with --rules; the queue "
        f"takes statements from {REVIEW_FROM})",
    )
    parser.add_argument("--rules", action="store_true", help="score by the rules alone, without vectors")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Figures for the file: n, f1, average_precision, precision, recall, threshold, per_src."""
    rows = read_rows(args.file, FIELDS)
    for number, row in enumerate(rows, 1):
        check_value(row, "label", (0, 1), f"{args.file}, row {number}")
    default = THRESHOLD if args.rules else load_worth_model().threshold
    threshold = default if args.threshold is None else args.threshold
    texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
    sources = [str(row.get("src") or "unnamed") for row in rows]
    scores = score_by_rules(texts) if args.rules else score_by_vectors(texts)
    per_src = {}
    for name in sorted(set(sources)):
        chosen = [index for index, source in enumerate(sources) if source == name]
        per_src[name] = measure([labels[i] for i in chosen], [scores[i] for i in chosen], threshold)
    scored_by = "rules" if args.rules else "model"
    return {**measure(labels, scores, threshold), "threshold": threshold, "scored_by": scored_by, "per_src": per_src}


def score_by_rules(texts: Sequence[str]) -> list[float]:
    """The rule score of each sentence."""
    return [score_check_worthiness(text).score for text in texts]


def score_by_vectors(texts: Sequence[str]) -> list[float]:
    """The model's score of each sentence, encoded as production does."""
    model = load_worth_model()
    vectors = load_encoder(model.encoder).encode(texts)
    return [score_by_model(text, vector, model).score for text, vector in zip(texts, vectors, strict=True)]


def measure(labels: Sequence[int], scores: Sequence[float], threshold: float) -> dict[str, Any]:
    """n, precision, recall and F1 of the positive label at the threshold, and average precision."""
    truth = [label == 1 for label in labels]
    precision, recall, f1 = score_detection(truth, [score >= threshold for score in scores])
    figures = {
        "f1": f1,
        "average_precision": score_average_precision(truth, scores),
        "precision": precision,
        "recall": recall,
    }
    return {"n": len(labels), **round_scores(figures)}
