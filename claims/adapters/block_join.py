"""All pairs of very many vectors that are alike enough: the matrix units screen, exact arithmetic decides.

Idea. Nearly no pair of claims is a link, so nearly all the work is finding out that a pair is none. A product in
bfloat16 finds that out at several times the speed of float32, provided that its error is bounded.

Method. Tile by tile: multiply in bfloat16, take the maximum of every stretch of 128 similarities (non-negative
bfloat16 numbers order like the integers of the same bits, and integer maxima are five times as fast), look only into
stretches that reach the threshold less `SCREEN_MARGIN`, and hand what is found to `confirm_links`, which is exact. No
link is missed: a component is off by at most 2**-9 of itself, so a similarity by at most 2 * 2**-9 times the two
lengths (0.0040), its rounding to bfloat16 by 2**-9 more (0.0020), and float32 sums of 384 products by less than
0.0001.

Limits. Quadratic in time; memory is one tile. Without bfloat16 units the screen runs in float32.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from claims.adapters.packed_bert import choose_precision
from claims.domain.similarity import SCALE, confirm_links

SCREEN_MARGIN = 2**-7  # above the 0.0061 that the error of the screen can reach
TILE_ROWS, TILE_COLUMNS = 1024, 4096  # 8 MiB of similarities, for each worker; larger ones are no faster
BAND = 4 * TILE_ROWS  # rows that one worker takes: columns are made ready once for four tiles
STRETCH = 128

Steps = NDArray[np.int16]
Links = tuple[NDArray[Any], NDArray[Any]]  # rows and columns, whole numbers


def join_all(steps: Steps, threshold: float, workers: int | None = None) -> Iterator[Links]:
    """Pairs (rows, columns), rows < columns, of `steps` (n, d; see `compress_vectors`) at `threshold` or above, once
    each. `threshold` is a cosine similarity between 0.01 and 1.

    Each of the `workers` (default: one a core) takes bands of rows of its own with one thread of torch: threads that
    share a product wait for one another at its end, which on a busy machine takes several times as long as the
    product.
    """
    workers = workers or len(os.sched_getaffinity(0))
    waiting: deque[Future[list[Links]]] = deque()
    with ThreadPoolExecutor(workers, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        for top in range(0, len(steps), BAND):
            waiting.append(pool.submit(_join_rows, steps[top : top + BAND], steps[top:], threshold, top))
            while len(waiting) > 2 * workers:  # what is found waits for whoever asked, in bounded number
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def join_new(new: Steps, old: Steps, threshold: float) -> Iterator[Links]:
    """Pairs (row of `new`, row of `old`) at `threshold` or above; shapes (m, d) and (n, d)."""
    for rows, columns in screen_tiles(new, old, threshold):
        linked = confirm_links(new, old, rows, columns, threshold)
        if linked.any():
            yield rows[linked], columns[linked]


def _join_rows(here: Steps, rest: Steps, threshold: float, top: int) -> list[Links]:
    """Links of `here`, which are the first rows of `rest`, to later rows of `rest`; numbered from `top`."""
    found = []
    for rows, columns in screen_tiles(here, rest, threshold, later=True):
        later = rows < columns
        rows, columns = rows[later], columns[later]
        linked = confirm_links(here, rest, rows, columns, threshold)
        found.append(((rows[linked] + top).astype(np.int32), (columns[linked] + top).astype(np.int32)))
    return found


def screen_tiles(left: Steps, right: Steps, threshold: float, later: bool = False) -> Iterator[Links]:
    """Candidates: every pair at `threshold` or above and some a little below it. With `later`, tiles in which no row
    comes before any column are left out."""
    precision = choose_precision()
    bits, least = read_floor(threshold, precision, SCALE)
    with torch.inference_mode():
        tiles = [(top, _read_tile(left[top : top + TILE_ROWS], precision)) for top in range(0, len(left), TILE_ROWS)]
        for start in range(0, len(right), TILE_COLUMNS):
            columns = _read_tile(right[start : start + TILE_COLUMNS], precision, fill=STRETCH).t()
            for top, rows in tiles:
                first = max(0, top - start) if later else 0
                if first >= columns.shape[1]:
                    continue
                found = find_high((rows @ columns[:, first:]).view(bits), least)
                if len(found[0]):
                    inside = found[1] < len(right) - start - first
                    yield found[0][inside] + top, found[1][inside] + start + first


def read_floor(threshold: float, precision: torch.dtype, scale: int = 1) -> tuple[torch.dtype, int]:
    """The integer type whose order is that of non-negative numbers of `precision`, and what to look for in it among
    similarities that were multiplied by `scale`, a power of two."""
    if not 0.01 <= threshold <= 1.0:
        raise ValueError(f"A join needs a threshold between 0.01 and 1; this one is {threshold}.")
    return read_bits((threshold - SCREEN_MARGIN) * scale, precision)


def read_bits(floor: float, precision: torch.dtype) -> tuple[torch.dtype, int]:
    """The integer type whose order is that of non-negative numbers of `precision`, and `floor` in it."""
    bits = torch.int16 if precision is torch.bfloat16 else torch.int32
    return bits, int(torch.tensor(floor, dtype=torch.float32).to(precision).view(bits).item())


def _read_tile(steps: Steps, precision: torch.dtype, fill: int = 1) -> torch.Tensor:
    """The vectors of some rows in steps of the grid, filled up with zero rows to a multiple of `fill`."""
    tile = torch.from_numpy(np.ascontiguousarray(steps)).to(precision)
    return torch.nn.functional.pad(tile, (0, 0, 0, -len(tile) % fill))


def find_high(tile: torch.Tensor, least: int) -> Links:
    """Places in a tile of bits with `least` or more."""
    stretches = tile.view(len(tile), -1, STRETCH)
    rows, numbers = torch.nonzero(stretches.amax(dim=2) >= least, as_tuple=True)
    which, within = torch.nonzero(stretches[rows, numbers] >= least, as_tuple=True)
    return rows[which].numpy(), (numbers[which] * STRETCH + within).numpy()
