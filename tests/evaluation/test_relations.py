import json
from pathlib import Path

import pytest

from evaluation.__main__ import main

NEIGHBOURS = Path(__file__).parents[2] / "evaluation" / "gold" / "neighbours.jsonl"


def write(tmp_path, *rows):
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return str(path)


ROWS = (
    {
        "a": "The mayor signed the harbour contract",
        "b": "The mayor has signed the harbour contract",
        "label": "supports",
    },
    {"a": "The mayor signed the harbour contract", "b": "Did the mayor sign the harbour contract?", "label": "neutral"},
    {
        "a": "The mayor signed the contract",
        "b": "City hall denies that the mayor signed the contract",
        "label": "refutes",
    },
)


@pytest.mark.parametrize("model", ["", "off"])
def test_it_scores_pairs_over_all_and_by_source(tmp_path, capsys, model):
    rows = [row | {"src": "one" if n else "two"} for n, row in enumerate(ROWS)]
    assert main(["relations", write(tmp_path, *rows), "--model", model]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (found["n"], found["accuracy"]) == (3, 1.0)
    assert set(found["labels"]["refutes"]) == {"precision", "recall", "f1", "support"}
    assert found["per_src"]["two"]["n"] == 1
    assert found["sure"] == pytest.approx(2 / 3, abs=0.01)


def test_a_label_that_is_none_is_refused_in_one_sentence(tmp_path, capsys):
    assert main(["relations", write(tmp_path, ROWS[0] | {"src": "one", "label": "maybe"})]) == 2
    assert "must be one of" in capsys.readouterr().err


def test_folds_that_are_not_there_are_named(tmp_path, capsys):
    rows = [row | {"src": "one"} for row in ROWS]
    assert main(["relations", write(tmp_path, *rows), "--unseen", str(tmp_path)]) == 2
    assert "folds of train_stances" in capsys.readouterr().err


def test_of_sentences_that_are_only_neighbours_few_are_taken_for_support(capsys):
    assert main(["relations", str(NEIGHBOURS)]) == 0
    supports = json.loads(capsys.readouterr().out.splitlines()[-1])["labels"]["supports"]
    assert supports["precision"] >= 0.75
    assert supports["recall"] >= 0.8
