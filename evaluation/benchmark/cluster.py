"""Vectors to claims, from scratch: ours against sentence-transformers' community_detection on the same vectors, and the
B-cubed F1 of both on the generator's known groups."""

from __future__ import annotations

import argparse
from typing import Any

import numpy as np
from sentence_transformers.util import community_detection

from claims.adapters.block_join import join_all
from claims.domain.bulk_grouping import split_components
from claims.domain.clustering import ON_VECTORS_ALONE
from claims.domain.partition import connect_links
from claims.domain.similarity import FloatArray, compress_vectors
from evaluation.benchmark.timing import compare, describe_cpu
from evaluation.generator import generate_claims
from evaluation.scores import score_b_cubed

SIZES, QUICK_SIZES = (10_000, 30_000, 100_000), (3_000, 10_000)
AIM_RATIO, AIM_AT = 20.0, 100_000


def group_ours(vectors: FloatArray) -> np.ndarray:
    """A group number for each vector; shape (n,)."""
    policy = ON_VECTORS_ALONE
    steps = compress_vectors(vectors)
    component = connect_links(len(steps), join_all(steps, policy.strong_link))
    return split_components(steps, component, policy.cut, policy.strong_link)


def group_by_peer(vectors: FloatArray) -> np.ndarray:
    """The peer's communities at its default threshold (0.75) leave most of a claim out; at ours it does its best."""
    labels = np.arange(len(vectors))
    found = community_detection(vectors, threshold=ON_VECTORS_ALONE.strong_link, min_community_size=2)
    for number, members in enumerate(found):
        labels[members] = len(vectors) + number
    return labels


def run(options: argparse.Namespace) -> dict[str, Any]:
    sizes = (options.size,) if options.size else QUICK_SIZES if options.quick else SIZES
    runs = {size: compare_at(size, options.rounds) for size in sizes}
    last = runs[sizes[-1]]
    return {
        "unit": "s",
        **{key: last[key] for key in ("ours", "peer", "ratio")},
        "cpu": describe_cpu(),
        "meets_aim": sizes[-1] >= AIM_AT and last["ratio"] >= AIM_RATIO and last["b3_ours"] > last["b3_peer"],
        "sizes": {str(size): figures for size, figures in runs.items()},
    }


def compare_at(size: int, rounds: int) -> dict[str, float]:
    made = generate_claims(size)
    kept: dict[str, np.ndarray] = {}
    times = compare(
        lambda: kept.update(ours=group_ours(made.vectors)),
        lambda: kept.update(peer=group_by_peer(made.vectors)),
        rounds,
    )
    truth = made.claims.tolist()
    return {
        "ours": round(times.ours, 2),
        "peer": round(times.peer, 2),
        "ratio": round(times.ratio, 1),
        "processor_ratio": round(times.processor_ratio, 1),
        "b3_ours": round(score_b_cubed(truth, kept["ours"].tolist())[2], 4),
        "b3_peer": round(score_b_cubed(truth, kept["peer"].tolist())[2], 4),
    }
