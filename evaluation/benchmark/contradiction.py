"""Contradictions in all claims: rules, and the relation model where they cannot decide, against a cross-encoder on
every pair of a claim's statements.

The claims are made from our own labelled pairs of conflicts: the two statements of a pair, each told by several outlets
in their own frames ("Breaking: ..."); or, with --clusters, labelled rumours (id, text, cluster, stance) with the
headlines as they are. A pair of statements is a true contradiction when the labelled pair disputes, or when one
headline supports the rumour and the other refutes it.

Ours finds a pair when a disputing conflict stands between its statements, or when their stances to the claim are
opposite. Vectors are there already on our side, as they are in production when a claim is assessed.

The peer's time is that of sentence-transformers' `CrossEncoder.predict` as it comes (float32, batches of 32), with the
packaged model's body, which has the shape of ours, and a head of three labels. What it finds is what our own network,
whose head that class cannot load, says of every pair: a contradiction where *refutes* is the likeliest label. The time
of our own reader on every pair is told beside it (`same_reader_ratio`).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from sentence_transformers import CrossEncoder

from claims.adapters.encoder import find_packaged_model, load_encoder
from evaluation.benchmark.timing import compare, describe_cpu
from evaluation.judging import Opinions, judge_all, load_opinions, make_group, make_statement, say
from evaluation.reading import read_rows
from evaluation.swaps import PLAIN_FRAMES, set_frame
from evaluation.verdicts import choose_canonical
from verification.adapters.relation_network import LABELS
from verification.domain.types import DISPUTING, FoundConflict, Stance, StanceJudgement, Statement

AIM_RATIO, AIM_RECALL = 30.0, 0.98
GOLD = Path(__file__).resolve().parent.parent / "gold" / "conflicts.jsonl"
CLAIMS, QUICK_CLAIMS = 40, 8
OUTLETS, QUICK_OUTLETS = 10, 4  # that tell each of the two statements
CLUSTER_FIELDS = {"id": str, "text": str, "cluster": str, "stance": str}

Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Claims:
    """Statements of every claim, and the true contradictions among them by statement ids, the smaller first."""

    groups: list[list[Statement]]
    true: Pairs


def run(options: argparse.Namespace) -> dict[str, Any]:
    claims = read_clusters(options.clusters) if options.clusters else make_claims(options.size, options.quick)
    opinions = load_opinions()
    if opinions is None:
        raise SystemExit("The relation model cannot be loaded, so there is nothing to compare.")
    texts = [statement.text for group in claims.groups for statement in group]
    vectors = load_encoder().encode(texts)
    found: dict[str, Pairs] = {}
    asked: list[int] = []

    def find_ours() -> None:
        found["ours"] = find_by_rules_and_model(claims, vectors, opinions, asked)

    peer = CrossEncoder(str(find_packaged_model()), num_labels=len(LABELS), device="cpu")
    pairs = [(say(a), say(b)) for told in claims.groups for a, b in combinations(told, 2)]

    def find_peers() -> None:
        peer.predict(pairs)

    times = compare(find_ours, find_peers, options.rounds)
    started = time.perf_counter()
    found["peer"] = find_by_model(claims, opinions)
    same_reader = time.perf_counter() - started
    recall = {side: len(pairs & claims.true) / max(1, len(claims.true)) for side, pairs in found.items()}
    precision = {side: len(pairs & claims.true) / max(1, len(pairs)) for side, pairs in found.items()}
    kept = recall["ours"] / recall["peer"] if recall["peer"] else 1.0
    return {
        "unit": "s",
        "ours": round(times.ours, 3),
        "peer": round(times.peer, 3),
        "ratio": round(times.ratio, 1),
        "cpu": describe_cpu(),
        "meets_aim": times.ratio >= AIM_RATIO and kept >= AIM_RECALL,
        "same_reader_ratio": round(same_reader / times.ours, 1),
        "processor_ratio": round(times.processor_ratio, 1),
        "share_of_peers_recall": round(kept, 3),
        "recall": {side: round(value, 3) for side, value in recall.items()},
        "precision": {side: round(value, 3) for side, value in precision.items()},
        "claims": len(claims.groups),
        "pairs": len(pairs),
        "true_contradictions": len(claims.true),
        "pairs_asked": asked[-1],
    }


def make_claims(size: int | None, quick: bool) -> Claims:
    """Claims from every n-th of our labelled pairs; `size` is the number of statements in all."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    outlets = QUICK_OUTLETS if quick else OUTLETS
    wanted = min(len(rows), QUICK_CLAIMS if quick else max(2, size // (2 * outlets)) if size else CLAIMS)
    groups: list[list[Statement]] = []
    true: Pairs = set()
    number = 0
    for row in rows[:: len(rows) // wanted][:wanted]:
        sides = [[set_frame(PLAIN_FRAMES[i], row[side]) for i in range(outlets)] for side in ("a", "b")]
        told = [make_statement(number + i, text) for i, text in enumerate([*sides[0], *sides[1]])]
        number += len(told)
        groups.append(told)
        if DISPUTING & set(row["types"]):
            true |= {(a.id, b.id) for a in told[:outlets] for b in told[outlets:]}
    return Claims(groups, true)


def read_clusters(path: str) -> Claims:
    """Claims from labelled rumours of two headlines or more. Raises UnreadableFile."""
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_rows(path, CLUSTER_FIELDS, unique="id"):
        told[row["cluster"]].append((row["text"], row["stance"]))
    groups: list[list[Statement]] = []
    true: Pairs = set()
    number = 0
    for headlines in (of_one for of_one in told.values() if len(of_one) > 1):
        group = [make_statement(number + i, text) for i, (text, _) in enumerate(headlines)]
        number += len(group)
        groups.append(group)
        stances = {statement.id: stance for statement, (_, stance) in zip(group, headlines, strict=True)}
        true |= {(a, b) for a, b in combinations(stances, 2) if {stances[a], stances[b]} == {"supports", "refutes"}}
    return Claims(groups, true)


def find_by_rules_and_model(claims: Claims, vectors: Any, opinions: Opinions, asked: list[int]) -> Pairs:
    """What production finds; the number of pairs that the model read is added to `asked`."""
    groups = [make_group(told, choose_canonical(told), vectors) for told in claims.groups]
    judged = judge_all(groups, opinions)
    asked.append(sum(len(group.undecided) for group in groups))
    return set().union(*(_oppose(group.conflicts, found) for group, found in zip(groups, judged, strict=True)))


def _oppose(conflicts: tuple[FoundConflict, ...], stances: dict[int, StanceJudgement]) -> Pairs:
    by_stance: dict[Stance, list[int]] = defaultdict(list)
    for id, judgement in stances.items():
        by_stance[judgement.stance].append(id)
    opposite = {(min(a, b), max(a, b)) for a in by_stance[Stance.SUPPORTS] for b in by_stance[Stance.REFUTES]}
    return opposite | {(c.a, c.b) for c in conflicts if c.disputes}


def find_by_model(claims: Claims, opinions: Opinions) -> Pairs:
    """Every pair of every claim, read by the model."""
    pairs = [pair for told in claims.groups for pair in combinations(told, 2)]
    found = opinions.read(pairs)
    return {
        (a.id, b.id)
        for (a, b), relation in zip(pairs, found, strict=True)
        if relation.refutes > max(relation.supports, relation.neutral)
    }
