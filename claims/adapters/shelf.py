"""All vectors of one model in memory, so that the neighbours of a few new ones are found without asking the database.

Idea. Thirty new claims against a million old ones are 12 billion multiplications: a tenth of a second for the matrix
units, half a minute for an index-free scan in the database. An approximate index would be quick too, but it misses
links, and then the claims would depend on the order of arrival.

Method. The vectors lie in bfloat16, 768 bytes each at 384 dimensions, in blocks; `find_candidates` multiplies block
by block and returns everything at the threshold less the bound of `block_join`. Whoever asked decides by the exact
vectors.

Limits. One copy for each process that groups. Time and memory grow with the number of vectors: at ten million, 7.7 GB.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from claims.adapters.block_join import STRETCH, find_high, read_floor
from claims.adapters.packed_bert import choose_precision

BLOCK = 512 * STRETCH  # vectors of one block: 48 MiB at 384 dimensions


class Shelf:
    """Vectors by the number of what they belong to. `dimension` is that of the model."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self.last = -1  # how far whoever fills the shelf has read
        self._precision = choose_precision()
        self._blocks: list[torch.Tensor] = []
        self._ids: list[NDArray[np.int64]] = []
        self._used = BLOCK  # rows of the last block

    def __len__(self) -> int:
        return max(0, (len(self._blocks) - 1) * BLOCK + self._used) if self._blocks else 0

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Put up unit vectors (n, dimension) under `ids` (n,)."""
        start = 0
        while start < len(ids):
            if self._used == BLOCK:
                self._blocks.append(torch.zeros((BLOCK, self.dimension), dtype=self._precision))
                self._ids.append(np.zeros(BLOCK, dtype=np.int64))
                self._used = 0
            count = min(BLOCK - self._used, len(ids) - start)
            place = slice(self._used, self._used + count)
            self._blocks[-1][place] = torch.from_numpy(np.array(vectors[start : start + count], dtype=np.float32))
            self._ids[-1][place] = ids[start : start + count]
            self._used += count
            start += count

    def find_candidates(
        self, vectors: NDArray[np.float32], threshold: float
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Pairs (row of `vectors`, id on the shelf): all with a cosine of `threshold` or more, and some below."""
        bits, least = read_floor(threshold, self._precision)
        wanted = torch.from_numpy(np.array(vectors, dtype=np.float32)).to(self._precision)
        rows, ids = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
        with torch.inference_mode():
            for number, block in enumerate(self._blocks):
                used = self._used if number == len(self._blocks) - 1 else BLOCK
                filled = -(-used // STRETCH) * STRETCH  # rows past the last vector are zero and like nothing
                found = find_high((wanted @ block[:filled].t()).view(bits), least)
                rows.append(found[0])
                ids.append(self._ids[number][found[1]])
        return np.concatenate(rows), np.concatenate(ids)
