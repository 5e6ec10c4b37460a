"""Which vectors are alike: an exact similarity join whose answer no batch, tile or machine can change.

Idea. A floating-point matrix product rounds differently for every shape of the operands, so "0.65 or
above" may flip with the order in which articles arrive. Vectors are therefore rounded to a grid of 1/2048
first. A product of two such components is a whole multiple of 2**-22, and the sum of a unit vector's
products stays below 2**24 such steps, which float32 holds without rounding: every similarity is exact, in
any order of summation.

Method. Blocked matrix multiplication, one tile of similarities in memory at a time; exact, no index to build.

Limits. The grid moves a similarity by about 0.0002 (standard deviation; independent of the dimension),
far below what separates two thresholds that anybody could tell apart. The join is quadratic in time:
meant for what one batch touches and for a few hundred thousand vectors from scratch. A database that
retrieves candidates must therefore ask for `LINK_SLACK` less than the threshold and leave the decision to
`find_links_between`.

Reference: the blocked join of exact similarity search; the grid is integer quantisation as in Jacob et
al. 2018 ("Quantization and training of neural networks for efficient integer-arithmetic-only inference"),
used for exactness.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRID = 2048  # steps per unit: 2 * 11 bits of product and a sum below 4.0 fit the 24 exact bits of float32
SCALE = GRID * GRID  # a similarity of 1.0, in steps
LINK_SLACK = 0.002  # ten standard deviations of what the grid moves a similarity by
NORM_TOLERANCE = 0.01  # half-precision storage bends a unit vector's length by 0.0005; more is another kind of vector
TILE = 2048  # rows and columns of one tile: 16 MiB of similarities

FloatArray = NDArray[np.floating[Any]]
Grid = NDArray[np.float32]
Tile = tuple[NDArray[np.intp], NDArray[np.intp], Grid]
Steps = NDArray[np.int16]
CONFIRM_CHUNK = 2048  # pairs confirmed at a time: 6 MiB


def snap_vectors(vectors: FloatArray) -> Grid:
    """Round unit vectors, shape (n, d), to the grid: whole steps held as float32, shape (n, d).

    Raises ValueError when the array is not two-dimensional or not made of numbers, when a component is
    not finite, or when a row is not of unit length.
    """
    array = np.asarray(vectors)
    if array.ndim != 2:
        raise ValueError(f"Vectors must form a table with one row each; this array has {array.ndim} dimensions.")
    if not np.issubdtype(array.dtype, np.floating):
        raise ValueError(f"Vectors must be floating-point numbers; these are {array.dtype}.")
    if not np.isfinite(array).all():
        row = int(np.flatnonzero(~np.isfinite(array).all(axis=1))[0])
        raise ValueError(f"Vector {row} holds a value that is not a finite number.")
    lengths = np.sqrt(np.einsum("ij,ij->i", array, array, dtype=np.float64))
    odd = np.flatnonzero(np.abs(lengths - 1.0) > NORM_TOLERANCE)
    if odd.size:
        raise ValueError(f"Vector {odd[0]} has length {lengths[odd[0]]:.3f}; every vector must have length 1.")
    return np.asarray(np.rint(array.astype(np.float32) * GRID), dtype=np.float32)


def compress_vectors(vectors: FloatArray) -> Steps:
    """The grid of `snap_vectors` in half its memory: whole steps as int16, shape (n, d). Same errors."""
    return snap_vectors(vectors).astype(np.int16)


def confirm_links(
    left: Steps, right: Steps, rows: NDArray[np.intp], columns: NDArray[np.intp], threshold: float
) -> NDArray[np.bool_]:
    """Which of the pairs (rows[i] of `left`, columns[i] of `right`) reach the threshold, exactly; shape (k,)."""
    return np.asarray(measure_links(left, right, rows, columns) >= count_steps(threshold))


def measure_links(left: Steps, right: Steps, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float32]:
    """The similarity of each of the pairs in whole steps (`SCALE` of them make 1.0), exactly; shape (k,)."""
    measured = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), CONFIRM_CHUNK):
        chunk = slice(start, start + CONFIRM_CHUNK)
        a, b = left[rows[chunk]].astype(np.float32), right[columns[chunk]].astype(np.float32)
        measured[chunk] = np.einsum("ij,ij->i", a, b)
    return measured


def measure_pair(a: Grid, b: Grid) -> float:
    """The exact cosine similarity of two rows of a grid, in [-1, 1] up to the grid's rounding."""
    return float(a @ b) / SCALE


def count_steps(threshold: float) -> np.float32:
    """The fewest whole steps that reach the threshold."""
    if not -1.0 <= threshold <= 1.0:
        raise ValueError(f"A similarity threshold lies between -1 and 1; this one is {threshold}.")
    return np.float32(math.ceil(threshold * SCALE))


def _join_tile(left: Grid, right: Grid, floor: np.float32) -> Tile:
    steps = left @ right.T
    rows, columns = np.nonzero(steps >= floor)
    return rows, columns, steps[rows, columns]


def iterate_links(grid: Grid, threshold: float, tile: int = TILE) -> Iterator[Tile]:
    """Tiles of links (rows, columns, steps) with row < column and similarity >= threshold; each pair once.

    Memory is bounded by one tile, however many links there are in all.
    """
    floor = count_steps(threshold)
    for top in range(0, len(grid), tile):
        for left in range(top, len(grid), tile):
            rows, columns, steps = _join_tile(grid[top : top + tile], grid[left : left + tile], floor)
            if top == left:
                above = rows < columns
                rows, columns, steps = rows[above], columns[above], steps[above]
            if rows.size:
                yield rows + top, columns + left, steps


def find_strong_links(vectors: FloatArray, threshold: float, tile: int = TILE) -> list[tuple[int, int, float]]:
    """All pairs (i, j, similarity), i < j, of unit vectors with shape (n, d) whose similarity reaches the
    threshold.

    Sorted by (i, j). Raises ValueError for vectors that `snap_vectors` refuses or a threshold outside
    [-1, 1].
    """
    links: list[tuple[int, int, float]] = []
    for rows, columns, steps in iterate_links(snap_vectors(vectors), threshold, tile):
        links.extend(zip(rows.tolist(), columns.tolist(), (steps / SCALE).tolist(), strict=True))
    return sorted(links)


def find_links_between(
    new: FloatArray, old: FloatArray, threshold: float, tile: int = TILE
) -> list[tuple[int, int, float]]:
    """All (row of `new`, row of `old`, similarity) that reach the threshold; shapes (n, d) and (m, d).

    Gives for any pair exactly what `find_strong_links` gives for it. Sorted. Raises ValueError for
    vectors that `snap_vectors` refuses, for two different dimensions, or for a threshold outside [-1, 1].
    """
    here, there, floor = snap_vectors(new), snap_vectors(old), count_steps(threshold)
    if here.shape[1] != there.shape[1] and len(here) and len(there):
        raise ValueError(f"The new vectors have {here.shape[1]} dimensions and the old ones {there.shape[1]}.")
    links: list[tuple[int, int, float]] = []
    if not (len(here) and len(there)):
        return links
    for top in range(0, len(here), tile):
        for left in range(0, len(there), tile):
            rows, columns, steps = _join_tile(here[top : top + tile], there[left : left + tile], floor)
            links.extend(zip((rows + top).tolist(), (columns + left).tolist(), (steps / SCALE).tolist(), strict=True))
    return sorted(links)
