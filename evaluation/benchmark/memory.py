"""Bytes a claim while grouping from scratch, against a float32 matrix of the vectors.

Ours is what the process holds at most beyond what it held before the vectors were made, by the operating system's
count. The vectors are made and compressed a part at a time, as a bulk load reads them. Tiles, stacks and the
libraries' buffers take the same for few claims as for many, so half as many are measured too: what the other half
added is `each_further_claim`, the rest `fixed_mib`.
"""

from __future__ import annotations

import argparse
import resource
import threading
from typing import Any

import numpy as np
import psutil

from claims.adapters.block_join import join_all
from claims.domain.bulk_grouping import split_components
from claims.domain.clustering import ON_VECTORS_ALONE
from claims.domain.partition import connect_links
from claims.domain.similarity import compress_vectors
from evaluation.benchmark.timing import describe_cpu
from evaluation.generator import DIMENSION, generate_claims

AIM = 1000
PART = 2_000  # vectors made and compressed at a time
INTERVAL = 0.02  # seconds between two looks at the memory


class Watch:
    """The most memory that this process held while watched, in bytes above what it held at the start."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._before = self.most = self._process.memory_info().rss
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._done.wait(INTERVAL):
            self.most = max(self.most, self._process.memory_info().rss)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def group_compressed(steps: np.ndarray) -> np.ndarray:
    policy = ON_VECTORS_ALONE
    component = connect_links(len(steps), join_all(steps, policy.strong_link))
    return split_components(steps, component, policy.cut, policy.strong_link)


def run(options: argparse.Namespace) -> dict[str, Any]:
    n = options.size or (50_000 if options.quick else 200_000)
    group_compressed(compress_vectors(generate_claims(3000).vectors))  # libraries take their own memory once
    before = psutil.Process().memory_info().rss
    half, whole = (measure_peak(size) - before for size in (n // 2, n))
    each, peer = (whole - half) / (n - n // 2), 4.0 * DIMENSION
    ours = whole / n
    return {
        "unit": "bytes a claim",
        "ours": round(ours),
        "peer": round(peer),
        "ratio": round(peer / ours, 2),
        "cpu": describe_cpu(),
        "meets_aim": ours <= AIM,
        "n": n,
        "each_further_claim": round(each),
        "fixed_mib": round((whole - each * n) / 2**20),
        "process_peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def measure_peak(n: int) -> int:
    """The most that this process holds while `n` claims are read and grouped, in bytes."""
    with Watch() as watch:
        steps = np.empty((n, DIMENSION), dtype=np.int16)
        for number, start in enumerate(range(0, n, PART)):
            part = min(PART, n - start)
            steps[start : start + part] = compress_vectors(generate_claims(part, seed=number).vectors)
        group_compressed(steps)
    return watch.most
