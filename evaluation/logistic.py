"""Multinomial logistic regression by Newton's method, and how well probabilities are calibrated."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Classes = NDArray[np.int64]

STEPS = 30
SMALLEST_STEP = 1e-6
BINS = 10


def predict(inputs: Array, weights: Array) -> Array:
    """Probabilities (n, k) under weights (k, d) of inputs (n, d)."""
    scores = inputs @ weights.T
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def fit_multinomial(inputs: Array, labels: Classes, classes: int, penalty: float, counts: Array | None = None) -> Array:
    """Weights (classes, d) with an L2 penalty; `counts` (n,) says how much each row counts. No randomness."""
    rows, width = inputs.shape
    weigh = np.ones(rows) if counts is None else counts
    truth = np.eye(classes)[labels]
    weights = np.zeros((classes, width))
    for _ in range(STEPS):
        found = predict(inputs, weights)
        gradient = ((found - truth) * weigh[:, None]).T @ inputs + penalty * weights
        curvature = np.zeros((classes * width, classes * width))
        for i in range(classes):
            for j in range(classes):
                mixed = weigh * found[:, i] * ((i == j) - found[:, j])
                block = (inputs * mixed[:, None]).T @ inputs
                curvature[i * width : (i + 1) * width, j * width : (j + 1) * width] = block
        curvature += penalty * np.eye(classes * width)
        step = np.linalg.solve(curvature, gradient.ravel()).reshape(weights.shape)
        weights = weights - step
        if np.abs(step).max() < SMALLEST_STEP:
            break
    return weights


def measure_calibration(probabilities: Array, labels: Classes) -> float:
    """Expected calibration error in [0, 1]: how far the confidence of the likeliest class is from its accuracy, on
    average over `BINS` bins of equal width (Guo et al. 2017)."""
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())
    ]
    return float(sum(gaps))


def find_temperature(scores: Array, labels: Classes) -> float:
    """The number by which scores (n, k) are divided so that the labels become likeliest; by trying, to 2 percent."""
    rows = np.arange(len(labels))

    def surprise(temperature: float) -> float:
        return float(-np.log(predict(scores / temperature, np.eye(scores.shape[1]))[rows, labels] + 1e-12).mean())

    return min((1.02**power for power in range(-60, 90)), key=surprise)
