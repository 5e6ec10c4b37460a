"""Learn the check-worthiness weights and say how good they are on speeches that they have not seen.

python -m evaluation.train_checkworthiness FILE [--starts 127,347,...] [--vectors FILE.npy] [--out FILE.json]

FILE holds JSON lines {"text", "label": 0 or 1, "src"}. The set named by --target is what is learnt; its speeches
stand one after another, and --starts names the rows (counted from 0 within the set) at which a new one begins;
without it the set is cut into eight runs of equal length. The other rows label something else and are not
pooled: a model of them alone is learnt first, and its score is one more signal. Both are linear, so that the
result is one set of weights.

Method: logistic regression with an L2 penalty by Newton's method, no randomness. Each speech is left out in
turn; penalty, the weight of the other set's score and the threshold are chosen on the remaining speeches alone, by
leaving each of those out in turn. The shipped weights use all speeches, with settings chosen the same way.
Prints one JSON object: f1, average_precision, f1_per_speech, the baselines, and what was chosen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.adapters.encoder import EncoderUnavailable, load_encoder
from claims.adapters.worth_weights import PATH
from claims.domain.worth_model import SIGNAL_NAMES, measure_signals
from evaluation.reading import Row, UnreadableFile, check_value, read_rows
from evaluation.scores import score_average_precision, score_detection

Array = NDArray[np.float64]

FIELDS = {"text": str, "label": int, "src": str}
TARGET = "policlaim"
SPEECHES = 8
# The signals vary by 1 after scaling where a coordinate of a unit vector varies by 0.05: this brings them close.
SIGNAL_SCALE = 0.1
PENALTIES = (0.5, 1.0, 2.0)
WEIGHTS_OF_OTHERS = (0.0, 0.25, 0.5)
PENALTY_OF_OTHERS = 0.5
STEPS = 12
SMALLEST_STEP = 1e-4  # weights are rounded to three decimals
THRESHOLDS = np.linspace(0.25, 0.7, 46)
DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences as numbers: inputs (n, d), labels (n,) of 0 and 1, the speech of each (n,)."""

    inputs: Array
    labels: Array
    speeches: NDArray[np.int64]


def fit_logistic(inputs: Array, labels: Array, penalty: float) -> Array:
    """Weights (d + 1,), the bias last and not penalised, of the L2-penalised logistic regression."""
    design = np.hstack([inputs, np.ones((len(inputs), 1))])
    ridge = np.full(design.shape[1], penalty)
    ridge[-1] = 1e-6
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        found = predict(inputs, weights)
        gradient = design.T @ (found - labels) + ridge * weights
        curvature = (design.T * (found * (1 - found))) @ design + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if np.abs(step).max() < SMALLEST_STEP:
            break
    return weights


def predict(inputs: Array, weights: Array) -> Array:
    """Probabilities (n,) under weights (d + 1,)."""
    return 1 / (1 + np.exp(-np.clip(inputs @ weights[:-1] + weights[-1], -50, 50)))


def add_score(inputs: Array, others: Array, weight: float) -> Array:
    """The inputs and, as a last column, the other set's score, scaled to `weight`."""
    return np.hstack([inputs, weight * (inputs @ others)[:, None]])


def predict_left_out(data: Labelled, speeches: Sequence[int], penalty: float) -> Array:
    """For each sentence of `speeches` the score by a model of the other ones among them; nan elsewhere."""
    scores = np.full(len(data.labels), np.nan)
    for speech in speeches:
        known = np.isin(data.speeches, speeches) & (data.speeches != speech)
        held = data.speeches == speech
        scores[held] = predict(data.inputs[held], fit_logistic(data.inputs[known], data.labels[known], penalty))
    return scores


def choose_settings(data: Labelled, others: Array, speeches: Sequence[int]) -> tuple[float, float, float]:
    """(penalty, weight of the others' score, threshold), best by average precision and F1 on speeches left out."""
    best: tuple[float, float, float, float] = (-1.0, 0.0, 0.0, 0.5)
    weights = WEIGHTS_OF_OTHERS if others.any() else (0.0,)
    for penalty, weight in product(PENALTIES, weights):
        widened = Labelled(add_score(data.inputs, others, weight), data.labels, data.speeches)
        scores = predict_left_out(widened, speeches, penalty)
        seen = np.isfinite(scores)
        quality = score_average_precision((data.labels[seen] == 1).tolist(), scores[seen].tolist())
        if quality > best[0]:
            best = (quality, penalty, weight, choose_threshold(data.labels[seen], scores[seen]))
    return best[1:]


def choose_threshold(labels: Array, scores: Array) -> float:
    """Where F1 is highest, read off a curve smoothed over neighbours: single peaks are chance."""
    curve = np.array([find_f1(labels, scores >= one) for one in THRESHOLDS])
    smooth = np.convolve(np.pad(curve, 3, mode="edge"), np.ones(7) / 7, mode="valid")
    return float(THRESHOLDS[int(smooth.argmax())])


def find_f1(labels: Array, taken: NDArray[np.bool_]) -> float:
    """F1 of the positive label."""
    return score_detection((labels == 1).tolist(), taken.tolist())[2]


