"""Which of a claim's mentions speaks for it.

Idea: the canonical text is what a reviewer reads in the queue: it should say the claim plainly, from the middle of
its group. Method: plain statements (neither hedged nor negated) come before others; among them the medoid, the one
with the highest mean similarity to all members; then the shorter one; then the smaller content key, so that the choice
never depends on arrival order. Limits: it picks a sentence as printed, it does not write one.
Reference: Kaufman and Rousseeuw (1990), Finding Groups in Data, on medoids.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SIMILARITY_STEP = 3  # decimals: below that, differences between means are rounding noise of float32


def choose_canonical(keys: Sequence[str], texts: Sequence[str], plain: Sequence[bool], vectors: np.ndarray) -> int:
    """Index of the canonical member. `vectors` is (n, d), unit length; all sequences have length n >= 1."""
    means = (vectors @ vectors.mean(axis=0)).round(SIMILARITY_STEP)
    return min(range(len(keys)), key=lambda i: (not plain[i], -float(means[i]), len(texts[i]), keys[i]))
