"""How well statements find the checked claim that they repeat.

QUERIES holds JSON lines {"id", "text", "relevant": [ids of the pool]}, POOL {"id", "text"}. Ids must be
unique, and every relevant id must be in the pool.

Prints n, pool, map_at_5, recall_at_1, and two figures beside them: map_at_5_copies_as_one counts claims that
differ in quotation marks and spaces alone as one, and the ablation gives MAP@5 of vectors alone and shared
wording alone. Copies tie and stand in the order of the pool.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.adapters.encoder import Encoder, load_encoder
from claims.domain.matching import LEXICAL_WEIGHT, LexicalIndex, clean_post, normalise_claim, rank_matches
from evaluation.reading import Row, UnreadableFile, read_rows
from evaluation.scores import divide

QUERY_FIELDS = {"id": str, "text": str, "relevant": list}
POOL_FIELDS = {"id": str, "text": str}
DEPTH = 5
# Copies of one claim take places in the list; deep enough that five distinct ones remain.
READ_DEPTH = 20
# Vectors alone, wording alone: a weight that silences the other part.
LARGE_WEIGHT = 1e4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("queries", metavar="QUERIES", help="JSON lines with id, text, relevant")
    parser.add_argument("pool", metavar="POOL", help="JSON lines with id, text")
    parser.add_argument("--lexical-weight", type=float, default=LEXICAL_WEIGHT, help="default %(default)s")
    parser.add_argument("--model", default="", help="hub name or folder (default: the packaged MiniLM)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score the two files; see the module's docstring for what comes back."""
    queries = read_rows(args.queries, QUERY_FIELDS, unique="id")
    pool = read_rows(args.pool, POOL_FIELDS, unique="id")
    relevant = find_relevant(queries, pool, args.queries)
    started = time.perf_counter()
    claims = [normalise_claim(row["text"]) for row in pool]
    posts = [clean_post(row["text"]) for row in queries]
    encoder = load_encoder(args.model)
    similarities = encode_distinct(encoder, posts) @ encode_distinct(encoder, claims).T
    index = LexicalIndex(claims)
    shared = [index.score(post) for post in posts]
    seconds = time.perf_counter() - started
    scores: dict[str, Any] = {"n": len(queries), "pool": len(pool)}
    ranked = rank_all(similarities, shared, args.lexical_weight)
    scores.update(measure(ranked, relevant))
    firsts = find_first_copies(claims)
    folded = [list(dict.fromkeys(firsts[place] for place in found)) for found in ranked]
    once = [{firsts[place] for place in places} for places in relevant]
    scores["map_at_5_copies_as_one"] = measure(folded, once)["map_at_5"]
    scores["ablation"] = {
        "vectors": measure(rank_all(similarities, shared, 0.0), relevant)["map_at_5"],
        "wording": measure(rank_all(similarities, shared, LARGE_WEIGHT), relevant)["map_at_5"],
    }
    return {**scores, "seconds": round(seconds, 2)}


def find_relevant(queries: Sequence[Row], pool: Sequence[Row], path: str) -> list[set[int]]:
    """Positions in the pool of each query's relevant claims; UnreadableFile where one is not there."""
    places = {row["id"]: place for place, row in enumerate(pool)}
    for row in queries:
        missing = [one for one in row["relevant"] if not isinstance(one, str) or one not in places]
        if missing or not row["relevant"]:
            what = f"names the claim {missing[0]!r}, which is not in the pool" if missing else "has no relevant claim"
            raise UnreadableFile(f"{path}: the query {row['id']!r} {what}.")
    return [{places[one] for one in row["relevant"]} for row in queries]


def encode_distinct(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """One vector a text, the same one for the same text. Shape (len(texts), dimension)."""
    rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    return encoder.encode(list(rows))[[rows[text] for text in texts]]


def rank_all(
    similarities: NDArray[np.float32], shared: Sequence[NDArray[np.float64]], lexical_weight: float
) -> list[list[int]]:
    """Positions of the best claims for each query, best first."""
    return [
        [match.position for match in rank_matches(near, wording, limit=READ_DEPTH, lexical_weight=lexical_weight)]
        for near, wording in zip(similarities, shared, strict=True)
    ]


def find_first_copies(claims: Sequence[str]) -> list[int]:
    """For each claim the position of the first one with the same text."""
    first: dict[str, int] = {}
    return [first.setdefault(text.casefold(), place) for place, text in enumerate(claims)]


def measure(ranked: Sequence[Sequence[int]], relevant: Sequence[set[int]]) -> dict[str, float]:
    """MAP@5 (average precision over the first five, by min(relevant, 5)) and the share with a hit in first place."""
    precisions = [find_average_precision(found[:DEPTH], true) for found, true in zip(ranked, relevant, strict=True)]
    hits = [found[0] in true for found, true in zip(ranked, relevant, strict=True) if found]
    return {
        "map_at_5": round(divide(sum(precisions), len(precisions)), 4),
        "recall_at_1": round(divide(sum(hits), len(relevant)), 4),
    }


def find_average_precision(found: Sequence[int], true: set[int]) -> float:
    """Precision at each hit, summed, over the hits that were possible."""
    hits, total = 0, 0.0
    for rank, place in enumerate(found, 1):
        if place in true:
            hits += 1
            total += hits / rank
    return divide(total, min(len(true), DEPTH))
