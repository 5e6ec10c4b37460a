"""Outlines of vectors: few small whole numbers each, whose products are never below the similarity of the vectors.

Idea. Most of what two sentence vectors have in common lies in a part of their directions. Comparing that part alone,
in 8-bit numbers, and adding the most that the rest can contribute, tells of nearly every pair that it is no link, at a
fraction of the work and of the memory, and never wrongly.

Method. A vector is x = B X s + r: B are the leading directions of a sample, turned at random so that no component is
large; X are whole numbers of steps s from -127 to 127; r is what is left, the other directions and what rounding left.
For two vectors, x . y = s^2 X . Y + s X . B'r_y + s Y . B'r_x + r_x . r_y. The last term is at most |r_x| |r_y|: |r|,
rounded up, stands in further components of the outline, so that one product of whole numbers gives both terms. The
middle terms are rounding errors, at most `ERROR_ROOM` times the largest one met in the sample; a vector that rounds
worse, or does not fit, is reported as odd and has to be compared by whoever asks. So the bound holds for all
vectors, whatever they were; a sample that tells little costs speed only.

The width is the smallest at which few pairs of the sample are proposed in vain: 192 bytes for the generator's vectors,
more for news headlines under MiniLM.

References: the Cauchy-Schwarz bound on the rest is that of partial-distance pruning (e.g. Teflioudi and Gemulla 2016,
"Exact and approximate maximum inner product search with LEMP"); leading directions by Pearson 1901.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

WIDTHS = (128, 192, 256, 320, 384)  # bytes of an outline; multiples of what the units take at a time
# Share of pairs that may be proposed and are no links, or as many as are links: each is read from the database, which
# takes as long as multiplying 200,000 outlines.
IN_VAIN = 1e-5
LARGEST = 127
LIFT = LARGEST + 1
ROOM = 1.3  # times the largest component of the sample
ERROR_ROOM = 1.2
LONGEST = 1.011  # a vector's length: that of a unit vector within `NORM_TOLERANCE`
SAMPLE, ASKING = 4_000, 400  # vectors that the directions are learned from, and how many of these are compared
SUMMING = 1e-4  # what float32 sums of 384 products may be off by
SEED = 7

Vectors = NDArray[np.floating[Any]]
Drawn = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Outline:
    """How vectors of one kind are drawn. `basis` (d, k) has orthonormal columns; `ballast` components hold |r|."""

    basis: NDArray[np.float32]
    step: float
    ballast: int
    error: float  # the largest |B'r| of a vector that is not odd

    @property
    def width(self) -> int:
        return self.basis.shape[1] + self.ballast

    def draw(self, vectors: Vectors) -> tuple[Drawn, NDArray[np.bool_]]:
        """Outlines (n, width) of unit vectors (n, d), and which vectors are odd (n,): their outlines are zero."""
        exact = np.asarray(vectors, dtype=np.float32)
        leading = exact @ self.basis
        whole = np.rint(leading / self.step)
        errors = leading - whole * np.float32(self.step)
        error = np.sqrt(np.square(errors).sum(axis=1, dtype=np.float64)) + SUMMING
        length = np.square(exact).sum(axis=1, dtype=np.float64)
        rest = np.sqrt(np.maximum(0.0, length - np.square(leading).sum(axis=1, dtype=np.float64)) + SUMMING)
        ballast = np.ceil(np.sqrt(rest**2 + error**2) / math.sqrt(self.ballast) / self.step)
        odd = (np.abs(whole).max(axis=1, initial=0) > LARGEST) | (error > self.error) | (ballast > LARGEST)
        drawn = np.hstack([whole, np.repeat(ballast[:, None], self.ballast, axis=1)])
        drawn[odd] = 0
        return drawn.astype(np.int8), odd

    def draw_exactly(self, vectors: Vectors) -> NDArray[np.float32]:
        """Outlines (n, width) that are not rounded, for vectors that may be odd; to be multiplied with outlines of
        vectors that are not."""
        exact = np.asarray(vectors, dtype=np.float32)
        leading = exact @ self.basis
        rest = np.square(exact).sum(axis=1, dtype=np.float64) - np.square(leading).sum(axis=1, dtype=np.float64)
        ballast = np.sqrt(np.maximum(0.0, rest) + SUMMING) / math.sqrt(self.ballast)
        return np.hstack([leading, np.repeat(ballast[:, None], self.ballast, axis=1)], dtype=np.float32) / self.step

    def find_floor(self, threshold: float) -> float:
        """What the product of two outlines reaches at least where the similarity reaches `threshold`."""
        crossing = 2 * LONGEST * self.error + self.error**2
        return (threshold - crossing - SUMMING) / self.step**2


def learn_outline(vectors: Vectors, threshold: float) -> Outline:
    """Directions and width for vectors like these (n, d), to find similarities of `threshold` and more among them."""
    every = max(1, len(vectors) // SAMPLE)
    sample = np.asarray(vectors[::every][:SAMPLE], dtype=np.float32)
    _, directions = np.linalg.eigh(sample.T.astype(np.float64) @ sample)
    for width in WIDTHS:
        outline = _shape_outline(sample, directions[:, ::-1], width)
        vain, right = _count_proposed(outline, sample, threshold)
        if vain <= max(IN_VAIN, right):
            break
    return outline


def _shape_outline(sample: NDArray[np.float32], directions: NDArray[np.float64], width: int) -> Outline:
    ballast = 12
    while True:
        kept = min(width - ballast, directions.shape[0])
        turn, _ = np.linalg.qr(np.random.default_rng(SEED).standard_normal((kept, kept)))
        basis = (directions[:, :kept] @ turn).astype(np.float32)
        leading = sample @ basis
        step = ROOM * max(float(np.abs(leading).max(initial=0.0)), 0.05) / LARGEST
        needed = math.ceil((LONGEST + 0.05) ** 2 / (LARGEST * step) ** 2)
        if needed <= ballast:
            break
        ballast = max(needed, ballast + 1)
    errors = leading - np.rint(leading / step) * step
    error = ERROR_ROOM * float(np.sqrt(np.square(errors).sum(axis=1)).max(initial=0.0)) + 2 * SUMMING
    return Outline(basis, step, ballast, error)


def _count_proposed(outline: Outline, sample: NDArray[np.float32], threshold: float) -> tuple[float, float]:
    """Shares of the pairs of the sample that outlines propose and that are below the threshold, and that reach it."""
    asking = sample[:: max(1, len(sample) // ASKING)]
    drawn = outline.draw(sample)[0].astype(np.float32)
    asked = outline.draw(asking)[0].astype(np.float32)
    proposed, linked = asked @ drawn.T >= outline.find_floor(threshold), asking @ sample.T >= threshold
    return float((proposed & ~linked).mean()), float(linked.mean()) - 1 / len(sample)  # less each with itself


def lift(drawn: Drawn) -> torch.Tensor:
    """Outlines (n, width) as the rows of a product take them, without signs: `LIFT` higher. Processors multiply
    unsigned with signed numbers; both signed is a thousand times slower where there are no units for matrices."""
    return torch.from_numpy(drawn.astype(np.int16) + LIFT).to(torch.uint8)


class Packed:
    """Outlines (n, width), n a multiple of 32, laid out once for the units that multiply whole numbers."""

    def __init__(self, drawn: Drawn) -> None:
        self._units = has_exact_units()
        laid = torch.from_numpy(np.ascontiguousarray(drawn))
        self._drawn = torch.ops.onednn.qlinear_prepack(laid, None) if self._units else laid.float().t()

    def multiply(self, lifted: torch.Tensor) -> torch.Tensor:
        """Products (m, n) with outlines that were lifted (m, width): exact, then rounded to bfloat16, which keeps their
        order. float32 where there are no such units."""
        if not self._units:
            return (lifted.float() - LIFT) @ self._drawn
        return _multiply_in_units(lifted, self._drawn, torch.bfloat16)


def _multiply_in_units(lifted: torch.Tensor, packed: torch.Tensor, into: torch.dtype) -> torch.Tensor:
    one, zero = _read_scales()
    return torch.ops.onednn.qlinear_pointwise(lifted, 1.0, LIFT, packed, one, zero, None, 1.0, 0, into, "none", [], "")


@lru_cache(maxsize=1)
def _read_scales() -> tuple[torch.Tensor, torch.Tensor]:
    return torch.ones(1), torch.zeros(1, dtype=torch.int64)


@lru_cache(maxsize=1)
def has_exact_units() -> bool:
    """Whether this processor multiplies 8-bit numbers in hardware and the library's sums of them are right: older
    processors' sums overflow."""
    if not any(torch.cpu.get_capabilities().get(flag) for flag in ("amx_int8", "avx512_vnni")):
        return False
    extreme = np.repeat(np.array([[1], [-1]] * 16, dtype=np.int8) * LARGEST, WIDTHS[-1], axis=1)
    try:
        packed = torch.ops.onednn.qlinear_prepack(torch.from_numpy(extreme), None)
        product = _multiply_in_units(lift(extreme), packed, torch.float32)
    except (RuntimeError, AttributeError):
        return False
    wanted = extreme.astype(np.float32) @ extreme.astype(np.float32).T
    return bool((product.numpy() == wanted).all())
