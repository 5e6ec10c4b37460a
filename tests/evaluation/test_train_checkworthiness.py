import json

import numpy as np
import pytest

from claims.domain.worth_model import read_worth_model
from evaluation.train_checkworthiness import choose_threshold, fit_logistic, main, predict, split_speeches

FACTS = ["The quay of {} closed in {}.", "{} sold {} boats to Kestra last year."]
WISHES = ["We must all love {} and hope, {} times over.", "Thank you, dear {}, for your {} wonderful years."]
TOWNS = ["Orrin", "Selm", "Kestra", "Dunmar"]


@pytest.fixture
def labelled(tmp_path):
    rows = [
        {"text": pattern.format(town, 1900 + place), "label": int(pattern in FACTS), "src": src}
        for src in ("speeches", "debates")
        for place, town in enumerate(TOWNS)
        for pattern in (*FACTS, *WISHES)
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    # Random vectors: what is learnt must come from the signals.
    np.save(tmp_path / "vectors.npy", np.random.default_rng(0).normal(size=(len(rows), 4)) / 10)
    return tmp_path


def train(folder, name, *options):
    given = ["--target", "speeches", "--vectors", str(folder / "vectors.npy"), "--out", str(folder / name)]
    return main([str(folder / "rows.jsonl"), *given, *options])


def test_it_learns_the_same_readable_weights_each_time(labelled):
    assert train(labelled, "one.json", "--starts", "4,8,12") == train(labelled, "two.json", "--starts", "4,8,12") == 0
    first, second = ((labelled / name).read_text(encoding="utf-8") for name in ("one.json", "two.json"))
    assert first == second
    model = read_worth_model(json.loads(first))
    assert model.signals["tells a feeling, wish or thanks"] < 0
    assert json.loads(first)["measured"]["f1"] == 1


def test_it_says_when_the_set_is_not_in_the_file(labelled, capsys):
    assert train(labelled, "one.json", "--target", "sermons") == 2
    assert "The set 'sermons' has 0 sentences" in capsys.readouterr().err


@pytest.mark.parametrize("starts", ["0,4", "4,x", "4,99", "5"])
def test_it_refuses_speeches_that_start_nowhere(labelled, capsys, starts):
    assert train(labelled, "one.json", "--starts", starts) == 2
    assert "--starts must name" in capsys.readouterr().err


def test_speeches_begin_at_the_rows_named():
    assert split_speeches(6, [2, 5]).tolist() == [0, 0, 1, 1, 1, 2]


def test_without_starts_the_set_falls_into_eight_runs():
    assert np.bincount(split_speeches(40, [])).tolist() == [5] * 8


def test_the_regression_finds_the_direction_that_tells_the_labels_apart():
    inputs = np.array([[1.0, 0.3], [2.0, -0.2], [-1.0, 0.1], [-2.0, -0.4]])
    weights = fit_logistic(inputs, np.array([1.0, 1, 0, 0]), penalty=0.5)
    assert weights[0] > abs(weights[1])
    assert (predict(inputs, weights) > 0.5).tolist() == [True, True, False, False]


def test_the_threshold_lies_between_the_labels():
    assert 0.3 < choose_threshold(np.array([0.0, 0, 1, 1]), np.array([0.1, 0.3, 0.6, 0.9])) <= 0.6
