"""What the relation model learns from: sets of labelled pairs, how much of each, and as what.

A set is a file NAME.jsonl of {"a", "b", "label"} in the folder given. `CAPS` says how many rows of each label are
taken, at random with a fixed seed; a set that is not there is passed over and named in the report. Sets that are nearly
all *refutes* are held short and stand beside supporting pairs of like wording, or the model would learn that a small
edit refutes. A pair labelled "same" counts as supporting; "different" says too little and is left out.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.reading import UnreadableFile, read_rows
from evaluation.swaps import make_swaps
from verification.adapters.relation_network import LABELS

PAIR_FIELDS = {"a": str, "b": str, "label": str}

# Rows of one label at most.
CAPS: Mapping[str, int] = {
    "wanli_15k": 5_000,
    "mnli_dev": 7_000,
    "mnli_train_part": 1_300,
    "taxinli_mnli": 1_000,
    "snli_dev_test": 3_000,
    "snli_train_disco": 2_500,
    "fever_dev": 5_000,
    "fever_symmetric": 600,
    "conjnli": 3_000,
    "cad_nli": 3_500,
    "summedits_nli": 1_500,
    "scone": 1_200,
    "ambient": 600,
    "nan_nli": 200,
    "wice_partial": 400,
    "cannot_wikifactcheck": 4_000,
    "breaking_nli": 1_000,
    "cannot_reviews": 400,
    "syntactic_aug": 300,
    "creak": 700,
    "perspectrum_same": 2_500,
    "semantoneg": 1_000,
}
MADE = 14_000  # pairs made by swaps
LONGEST_PAIR = 400  # characters; longer ones cost more time than they teach
HELD_OUT = 0.02  # of the groups, to choose the learning rate and to set the temperature by


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled pair; `label` is an index into `LABELS`, `group` what must not be split between sides."""

    a: str
    b: str
    label: int
    src: str
    group: str


def read_mix(folder: Path, seed: int, share: float = 1.0) -> list[Pair]:
    """The training pairs, `share` of every cap, shuffled. Raises UnreadableFile when the folder holds no set."""
    draw = random.Random(seed)
    pairs: list[Pair] = []
    for name, cap in CAPS.items():
        path = folder / f"{name}.jsonl"
        if path.is_file():
            pairs += _take(path, max(1, int(cap * share)), draw)
    if not pairs:
        raise UnreadableFile(f"{folder}: there is no training set here; {len(CAPS)} names are known.")
    supporting = [(p.a, p.b) for p in pairs if LABELS[p.label] == "supports"]
    made = make_swaps(supporting, int(MADE * share), seed)
    pairs += [Pair(a, b, LABELS.index(label), "made", a) for a, b, label in made]
    draw.shuffle(pairs)
    return pairs


def _take(path: Path, cap: int, draw: random.Random) -> list[Pair]:
    by_label: dict[str, list[Pair]] = defaultdict(list)
    for row in read_rows(path, PAIR_FIELDS):
        label = "supports" if row["label"] == "same" else row["label"]
        if label in LABELS and len(row["a"]) + len(row["b"]) <= LONGEST_PAIR:
            by_label[label].append(Pair(row["a"], row["b"], LABELS.index(label), path.stem, row["a"]))
    return [pair for label in sorted(by_label) for pair in draw.sample(by_label[label], min(cap, len(by_label[label])))]


def split_off(pairs: Sequence[Pair], share: float, seed: int) -> tuple[list[Pair], list[Pair]]:
    """The pairs to learn from and those held out: `share` of the groups, never part of one."""
    groups = sorted({pair.group for pair in pairs})
    held = set(random.Random(seed).sample(groups, int(len(groups) * share)))
    return [p for p in pairs if p.group not in held], [p for p in pairs if p.group in held]


def count_sources(pairs: Sequence[Pair]) -> dict[str, int]:
    """How many pairs come from each set."""
    return dict(sorted(Counter(pair.src for pair in pairs).items()))
