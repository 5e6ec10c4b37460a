"""The command that scores typed conflicts, and what our own pairs promise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation.__main__ import main

GOLD = Path(__file__).parents[2] / "evaluation" / "gold" / "conflicts.jsonl"


def score(capsys, path):
    status = main(["conflicts", str(path)])
    written = capsys.readouterr()
    return status, json.loads(written.out.splitlines()[-1]) if status == 0 else written.err


def write(tmp_path, *rows):
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_it_scores_pairs_by_type(tmp_path, capsys):
    apart = {"a": "The fire killed six people.", "b": "The fire killed nine people.", "types": ["number"]}
    alike = {"a": "The fire killed six people.", "b": "Six people died in the fire.", "types": []}
    status, scores = score(capsys, write(tmp_path, apart, alike))
    assert status == 0
    assert (scores["precision"], scores["recall"], scores["f1"]) == (1, 1, 1)
    assert scores["per_type"]["number"]["support"] == 1


def test_it_counts_a_type_that_is_missed(tmp_path, capsys):
    row = {"a": "The fire killed six people.", "b": "The fire killed six people.", "types": ["place"]}
    _, scores = score(capsys, write(tmp_path, row))
    assert scores["per_type"]["place"]["recall"] == 0


def test_it_reads_relative_dates_from_the_day_of_the_article(tmp_path, capsys):
    pair = {"a": "The mayor resigned yesterday.", "b": "The mayor resigned on 2 May 2024.", "types": []}
    _, scores = score(capsys, write(tmp_path, pair | {"a_date": "2024-05-03", "b_date": None}))
    assert scores["exact"] == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"a": "x", "b": "y", "types": ["colour"]}, "none of the types"),
        ({"a": "x", "b": "y", "types": [], "a_date": "soon"}, "no date"),
        ({"a": "x", "types": []}, "missing"),
    ],
)
def test_it_says_in_one_sentence_what_is_wrong_with_a_row(tmp_path, capsys, row, words):
    status, problem = score(capsys, write(tmp_path, row))
    assert status == 2
    assert words in problem
    assert problem.count("\n") == 1


def test_our_own_pairs_keep_their_scores(capsys):
    _, scores = score(capsys, GOLD)
    held_out = scores["per_split"]["held_out"]
    assert scores["n"] >= 200
    assert held_out["precision"] >= 0.9
    assert held_out["recall"] >= 0.8


def test_sentences_that_are_only_neighbours_are_mostly_told_from_conflicts(capsys):
    _, scores = score(capsys, GOLD)
    assert scores["per_split"]["neighbours"]["exact"] >= 0.85
