"""Teach the relation model, in one command that a stop does not set back.

python -m evaluation.train_relations DATA_FOLDER --work FOLDER [--dev FILE] [--start FILE] [--epochs N] [--search]

DATA_FOLDER holds the training sets (`relation_mix` names them and says how much of each is taken). FOLDER keeps
checkpoints: the same command started again goes on from the last one. With --search short runs choose the learning
rate; without it the one that was found is used. With --start learning goes on from weights that an earlier run of this
command left (`general.safetensors`), with the way up and down of the learning rate anew. Prints one JSON object:
accuracy on held-out groups of the training sets, and on --dev by source.

Method: cross entropy with smoothed labels, AdamW, a short warm-up and a linear way down to zero, batches of pairs of
like length, bfloat16 products where the processor has units for them with float32 weights. Everything is drawn from
--seed; a run on another processor may still differ in the last digits.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor

from claims.adapters.packed_bert import choose_precision
from evaluation.reading import UnreadableFile, check_value, read_rows
from evaluation.relation_mix import HELD_OUT, PAIR_FIELDS, Pair, count_sources, read_mix, split_off
from evaluation.scores import round_scores, score_accuracy, score_macro_f1
from verification.adapters.relation_files import UnreadableWeights, load_weights, save_weights, start_network
from verification.adapters.relation_network import LABELS, WINDOW, Batch, RelationNetwork, join_pair, make_batch
from verification.adapters.relation_tokens import load_tokenizer

TOKENS_A_BATCH = 4_096
LENGTH_STEP = 8
DROPPED = 0.1
SMOOTHING = 0.05
DECAY = 0.01
WARM_UP = 0.06
LARGEST_GRADIENT = 1.0
RATE = 2e-4  # the best of RATES after one pass over SEARCH_PAIRS pairs: accuracy 0.454, 0.472, 0.457
RATES = (1e-4, 2e-4, 4e-4)
SEARCH_PAIRS = 5_000
MINUTES_BETWEEN_CHECKPOINTS = 3.0

Encoded = tuple[list[int], list[int], int]  # tokens, sides, label


@dataclass(frozen=True, slots=True)
class Plan:
    """How to learn: passes over the pairs, the highest learning rate, the seed, and where to keep checkpoints."""

    epochs: int
    rate: float
    seed: int
    checkpoint: Path | None = None
    steps: int | None = None  # batches at most, for a machine with little time


def encode_pairs(pairs: Sequence[Pair]) -> list[Encoded]:
    """Pairs as tokens, in their order."""
    tokenize = load_tokenizer()
    texts = sorted({text for pair in pairs for text in (pair.a, pair.b)})
    tokens = dict(zip(texts, tokenize(texts), strict=True))
    return [(*join_pair(tokens[pair.a], tokens[pair.b]), pair.label) for pair in pairs]


def order_batches(encoded: Sequence[Encoded], seed: int) -> list[list[int]]:
    """Positions in batches of like length, the same for the same seed.

    Only a few lengths and sizes of batch occur, because the processor's products are prepared for each anew.
    """
    draw = random.Random(seed)
    by_length: dict[int, list[int]] = defaultdict(list)
    for position, (tokens, _, _) in enumerate(encoded):
        by_length[round_up(len(tokens))].append(position)
    batches: list[list[int]] = []
    for length in sorted(by_length):
        pool, size = by_length[length], TOKENS_A_BATCH // length
        draw.shuffle(pool)
        batches += [pool[start : start + size] for start in range(0, len(pool), size)]
    draw.shuffle(batches)
    return batches


def round_up(length: int) -> int:
    """The length that a row of so many tokens is filled up to."""
    return min(WINDOW, -(-length // LENGTH_STEP) * LENGTH_STEP)


def fill_batch(rows: Sequence[Encoded]) -> Batch:
    """Encoded pairs as one batch of a rounded length."""
    return make_batch([(tokens, sides) for tokens, sides, _ in rows], round_up(max(len(row[0]) for row in rows)))


def learn(
    network: RelationNetwork, encoded: Sequence[Encoded], plan: Plan, stop_after: int | None = None
) -> RelationNetwork:
    """Teach `network` in place, going on from the plan's checkpoint where there is one; at most `stop_after` steps."""
    batches = [batch for epoch in range(plan.epochs) for batch in order_batches(encoded, plan.seed + epoch)]
    batches = batches[: plan.steps]
    learnt = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learnt, lr=plan.rate, weight_decay=DECAY, fused=True)
    done = _resume(plan.checkpoint, network, optimizer)
    saved = started = time.monotonic()
    total = 0.0
    end = len(batches) if stop_after is None else min(len(batches), done + stop_after)
    for step in range(done, end):
        for group in optimizer.param_groups:
            group["lr"] = plan.rate * shape_rate(step, len(batches))
        total += _take_step(network, optimizer, [encoded[i] for i in batches[step]], plan.seed + step)
        if plan.checkpoint and time.monotonic() - saved > 60 * MINUTES_BETWEEN_CHECKPOINTS:
            _keep(plan.checkpoint, network, optimizer, step + 1)
            saved = time.monotonic()
        if (step + 1) % 20 == 0:
            pace = (step + 1 - done) / (time.monotonic() - started)
            left = (len(batches) - step - 1) / pace / 60
            print(
                f"step {step + 1}/{len(batches)} loss {total / 20:.3f} {left:.0f} min left", file=sys.stderr, flush=True
            )
            total = 0.0
    if plan.checkpoint:
        _keep(plan.checkpoint, network, optimizer, end)
    return network


