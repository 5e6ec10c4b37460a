"""How well statements about one thing are brought together.

FILE holds JSON lines {"id", "text", "cluster"}: a statement, and the name of the group it truly belongs
to. Other fields are passed over. Ids must be unique.

Prints n, clusters (how many were found), b3_precision, b3_recall, b3_f1, pairwise_f1, ari and seconds
(encoding and grouping, without loading the model). With --order shuffled the statements are inserted in a
random order, --batch at a time, and equals_batch says whether that gave the very groups that grouping all
at once gives.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.adapters.encoder import load_encoder
from claims.domain.clustering import GroupingPolicy, group_vectors
from evaluation.insertion import GrowingGrouping
from evaluation.reading import read_rows
from evaluation.scores import round_scores, score_adjusted_rand, score_b_cubed, score_pairs

FIELDS = {"id": str, "text": str, "cluster": str}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    policy = GroupingPolicy()
    parser.add_argument("file", metavar="FILE", help="JSON lines with id, text, cluster")
    parser.add_argument("--order", choices=("file", "shuffled"), default="file", help="shuffled: insert piecemeal")
    parser.add_argument("--batch", type=read_count, default=20, help="statements per insertion (default 20)")
    parser.add_argument("--seed", type=int, default=0, help="seed of the random order (default 0)")
    parser.add_argument("--strong-link", type=float, default=policy.strong_link, help="default %(default)s")
    parser.add_argument("--cut", type=float, default=policy.cut, help="default %(default)s")
    parser.add_argument("--wording", type=float, default=policy.wording, help="share of the words, default %(default)s")
    parser.add_argument("--model", default="", help="hub name or folder (default: the packaged MiniLM)")
    parser.set_defaults(parser=parser)


def read_count(text: str) -> int:
    """A whole number of 1 or more, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score the file named by `args`; see the module's docstring for what comes back."""
    try:
        policy = GroupingPolicy(strong_link=args.strong_link, cut=args.cut, wording=args.wording)
    except ValueError as error:
        args.parser.error(str(error))
    rows = read_rows(args.file, FIELDS, unique="id")
    encoder = load_encoder(args.model)
    started = time.perf_counter()
    texts = [row["text"] for row in rows]
    vectors = encoder.encode(texts)
    keys = [row["id"] for row in rows]
    batch = group_vectors(keys, vectors, policy, texts=texts)
    labels = batch if args.order == "file" else insert_shuffled(keys, vectors, texts, policy, args.batch, args.seed)
    seconds = time.perf_counter() - started
    scores = score_grouping([row["cluster"] for row in rows], labels)
    scores["seconds"] = round(seconds, 2)
    if args.order == "shuffled":
        scores["equals_batch"] = is_same_grouping(batch, labels)
    return scores


def score_grouping(truth: list[str], labels: list[int]) -> dict[str, Any]:
    """All figures of a grouping but the time."""
    precision, recall, f1 = score_b_cubed(truth, labels)
    return {
        "n": len(truth),
        "clusters": len(set(labels)),
        **round_scores(
            {
                "b3_precision": precision,
                "b3_recall": recall,
                "b3_f1": f1,
                "pairwise_f1": score_pairs(truth, labels)[2],
                "ari": score_adjusted_rand(truth, labels),
            }
        ),
    }


def insert_shuffled(
    keys: list[str], vectors: NDArray[np.float32], texts: list[str], policy: GroupingPolicy, batch: int, seed: int
) -> list[int]:
    """The claim of each statement after inserting all of them in a random order, `batch` at a time."""
    order = list(range(len(keys)))
    random.Random(seed).shuffle(order)
    grouping = GrowingGrouping(policy, vectors.shape[1])
    for start in range(0, len(order), batch):
        places = order[start : start + batch]
        grouping.insert([keys[place] for place in places], vectors[places], [texts[place] for place in places])
    return [grouping.claim_of[key] for key in keys]


def is_same_grouping(first: list[int], second: list[int]) -> bool:
    """Whether two labellings put the same items together, whatever the labels."""
    pairs = set(zip(first, second, strict=True))
    return len(pairs) == len(set(first)) == len(set(second))
