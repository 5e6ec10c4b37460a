"""How well texts that reuse another's words are recognised.

PAIRS holds JSON lines {"a", "b", "jaccard", "containment"}: two ids of texts and their true containment,
in [0, 1] (jaccard is passed over). TEXTS holds JSON lines {"id", "text"}.

Prints recall and precision of near copies (truth: containment of 0.5 or more), f1, pairs, copies and seconds.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

from claims.domain.near_copies import NEAR_COPY, estimate_containment, hash_shingles, sketch_shingles
from evaluation.reading import NUMBER, Row, UnreadableFile, read_rows
from evaluation.scores import round_scores, score_detection

TRUE_COPY = 0.5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("pairs", metavar="PAIRS", help="JSON lines with a, b, containment")
    parser.add_argument("texts", metavar="TEXTS", help="JSON lines with id, text")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score the pairs named by `args`; see the module's docstring for what comes back."""
    pairs = read_rows(args.pairs, {"a": str, "b": str, "containment": NUMBER})
    texts = {row["id"]: row["text"] for row in read_rows(args.texts, {"id": str, "text": str}, unique="id")}
    _check_known(pairs, texts, args)
    started = time.perf_counter()
    sketches = {name: sketch_shingles(hash_shingles(text)) for name, text in texts.items()}
    found = [estimate_containment(sketches[row["a"]], sketches[row["b"]]) >= NEAR_COPY for row in pairs]
    seconds = time.perf_counter() - started
    truth = [row["containment"] >= TRUE_COPY for row in pairs]
    precision, recall, f1 = score_detection(truth, found)
    return {
        **round_scores({"recall": recall, "precision": precision, "f1": f1}),
        "pairs": len(pairs),
        "copies": sum(truth),
        "seconds": round(seconds, 2),
    }


def _check_known(pairs: list[Row], texts: dict[str, str], args: argparse.Namespace) -> None:
    unknown = sorted({row[side] for row in pairs for side in ("a", "b")} - set(texts))
    if unknown:
        raise UnreadableFile(f"{args.pairs}: the text {unknown[0]!r} is not in {args.texts}.")
