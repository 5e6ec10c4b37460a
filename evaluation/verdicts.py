"""How often the proposed verdict is the true one, on given groups and on groups found by ourselves.

CLUSTERS holds JSON lines {"id", "text", "cluster"}: a statement, and the rumour that it is about. VERDICTS
holds {"cluster", "verdict"}: corroborated, contradicted, single_source or no_position. Each line of
CLUSTERS counts as an article, a source and an origin of its own, so what is measured is stance, conflicts
and the rule, not folding. Ids and clusters must be unique in their file; statements of a cluster without a
verdict are grouped with the others but not scored.

Prints n (rumours scored), gold_clusters and own_clusters, each {accuracy, macro_f1, labels}: with the
groups as given, and with the groups that clustering finds. An own group answers for a rumour when it holds
more of the rumour's statements than any other group does (the larger share of the group, then the first
statement, decide a tie). A rumour that no one takes a position on is no_position, our "insufficient".

The statement that stands for a group is the one that shares most words with the others of those that take a
position: CLUSTERS may carry a `claim`, the rumour in a sentence, but no group found by ourselves has one.

The relation model that is shipped has learnt from labelled rumours; on these very rumours only --unseen, where each is
read by a network and weighed by weights that have not seen it, gives an honest figure.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from claims.adapters.encoder import load_encoder
from claims.domain.clustering import GroupingPolicy, group_vectors
from evaluation.judging import Group, Opinions, Vectors, judge_all, load_opinions, make_group, make_statement
from evaluation.reading import UnreadableFile, check_value, read_rows
from evaluation.scores import round_scores, score_accuracy, score_labels, score_macro_f1
from evaluation.unseen import load_unseen
from verification.domain.independence import fold_origins
from verification.domain.polarity import explain_withholding, find_speculation
from verification.domain.types import Stance, StanceJudgement, Statement, Verdict
from verification.domain.verdict import propose_verdict
from verification.domain.wording import Vocabulary, find_content_words, measure_overlap

CLUSTER_FIELDS = {"id": str, "text": str, "cluster": str}
VERDICT_FIELDS = {"cluster": str, "verdict": str}
NO_POSITION = "no_position"
LABELS = (Verdict.CORROBORATED.value, Verdict.CONTRADICTED.value, Verdict.SINGLE_SOURCE.value, NO_POSITION)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("clusters", metavar="CLUSTERS", help="JSON lines with id, text, cluster")
    parser.add_argument("verdicts", metavar="VERDICTS", help="JSON lines with cluster, verdict")
    parser.add_argument("--model", default="", help="hub name or folder (default: the packaged MiniLM)")
    parser.add_argument("--relation-model", default="", help="a hub name, a folder, or off (default: our own)")
    parser.add_argument("--unseen", type=Path, metavar="FOLDER", help="--work folder of train_stances")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Score the two files named by `args`; see the module's docstring for what comes back."""
    rows = read_rows(args.clusters, CLUSTER_FIELDS, unique="id")
    truth = read_verdicts(args.verdicts, {row["cluster"] for row in rows})
    statements = [make_statement(number, row["text"]) for number, row in enumerate(rows)]
    gold = [row["cluster"] for row in rows]
    texts = [row["text"] for row in rows]
    vectors = load_encoder(args.model).encode(texts)
    own = group_vectors([row["id"] for row in rows], vectors, GroupingPolicy(), texts=texts)
    opinions = load_unseen(args.unseen) if args.unseen else load_opinions(args.relation_model)
    of_own = judge_groups(statements, own, vectors, opinions)
    return {
        "n": len(truth),
        "relation_model": opinions.reader if opinions else "off",
        "gold_clusters": score_verdicts(truth, judge_groups(statements, gold, vectors, opinions)),
        "own_clusters": score_verdicts(truth, match_groups(gold, own, of_own)),
    }


def read_verdicts(path: str, clusters: set[str]) -> dict[str, str]:
    """The true verdict of each cluster; UnreadableFile when one is unknown or has no statements."""
    truth = {}
    for row in read_rows(path, VERDICT_FIELDS, unique="cluster"):
        check_value(row, "verdict", LABELS, str(path))
        if row["cluster"] not in clusters:
            raise UnreadableFile(f"{path}: the cluster {row['cluster']!r} has no statements.")
        truth[row["cluster"]] = row["verdict"]
    return truth


def judge_groups(
    statements: Sequence[Statement], groups: Sequence[Hashable], vectors: Vectors | None, opinions: Opinions | None
) -> dict[Hashable, str]:
    """The proposed verdict of each group, in the words of the labelled file."""
    members: dict[Hashable, list[Statement]] = defaultdict(list)
    for statement, group in zip(statements, groups, strict=True):
        members[group].append(statement)
    made = [make_group(of_group, choose_canonical(of_group), vectors) for of_group in members.values()]
    judged = judge_all(made, opinions)
    return {name: propose(group, stances) for name, group, stances in zip(members, made, judged, strict=True)}


def propose(group: Group, stances: dict[int, StanceJudgement]) -> str:
    """The proposed verdict of one group of statements."""
    refuting = [id for id, judgement in stances.items() if judgement.stance == Stance.REFUTES]
    origins = fold_origins(group.statements, refuting=refuting)
    proposal = propose_verdict(group.statements, origins, stances, group.conflicts)
    return NO_POSITION if proposal.verdict == Verdict.INSUFFICIENT else proposal.verdict.value


def choose_canonical(statements: Sequence[Statement]) -> Statement:
    """The statement to stand for the group: firm before speculating before withholding, then by shared
    words.
    """
    vocabulary = Vocabulary()
    masks = {s.id: vocabulary.mask(find_content_words(s.text)) for s in statements}

    def rank(statement: Statement) -> tuple[bool, bool, float, int]:
        overlap = sum(measure_overlap(masks[statement.id], mask)[1] for mask in masks.values())
        return (
            bool(explain_withholding(statement)),
            bool(find_speculation(statement)),
            -overlap,
            statement.id,
        )

    return min(statements, key=rank)


def match_groups(gold: Sequence[str], own: Sequence[int], verdicts: dict[Hashable, str]) -> dict[Hashable, str]:
    """For each gold cluster the verdict of the own group that holds most of it."""
    shared: dict[str, Counter[int]] = defaultdict(Counter)
    sizes = Counter(own)
    first: dict[int, int] = {}
    for number, (cluster, group) in enumerate(zip(gold, own, strict=True)):
        shared[cluster][group] += 1
        first.setdefault(group, number)
    return {
        cluster: verdicts[min(counts, key=lambda g: (-counts[g], sizes[g], first[g]))]
        for cluster, counts in shared.items()
    }


def score_verdicts(truth: dict[str, str], found: dict[Hashable, str]) -> dict[str, Any]:
    """Accuracy, macro F1 over the labels that occur, and each label's figures."""
    true_labels, found_labels = list(truth.values()), [found[cluster] for cluster in truth]
    return {
        **round_scores(
            {
                "accuracy": score_accuracy(true_labels, found_labels),
                "macro_f1": score_macro_f1(true_labels, found_labels),
            }
        ),
        "labels": {name: round_scores(s) for name, s in score_labels(true_labels, found_labels).items()},
    }
