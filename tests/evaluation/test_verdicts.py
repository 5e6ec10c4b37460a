from __future__ import annotations

import json

import pytest

from evaluation.judging import make_statement
from evaluation.reading import UnreadableFile
from evaluation.verdicts import (
    choose_canonical,
    judge_groups,
    match_groups,
    read_verdicts,
    score_verdicts,
)


def tell(*texts):
    return [make_statement(number, text) for number, text in enumerate(texts)]


def write_verdicts(tmp_path, *rows):
    path = tmp_path / "verdicts.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return str(path)


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        (["The mayor signed the harbour contract"], "single_source"),
        (["The mayor signed the harbour contract", "Harbour contract signed by mayor"], "corroborated"),
        (["The mayor signed the harbour contract", "Mayor denies signing harbour contract"], "contradicted"),
        (["Did the mayor sign the harbour contract?"], "no_position"),
        # All deny: they agree with one another, whatever the rumour was.
        (["No, the mayor did not sign the contract", "Mayor denies signing contract"], "corroborated"),
    ],
)
def test_it_judges_a_group_in_the_words_of_the_file(texts, verdict):
    assert judge_groups(tell(*texts), [0] * len(texts), None, None) == {0: verdict}


def test_it_lets_a_statement_that_takes_a_position_stand_for_the_group():
    told = tell("Did the mayor sign the contract?", "The mayor signed the contract", "Mayor and contract")
    assert choose_canonical(told).id == 1


def test_it_judges_each_group_by_itself():
    told = tell("The mayor signed", "The mayor signed the harbour contract", "Harbour contract signed by mayor")
    assert judge_groups(told, ["a", "b", "b"], None, None) == {"a": "single_source", "b": "corroborated"}


def test_it_takes_the_own_group_that_holds_most_of_a_cluster():
    found = match_groups(["x", "x", "x", "y"], [5, 7, 7, 9], {5: "single_source", 7: "corroborated", 9: "contradicted"})
    assert found == {"x": "corroborated", "y": "contradicted"}


def test_it_prefers_the_purer_group_when_two_hold_as_much():
    found = match_groups(["x", "x", "y"], [5, 7, 5], {5: "contradicted", 7: "single_source"})
    assert found["x"] == "single_source"


def test_it_scores_by_hand_counted_figures():
    truth = {"a": "corroborated", "b": "contradicted"}
    scores = score_verdicts(truth, {"a": "corroborated", "b": "corroborated"})
    assert scores["accuracy"] == 0.5
    assert scores["macro_f1"] == pytest.approx((2 / 3 + 0) / 2, abs=1e-4)


def test_it_names_a_verdict_that_it_does_not_know(tmp_path):
    path = write_verdicts(tmp_path, {"cluster": "a", "verdict": "true"})
    with pytest.raises(UnreadableFile, match="'true'"):
        read_verdicts(path, {"a"})


def test_it_names_a_cluster_without_statements(tmp_path):
    path = write_verdicts(tmp_path, {"cluster": "b", "verdict": "corroborated"})
    with pytest.raises(UnreadableFile, match="'b' has no statements"):
        read_verdicts(path, {"a"})
