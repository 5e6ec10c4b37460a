import argparse
import json

import pytest

from evaluation.checkworthiness import add_arguments, measure, run
from evaluation.reading import UnreadableFile

ROWS = [
    {"text": "The port of Orrin handled 4,000 ships in 2021.", "label": 1, "src": "a"},
    {"text": "We must believe in our future.", "label": 0, "src": "a"},
    {"text": "Thank you, and good night.", "label": 0, "src": "b"},
    {"text": "Exports of Orrin fell 12 percent in March 2020.", "label": 1, "src": "b"},
]


def evaluate(path, *options):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args([str(path), *options]))


@pytest.mark.parametrize("options", [(), ("--rules",)])
def test_it_reports_each_labelled_set_on_its_own(tmp_path, options):
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    figures = evaluate(path, *options)
    assert figures["f1"] == 1
    assert {name: part["n"] for name, part in figures["per_src"].items()} == {"a": 2, "b": 2}


def test_it_measures_f1_at_the_threshold():
    assert measure([1, 1, 0], [0.9, 0.2, 0.6], 0.5)["f1"] == 0.5


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "line 1: this is not a line of JSON"),
        ('{"text": 3, "label": 1}', "the field 'text' must be a text"),
        ('{"text": "A quay.", "label": 7}', "must be one of 0, 1"),
        ("\n", "holds no rows"),
    ],
)
def test_it_says_what_is_wrong_with_a_file(tmp_path, content, sentence):
    path = tmp_path / "rows.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=sentence):
        evaluate(path, "--rules")