def shape_rate(step: int, steps: int) -> float:
    """The share of the highest learning rate at a step: up in a line, then down in a line to zero."""
    warm = max(1, int(steps * WARM_UP))
    return (step + 1) / warm if step < warm else (steps - step) / max(1, steps - warm)


def _take_step(network: RelationNetwork, optimizer: Any, rows: Sequence[Encoded], seed: int) -> float:
    torch.manual_seed(seed)  # what is dropped depends on the step alone, so that a resumed run goes the same way
    labels = torch.tensor([label for _, _, label in rows])
    scores = network(fill_batch(rows), choose_precision(), DROPPED)
    loss = F.cross_entropy(scores, labels, label_smoothing=SMOOTHING)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([w for w in network.parameters() if w.requires_grad], LARGEST_GRADIENT)
    optimizer.step()
    return float(loss.detach())


def _keep(path: Path, network: RelationNetwork, optimizer: Any, step: int) -> None:
    waiting = path.with_suffix(".part")
    torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, waiting)
    os.replace(waiting, path)  # noqa: PTH105 - one step, so that a stop leaves the old file or the new one


def _resume(path: Path | None, network: RelationNetwork, optimizer: Any) -> int:
    if path is None or not path.is_file():
        return 0
    kept = torch.load(path, weights_only=True)
    network.load_state_dict(kept["network"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"])


@torch.inference_mode()
def score_pairs(network: RelationNetwork, encoded: Sequence[Encoded]) -> Tensor:
    """Scores (n, 3), float32, in the order of the pairs."""
    scores = torch.empty(len(encoded), len(LABELS))
    for batch in order_batches(encoded, 0):
        scores[torch.tensor(batch)] = network(fill_batch([encoded[i] for i in batch]), choose_precision())
    return scores


def measure(network: RelationNetwork, pairs: Sequence[Pair]) -> dict[str, Any]:
    """Accuracy and macro F1, over all and by source."""
    found = score_pairs(network, encode_pairs(pairs)).argmax(dim=1).tolist()
    by_source = {"all": list(range(len(pairs)))}
    for position, pair in enumerate(pairs):
        by_source.setdefault(pair.src, []).append(position)
    return {src: _score(pairs, found, rows) for src, rows in sorted(by_source.items())}


def _score(pairs: Sequence[Pair], found: Sequence[int], rows: Sequence[int]) -> dict[str, Any]:
    truth, guess = [LABELS[pairs[i].label] for i in rows], [LABELS[found[i]] for i in rows]
    scores = {"accuracy": score_accuracy(truth, guess), "macro_f1": score_macro_f1(truth, guess)}
    return {**round_scores(scores), "n": len(rows)}


def search_rate(encoded: Sequence[Encoded], held: Sequence[Pair], seed: int) -> float:
    """The rate whose short run is best on the pairs held out."""
    few = random.Random(seed).sample(list(encoded), min(SEARCH_PAIRS, len(encoded)))
    found = {}
    for rate in RATES:
        network = learn(start_network(seed), few, Plan(1, rate, seed))
        found[rate] = measure(network, held)["all"]["accuracy"]
        print(f"rate {rate:g}: accuracy {found[rate]}", file=sys.stderr, flush=True)
    return max(found, key=lambda rate: found[rate])


def read_development(path: Path) -> list[Pair]:
    """The labelled pairs of a development file; the group is the first statement."""
    rows = read_rows(path, {**PAIR_FIELDS, "src": str})
    for row in rows:
        check_value(row, "label", LABELS, str(path))
    return [Pair(row["a"], row["b"], LABELS.index(row["label"]), row["src"], row["a"]) for row in rows]


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Search, learn, score and save as the arguments say."""
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    learnt_from, held = split_off(read_mix(args.data, args.seed, args.share), HELD_OUT, args.seed)
    encoded = encode_pairs(learnt_from)
    tokens = sum(len(row[0]) for row in encoded)
    print(f"{len(encoded)} pairs, {tokens / len(encoded):.1f} tokens each", file=sys.stderr, flush=True)
    rate = search_rate(encoded, held, args.seed) if args.search else args.rate
    plan = Plan(args.epochs, rate, args.seed, args.work / "general.pt", args.steps)
    network = learn(load_weights(args.start)[0].train() if args.start else start_network(args.seed), encoded, plan)
    report = {"pairs": count_sources(learnt_from), "rate": rate, "epochs": args.epochs, "seed": args.seed}
    save_weights(network, args.work / "general.safetensors", report)
    scores = {"held_out": measure(network, held)}
    if args.dev:
        scores["development"] = measure(network, read_development(args.dev))
    return {**report, **scores}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, run, print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_FOLDER", help="folder of the training sets")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--dev", type=Path, help="development pairs to report on, by source")
    parser.add_argument("--start", type=Path, help="weights to go on from, instead of the packaged model's")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--steps", type=int, help="batches at most")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--share", type=float, default=1.0, help="of every set's cap, for a quick trial")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--search", action="store_true", help="choose the learning rate by short runs first")
    try:
        print(json.dumps(run(parser.parse_args(arguments))))
    except (UnreadableFile, UnreadableWeights) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
