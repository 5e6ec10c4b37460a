"""How one statement stands to another, as production would judge it: supports, refutes or neutral.

FILE holds JSON lines {"a", "b", "label", "src"}: the statement that stands for a claim, another one, and how that
stands to the first. Each pair is judged as a claim of two mentions: sure rules first, then the opinion of relation
model, vectors and cue words. A pair on which nothing is sure comes out neutral.

Prints accuracy, macro_f1, labels (precision, recall, F1 of each), sure (the share of pairs that rules decide), the name
of the model, and the same figures per source. --model names another relation model ("off": rules alone); --unseen
reads each rumour by the network of `train_stances` that has not seen it.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims.adapters.encoder import load_encoder
from evaluation.judging import Group, Opinions, judge_all, load_opinions, make_group, make_statement
from evaluation.reading import Row, check_value, read_rows
from evaluation.scores import round_scores, score_accuracy, score_labels, score_macro_f1
from evaluation.unseen import load_unseen

FIELDS = {"a": str, "b": str, "label": str, "src": str}
LABELS = ("supports", "refutes", "neutral")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="JSON lines with a, b, label, src")
    parser.add_argument("--model", default="", help="relation model: a hub name, a folder, or off (default: our own)")
    parser.add_argument("--unseen", type=Path, metavar="FOLDER", help="--work folder of train_stances")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score the file named by `args`; see the module's docstring for what comes back."""
    rows = read_pairs(args.file)
    opinions = load_unseen(args.unseen) if args.unseen else load_opinions(args.model)
    groups = make_groups(rows)
    found = judge_pairs(groups, opinions)
    undecided = sum(bool([s for s in group.undecided if s.id == group.statements[1].id]) for group in groups)
    by_source: dict[str, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        by_source[row["src"]].append(position)
    truth = [row["label"] for row in rows]
    return {
        "n": len(rows),
        "model": opinions.reader if opinions else "off",
        "sure": round(1 - undecided / len(rows), 3),
        **score(truth, found, range(len(rows))),
        "per_src": {src: score(truth, found, positions) for src, positions in sorted(by_source.items())},
    }


def read_pairs(path: str) -> list[Row]:
    """The rows of a file of labelled pairs. Raises UnreadableFile."""
    rows = read_rows(path, FIELDS)
    for row in rows:
        check_value(row, "label", LABELS, str(path))
    return rows


def make_groups(rows: Sequence[Row]) -> list[Group]:
    """Each pair as a claim of two mentions, the first of which stands for it."""
    texts = [text for row in rows for text in (row["a"], row["b"])]
    vectors = load_encoder().encode(texts)
    statements = [make_statement(number, text) for number, text in enumerate(texts)]
    return [make_group(statements[i : i + 2], statements[i], vectors) for i in range(0, len(statements), 2)]


def judge_pairs(groups: Sequence[Group], opinions: Opinions | None) -> list[str]:
    """The stance of each pair's second statement."""
    judged = judge_all(groups, opinions)
    return [stances[group.statements[1].id].stance.value for group, stances in zip(groups, judged, strict=True)]


def score(truth: Sequence[str], found: Sequence[str], positions: Sequence[int]) -> dict[str, Any]:
    """Accuracy, macro F1 and each label's figures on some of the pairs."""
    true, said = [truth[i] for i in positions], [found[i] for i in positions]
    figures = {"accuracy": score_accuracy(true, said), "macro_f1": score_macro_f1(true, said)}
    labels = {name: round_scores(scores) for name, scores in score_labels(true, said).items()}
    return {"n": len(true), **round_scores(figures), "labels": labels}
