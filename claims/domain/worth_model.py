"""Check-worthiness from a sentence's vector and from signals that a reviewer can read, by weights learnt once.

Idea: word lists miss what a sentence is about, and its vector, which grouping needs anyway, knows. Method: one
linear model: score = 1 / (1 + exp(-(bias + weights . vector + weights . signals))). The signals are those of
the rule score (`checkworthiness`) and six counts; the vector's part is a single reason beside them. The
weights are rounded numbers in a file; `evaluation.train_checkworthiness` makes it.
Limits: learnt from political speeches in English; only for vectors of the encoder named in the file, because
the axes of another one mean something else. docs/check-worthiness-model.md has the figures.
Reference: Ni et al., "AFaCTA" (ACL 2024); Hassan et al., "ClaimBuster" (KDD 2017).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.domain.checkworthiness import (
    FULL_LENGTH_WORDS,
    LONGEST_TEXT,
    SHOWN_FROM,
    SIGNALS,
    WEIGHT_OF_ATTRIBUTION,
    count_names,
)
from claims.domain.dates import find_date_spans
from claims.domain.hedges import find_hedges, is_negated
from claims.domain.phrases import phrase
from claims.domain.quantities import find_quantities
from claims.domain.types import CheckWorthiness

COUNTS = ("length", "quantities", "names", "dates", "hedges", "denials")
SIGNAL_NAMES = (*(signal.reason for signal in SIGNALS), *COUNTS)
# A fifth number or name makes nothing more checkable, and a list must not drown everything else.
HIGHEST_COUNT = 4
# The bar for review lies below the model's best threshold on speeches: what it loses is lost for review, and news
# states less openly than a speech. Of 211 statements of our own news four score below it, none with a figure or a
# named act; at 0.5 statements of fact would go as well.
REVIEW_FROM = 0.4


@dataclass(frozen=True, slots=True)
class WorthModel:
    """Weights for the vectors of `encoder`: `vector` of shape (dimension,), `signals` by name.

    `threshold` is where F1 was highest on speeches that were left out; `usual_wording` is the mean of the
    vector's part over the training sentences, so that its reason speaks of what differs from the usual.
    """

    encoder: str
    bias: float
    threshold: float
    usual_wording: float
    vector: NDArray[np.float64]
    signals: Mapping[str, float]


def read_worth_model(content: Any) -> WorthModel:
    """The model in a parsed file; ValueError with one sentence when something is missing or no number."""
    try:
        model = WorthModel(
            encoder=str(content["encoder"]),
            bias=float(content["bias"]),
            threshold=float(content["threshold"]),
            usual_wording=float(content["usual_wording"]),
            vector=np.asarray(content["vector"], dtype=np.float64),
            signals={name: float(content["signals"][name]) for name in SIGNAL_NAMES},
        )
    except KeyError as error:
        raise ValueError(f"The check-worthiness model lacks {error}.") from None
    except (TypeError, ValueError) as error:
        raise ValueError(f"The check-worthiness model cannot be read: {error}.") from None
    numbers = [model.bias, model.usual_wording, *model.signals.values(), *model.vector.ravel()]
    if model.vector.ndim != 1 or not np.isfinite(numbers).all() or not 0 < model.threshold < 1:
        raise ValueError("The check-worthiness model holds a weight that is not a number, or no threshold.")
    return model


def measure_signals(sentence: str) -> dict[str, float]:
    """Every signal of `SIGNAL_NAMES`: 1 or 0 for those of the rules, the length in [0, 1], counts up to four."""
    text = sentence[:LONGEST_TEXT]
    values = {signal.reason: float(signal.is_present(text)) for signal in SIGNALS}
    counts = (
        len(find_quantities(text)),
        count_names(text),
        len(find_date_spans(text)),
        len(find_hedges(text)),
        int(is_negated(text)),
    )
    values["length"] = min(len(text.split()), FULL_LENGTH_WORDS) / FULL_LENGTH_WORDS
    values.update(zip(COUNTS[1:], (float(min(count, HIGHEST_COUNT)) for count in counts), strict=True))
    return values


def score_by_model(
    sentence: str, vector: NDArray[np.floating], model: WorthModel, *, attributed: bool = False
) -> CheckWorthiness:
    """Score in [0, 1] with its reasons, strongest first.

    `vector`: of the sentence, shape (dimension,), unit length, by `model.encoder`. `attributed`: the text
    names who says it. ValueError for a vector of another dimension or with a value that is not a number.
    """
    if vector.shape != model.vector.shape or not np.isfinite(vector).all():
        raise ValueError(f"The check-worthiness model needs a vector of {model.vector.size} numbers.")
    wording = float(vector @ model.vector)
    parts = {name: model.signals[name] * value for name, value in measure_signals(sentence).items()}
    parts[phrase("says who claims it")] = WEIGHT_OF_ATTRIBUTION * attributed
    total = model.bias + wording + sum(parts.values())
    unusual = wording - model.usual_wording
    fact, no_fact = phrase("is worded like a statement of fact"), phrase("is worded like no statement of fact")
    parts[fact if unusual > 0 else no_fact] = unusual
    shown = {name: part for name, part in parts.items() if abs(part) >= SHOWN_FROM and name not in COUNTS}
    return CheckWorthiness(round(_squash(total), 4), tuple(sorted(shown, key=lambda name: -abs(shown[name]))))


def _squash(total: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
