"""The benchmarks' form, at sizes that take a moment."""

import json

import pytest

from evaluation.benchmark.__main__ import main
from evaluation.benchmark.timing import compare


@pytest.mark.parametrize("name", ["cluster", "insert", "memory"])
def test_it_prints_one_object_with_the_agreed_keys(name, capsys):
    assert main([name, "--quick", "--size", "400", "--rounds", "1"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["name"] == name
    assert {"ours", "peer", "ratio", "cpu", "meets_aim"} <= set(found)
    assert found.get("equals_batch", True) is True


def test_contradictions_are_found_faster_than_by_reading_every_pair(capsys):
    assert main(["contradiction", "--quick", "--rounds", "1"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["ratio"] > 1
    assert found["recall"]["ours"] >= found["recall"]["peer"]
    assert found["pairs_asked"] < found["pairs"]


def test_it_refuses_a_size_that_measures_nothing(capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["cluster", "--size", "5"])
    assert "needs 100 claims or more" in capsys.readouterr().err


def test_both_sides_take_turns():
    calls: list[str] = []
    compare(lambda: calls.append("ours"), lambda: calls.append("peer"), rounds=3)
    assert calls == ["ours", "peer"] * 3