def measure_nested(data: Labelled, others: Array) -> dict[str, Any]:
    """Figures on each speech left out, settings chosen on the rest."""
    speeches = sorted(set(data.speeches.tolist()))
    scores, taken = np.zeros(len(data.labels)), np.zeros(len(data.labels), dtype=bool)
    for speech in speeches:
        rest = [one for one in speeches if one != speech]
        penalty, weight, threshold = choose_settings(data, others, rest)
        held, widened = data.speeches == speech, add_score(data.inputs, others, weight)
        fitted = fit_logistic(widened[~held], data.labels[~held], penalty)
        scores[held] = predict(widened[held], fitted)
        taken[held] = scores[held] >= threshold
    per_speech = [find_f1(data.labels[data.speeches == one], taken[data.speeches == one]) for one in speeches]
    return {
        "f1": round(find_f1(data.labels, taken), 4),
        "average_precision": round(score_average_precision((data.labels == 1).tolist(), scores.tolist()), 4),
        "f1_per_speech": [round(one, 3) for one in per_speech],
    }


def split_speeches(count: int, starts: Sequence[int]) -> NDArray[np.int64]:
    """The speech of each of `count` rows; without starts, eight runs of equal length."""
    bounds = sorted(starts) or [count * part // SPEECHES for part in range(1, SPEECHES)]
    return np.searchsorted(np.array(bounds), np.arange(count), side="right").astype(np.int64)


def build_model(data: Labelled, others: Array, scale: Array, middle: Array) -> dict[str, Any]:
    """The shipped weights, folded back to raw vectors and raw signals."""
    penalty, weight, threshold = choose_settings(data, others, sorted(set(data.speeches.tolist())))
    fitted = fit_logistic(add_score(data.inputs, others, weight), data.labels, penalty)
    folded = fitted[:-2] + fitted[-2] * weight * others
    size = len(folded) - len(SIGNAL_NAMES)
    vector, signals = folded[:size], folded[size:] * scale
    return {
        "bias": round(float(fitted[-1] - signals @ middle), DECIMALS),
        "threshold": round(threshold, 2),
        "usual_wording": round(float((data.inputs[:, :size] @ vector).mean()), DECIMALS),
        "signals": dict(zip(SIGNAL_NAMES, np.round(signals, DECIMALS).tolist(), strict=True)),
        "vector": np.round(vector, DECIMALS).tolist(),
        "chosen": {"penalty": penalty, "weight_of_other_set": weight},
    }


def train(rows: Sequence[Row], vectors: Array, target: str, starts: Sequence[int]) -> dict[str, Any]:
    """The model with its figures under "measured"; `vectors` has one row per row."""
    ours = np.array([row["src"] == target for row in rows])
    values = [measure_signals(row["text"]) for row in rows]
    raw = np.array([[value[name] for name in SIGNAL_NAMES] for value in values])
    middle, spread = raw[ours].mean(axis=0), raw[ours].std(axis=0)
    scale = SIGNAL_SCALE / np.where(spread > 0, spread, 1.0)
    inputs = np.hstack([vectors, (raw - middle) * scale])
    labels = np.array([float(row["label"]) for row in rows])
    others = learn_others(inputs[~ours], labels[~ours], inputs[ours])
    speeches = split_speeches(int(ours.sum()), starts)
    data = Labelled(inputs[ours], labels[ours], speeches)
    plain = Labelled(vectors[ours], labels[ours], speeches)
    model = build_model(data, others, scale, middle)
    model["measured"] = {
        "n": len(data.labels),
        "speeches": len(set(speeches.tolist())),
        **measure_nested(data, others),
        "vectors_alone": measure_nested(plain, np.zeros(vectors.shape[1])),
        "without_other_set": measure_nested(data, np.zeros(inputs.shape[1])),
    }
    return model


def learn_others(inputs: Array, labels: Array, ours: Array) -> Array:
    """Weights (d,) of the other sets' model, scaled so that its score varies by 1 over our sentences."""
    if not len(labels):
        return np.zeros(ours.shape[1])
    weights = fit_logistic(inputs, labels, PENALTY_OF_OTHERS)[:-1]
    return weights / max(float((ours @ weights).std()), 1e-9)


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.train_checkworthiness",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", help="JSON lines with text, label, src")
    parser.add_argument("--target", default=TARGET, help="the set to learn (default %(default)s)")
    parser.add_argument("--starts", default="", help="rows of the set at which a new speech begins, by commas")
    parser.add_argument("--vectors", help="a .npy with the rows' vectors, instead of encoding them")
    parser.add_argument("--out", type=Path, default=PATH, help="where the weights go (default: the shipped file)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write; returns the exit status."""
    args = read_arguments(arguments)
    try:
        rows = read_rows(args.file, FIELDS)
        for number, row in enumerate(rows, 1):
            check_value(row, "label", (0, 1), f"{args.file}, row {number}")
        starts = read_starts(args.starts, sum(row["src"] == args.target for row in rows), args.target)
        encoder = load_encoder()
        vectors = np.load(args.vectors) if args.vectors else encoder.encode([row["text"] for row in rows])
    except (UnreadableFile, EncoderUnavailable, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    model = {"encoder": encoder.name, **train(rows, vectors.astype(np.float64), args.target, starts)}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(model, indent=1).replace(",\n  ", ", ") + "\n", encoding="utf-8")
    print(json.dumps({**model["measured"], "chosen": model["chosen"], "threshold": model["threshold"]}))
    return 0


def read_starts(text: str, count: int, target: str) -> list[int]:
    """The rows named; UnreadableFile where they are no rows of the set or the set is too small to split."""
    if count < 2 * SPEECHES:
        raise UnreadableFile(f"The set {target!r} has {count} sentences: too few to leave speeches out.")
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(part.isdecimal() and 0 < int(part) < count for part in parts) or len(parts) == 1:
        raise UnreadableFile(f"--starts must name two or more rows between 1 and {count - 1}, by commas.")
    return [int(part) for part in parts]


if __name__ == "__main__":
    sys.exit(main())
