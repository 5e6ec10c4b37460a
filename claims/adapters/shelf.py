"""All vectors of one model in memory, so that the neighbours of a few new ones are found without asking the database.

Idea. Thirty new claims against a million old ones are 12 billion multiplications: little for the matrix units, half a
minute for an index-free scan in the database. What takes time is reading the million vectors from memory, so what lies
there are their outlines (see `outline`): 128 to 384 bytes each instead of 1,536. An approximate index would be quicker
still, but it misses links, and then the claims would depend on the order of arrival.

Method. The outlines lie in blocks; `find_candidates` multiplies block by block and returns everything that may be at
the threshold. Whoever asked decides by the exact vectors.

Limits. One copy for each process that groups. Time and memory grow with the number of vectors. Directions are learned
from what comes first; if later vectors are of quite another kind, more is returned in vain, until the process ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from numpy.typing import NDArray

from claims.adapters.block_join import STRETCH, find_high, read_bits
from claims.adapters.outline import LIFT, Outline, Packed, learn_outline, lift

BLOCK = 128 * STRETCH  # vectors of one block: 2 to 6 MiB, which stay in the caches of a core while they are looked at
ASKED = 32  # the units take so many outlines at a time

Candidates = tuple[NDArray[np.int64], NDArray[np.int64]]


class Shelf:
    """Vectors by the number of what they belong to. `dimension` is that of the model, `threshold` the similarity that
    is usually asked for."""

    def __init__(self, dimension: int, threshold: float) -> None:
        self.dimension = dimension
        self.last = -1  # how far whoever fills the shelf has read
        self._threshold = threshold
        self._outline: Outline | None = None
        self._blocks: list[torch.Tensor] = []
        self._ids: list[NDArray[np.int64]] = []
        self._used = BLOCK  # rows of the last block
        self._odd: list[int] = []  # what no outline fits: always a candidate

    def __len__(self) -> int:
        return (max(0, (len(self._blocks) - 1) * BLOCK + self._used) if self._blocks else 0) + len(self._odd)

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Put up unit vectors (n, dimension) under `ids` (n,)."""
        if not len(ids):
            return
        self._outline = self._outline or learn_outline(vectors, self._threshold)
        drawn, odd = self._outline.draw(vectors)
        self._odd += ids[odd].tolist()
        ids, drawn = ids[~odd], drawn[~odd]
        start = 0
        while start < len(ids):
            if self._used == BLOCK:
                self._blocks.append(torch.full((BLOCK, self._outline.width), LIFT, dtype=torch.uint8))
                self._ids.append(np.zeros(BLOCK, dtype=np.int64))
                self._used = 0
            count = min(BLOCK - self._used, len(ids) - start)
            place = slice(self._used, self._used + count)
            self._blocks[-1][place] = lift(drawn[start : start + count])
            self._ids[-1][place] = ids[start : start + count]
            self._used += count
            start += count

    def find_candidates(self, vectors: NDArray[np.float32], threshold: float) -> Candidates:
        """Pairs (row of `vectors`, id on the shelf): all with a cosine of `threshold` or more, and some below."""
        if self._outline is None:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        drawn, odd = self._outline.draw(vectors)
        usual, unusual = np.flatnonzero(~odd), np.flatnonzero(odd)
        floor = self._outline.find_floor(threshold)
        found = [self._ask(drawn[part], part, floor) for part in split_rows(usual)]
        found += [self._ask_exactly(vectors[unusual], unusual, floor)] if len(unusual) else []
        rows = np.repeat(np.arange(len(vectors)), len(self._odd))
        found.append((rows, np.tile(np.array(self._odd, dtype=np.int64), len(vectors))))
        return np.concatenate([rows for rows, _ in found]), np.concatenate([ids for _, ids in found])

    def _ask(self, drawn: NDArray[np.int8], rows: NDArray[np.int64], floor: float) -> Candidates:
        asked = np.zeros((ASKED, drawn.shape[1]), dtype=np.int8)
        asked[: len(drawn)] = drawn
        packed = Packed(asked)
        found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))]
        with torch.inference_mode(), one_thread():
            for number, block in enumerate(self._blocks):
                product = packed.multiply(block[: self._count_rows(number)])
                bits, least = read_bits(floor, product.dtype)
                _, places = find_high(product.view(bits).view(1, -1), least)
                place, row = places // ASKED, places % ASKED
                found.append((rows[row], self._ids[number][place]))
        return np.concatenate([rows for rows, _ in found]), np.concatenate([ids for _, ids in found])

    def _ask_exactly(self, vectors: NDArray[np.float32], rows: NDArray[np.int64], floor: float) -> Candidates:
        """For the few that no outline fits."""
        asked = torch.from_numpy(self._outline.draw_exactly(vectors)) if self._outline else torch.empty(0)
        found = [(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))]
        for number, block in enumerate(self._blocks):
            high = (asked @ (block[: self._count_rows(number)].float() - LIFT).t()) >= floor
            row, place = torch.nonzero(high, as_tuple=True)
            found.append((rows[row.numpy()], self._ids[number][place.numpy()]))
        return np.concatenate([rows for rows, _ in found]), np.concatenate([ids for _, ids in found])

    def _count_rows(self, number: int) -> int:
        """Rows of a block that are looked at; those past the last vector are zero and like nothing."""
        used = self._used if number == len(self._blocks) - 1 else BLOCK
        return -(-used // STRETCH) * STRETCH


@contextmanager
def one_thread() -> Iterator[None]:
    """Blocks are small: two threads wait for each other longer than they work as soon as anything else runs."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def split_rows(rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    return [rows[start : start + ASKED] for start in range(0, len(rows), ASKED)]
