"""The figures that the commands print, each as its source defines it.

Groupings are given as one label per item; the labels of the two sides need not be of one kind. Figures of
nothing (no pairs, no positives) are 1.0 where nothing was to be found and nothing was, else 0.0.

References: B-cubed in Bagga and Baldwin 1998 and Amigó et al. 2009; adjusted Rand index in Hubert and
Arabie 1985; average precision as the sum of precision at each positive, as in scikit-learn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import comb

Labels = Sequence[Hashable]


def divide(part: float, whole: float, empty: float = 0.0) -> float:
    """part / whole, or `empty` where the whole is nothing."""
    return part / whole if whole else empty


def find_f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return divide(2 * precision * recall, precision + recall)


def score_b_cubed(truth: Labels, found: Labels) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of a grouping: averages over items, each item counting itself."""
    _check_lengths(truth, found)
    cells = Counter(zip(truth, found, strict=True))
    true_sizes, found_sizes = Counter(truth), Counter(found)
    n = len(truth)
    precision = divide(sum(size * size / found_sizes[f] for (_, f), size in cells.items()), n, 1.0)
    recall = divide(sum(size * size / true_sizes[t] for (t, _), size in cells.items()), n, 1.0)
    return precision, recall, find_f1(precision, recall)


def score_pairs(truth: Labels, found: Labels) -> tuple[float, float, float]:
    """Precision, recall and F1 over the pairs of items that share a group."""
    both, true_pairs, found_pairs, _ = _count_pairs(truth, found)
    precision = divide(both, found_pairs, float(not true_pairs))
    recall = divide(both, true_pairs, float(not found_pairs))
    return precision, recall, find_f1(precision, recall)


def score_adjusted_rand(truth: Labels, found: Labels) -> float:
    """The adjusted Rand index: 1 for the same grouping, about 0 for a random one."""
    both, true_pairs, found_pairs, all_pairs = _count_pairs(truth, found)
    expected = divide(true_pairs * found_pairs, all_pairs)
    highest = (true_pairs + found_pairs) / 2
    return divide(both - expected, highest - expected, 1.0)


def score_labels(truth: Labels, found: Labels) -> dict[str, dict[str, float]]:
    """Per label that occurs on either side: precision, recall, f1 and support (how often it is true)."""
    _check_lengths(truth, found)
    right = Counter(t for t, f in zip(truth, found, strict=True) if t == f)
    true_counts, found_counts = Counter(truth), Counter(found)
    scores = {}
    for label in sorted({*truth, *found}, key=str):
        precision = divide(right[label], found_counts[label])
        recall = divide(right[label], true_counts[label])
        scores[str(label)] = {
            "precision": precision,
            "recall": recall,
            "f1": find_f1(precision, recall),
            "support": true_counts[label],
        }
    return scores


def score_macro_f1(truth: Labels, found: Labels) -> float:
    """The plain mean of the labels' F1, over labels that occur on either side."""
    each = [score["f1"] for score in score_labels(truth, found).values()]
    return divide(sum(each), len(each), 1.0)


def score_accuracy(truth: Labels, found: Labels) -> float:
    """The share of items given their true label."""
    _check_lengths(truth, found)
    return divide(sum(t == f for t, f in zip(truth, found, strict=True)), len(truth), 1.0)


def score_detection(truth: Iterable[bool], found: Iterable[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the positives."""
    cells = Counter((bool(t), bool(f)) for t, f in zip(truth, found, strict=True))
    hits, missed, false_alarms = cells[True, True], cells[True, False], cells[False, True]
    precision = divide(hits, hits + false_alarms, float(not missed))
    recall = divide(hits, hits + missed, float(not false_alarms))
    return precision, recall, find_f1(precision, recall)


def score_average_precision(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """Mean over the positives of the precision at each one's score; items of equal score come together."""
    _check_lengths(truth, scores)
    at_score: dict[float, list[int]] = {}
    for positive, score in zip(truth, scores, strict=True):
        cell = at_score.setdefault(score, [0, 0])
        cell[0] += bool(positive)
        cell[1] += 1
    positives, seen, total = 0, 0, 0.0
    for score in sorted(at_score, reverse=True):
        fresh, size = at_score[score]
        positives, seen = positives + fresh, seen + size
        total += fresh * positives / seen
    return divide(total, positives)


def round_scores(scores: dict[str, float]) -> dict[str, float]:
    """Four decimals: what data of this size can tell apart."""
    return {name: round(value, 4) for name, value in scores.items()}


def _count_pairs(truth: Labels, found: Labels) -> tuple[int, int, int, int]:
    """Pairs together on both sides, in the truth, in what was found, and in all."""
    _check_lengths(truth, found)
    sides = (zip(truth, found, strict=True), truth, found)
    both, true_pairs, found_pairs = (sum(comb(size, 2) for size in Counter(side).values()) for side in sides)
    return both, true_pairs, found_pairs, comb(len(truth), 2)


def _check_lengths(truth: Sequence[object], found: Sequence[object]) -> None:
    if len(truth) != len(found):
        raise ValueError(f"There are {len(truth)} true labels and {len(found)} found ones.")
