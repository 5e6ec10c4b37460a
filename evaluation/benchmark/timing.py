"""Two sides timed in turns, so that whatever else the machine does meets both alike."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

FEATURES = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8", "asimd", "bf16", "i8mm")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Median seconds of both sides, the median of the rounds' ratios (peer / ours), and that of the processor time.

    On a busy machine the clock tells how the machine was shared as much as what was done; the processor time tells less
    of the first. It is no aim, and stands beside the ratio.
    """

    ours: float
    peer: float
    ratio: float
    processor_ratio: float


def time_call(call: Callable[[], Any]) -> float:
    """Seconds by the clock on the wall."""
    return _time_both(call)[0]


def _time_both(call: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock, and of all processors that this process used."""
    started, used = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - started, time.process_time() - used


def compare(ours: Callable[[], Any], peer: Callable[[], Any], rounds: int) -> Comparison:
    """Ours, the peer, ours, the peer ...: `rounds` of each."""
    times = [(*_time_both(ours), *_time_both(peer)) for _ in range(rounds)]
    return Comparison(
        median(mine for mine, *_ in times),
        median(theirs for _, _, theirs, _ in times),
        median(theirs / mine for mine, _, theirs, _ in times),
        median(theirs / max(mine, 1e-9) for _, mine, _, theirs in times),
    )


def describe_cpu() -> str:
    """The processor, its cores and its vector features, and how busy the machine is with other things."""
    name, flags = platform.processor() or platform.machine(), set[str]()
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name":
                name = value.strip()
            elif key.strip() in ("flags", "Features"):
                flags = set(value.split())
                break
    except OSError:
        pass  # only Linux tells; the name alone has to do elsewhere
    found = " ".join(feature for feature in FEATURES if feature in flags)
    return f"{name}, {os.cpu_count()} cores, {found or 'features unknown'}, load {os.getloadavg()[0]:.1f}"
