import argparse
import json

import pytest

from evaluation.checkworthiness import add_arguments, average_precision, measure, run


def evaluate(path):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(path)]))


def test_it_reports_each_labelled_set_on_its_own(tmp_path):
    rows = [
        {"text": "The port of Orrin handled 4,000 ships in 2021.", "label": 1, "src": "a"},
        {"text": "We must believe in our future.", "label": 0, "src": "a"},
        {"text": "Thank you, and good night.", "label": 0, "src": "b"},
        {"text": "Exports of Orrin fell 12 percent in March 2020.", "label": 1, "src": "b"},
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = evaluate(path)
    assert figures["f1"] == 1
    assert {name: part["n"] for name, part in figures["per_src"].items()} == {"a": 2, "b": 2}


def test_it_computes_average_precision_by_rank():
    assert average_precision([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1]) == pytest.approx((1 + 2 / 3) / 2)


def test_it_does_not_reward_the_order_of_ties():
    assert average_precision([1, 0], [0.5, 0.5]) == average_precision([0, 1], [0.5, 0.5]) == 0.5


def test_it_measures_f1_at_the_threshold():
    assert measure([1, 1, 0], [0.9, 0.2, 0.6], 0.5)["f1"] == 0.5


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "Line 1 is not JSON"),
        ('{"text": 3, "label": 1}', 'Line 1 needs "text"'),
        ("\n", "holds no line"),
    ],
)
def test_it_says_what_is_wrong_with_a_file(tmp_path, content, sentence):
    path = tmp_path / "rows.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=sentence):
        evaluate(path)
