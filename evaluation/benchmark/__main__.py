"""python -m evaluation.benchmark NAME: ours against a peer, taken in turns in one run.

Prints one JSON object on its last line: name, ours, peer, ratio (above 1: ours is better), cpu (the processor and its
vector features), meets_aim, and what else the benchmark has to tell. Times are medians. --quick measures less and
proves less.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module

NAMES = ("embed", "cluster", "memory", "insert", "contradiction")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.benchmark", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--quick", action="store_true", help="smaller, and fewer rounds")
    parser.add_argument("--size", type=int, help="how many claims, instead of the benchmark's own number")
    parser.add_argument("--rounds", type=int, help="how often each side is timed (default 5; 3 with --quick)")
    parser.add_argument(
        "--clusters", help="contradiction: labelled rumours to take the claims from, instead of our own"
    )
    options = parser.parse_args(given)
    if options.size is not None and options.size < 100:
        parser.error("a benchmark needs 100 claims or more")
    options.rounds = max(1, options.rounds or (3 if options.quick else 5))
    result = import_module(f"evaluation.benchmark.{options.name}").run(options)
    print(json.dumps({"name": options.name, **result}, allow_nan=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
