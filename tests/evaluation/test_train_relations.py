"""The relation model's training, on a network of a few numbers and pairs of our own."""

import json

import numpy as np
import pytest
import torch

from evaluation.logistic import find_temperature, fit_multinomial, measure_calibration, predict
from evaluation.relation_mix import Pair, read_mix, split_off
from evaluation.rumours import pair_headlines, pair_with_claims, relate, split_rumours
from evaluation.train_relations import Plan, encode_pairs, learn, main, order_batches, score_pairs, shape_rate
from verification.adapters.relation_network import RelationNetwork, Shape

SMALL = Shape(width=16, inner=32, heads=2, layers=1, head_width=8)


def make_pairs(count=60):
    ends = ("signed the contract", "did not sign the contract", "likes boats")
    return [Pair(f"Mayor {n} signed it", f"Mayor {n} {ends[n % 3]}", n % 3, "ours", str(n)) for n in range(count)]


def start() -> RelationNetwork:
    torch.manual_seed(3)
    return RelationNetwork(SMALL)


def test_it_learns_what_the_pairs_say():
    encoded = encode_pairs(make_pairs())
    network = learn(start(), encoded, Plan(60, 5e-3, 1))
    found = score_pairs(network, encoded).argmax(dim=1).tolist()
    assert sum(guess == row[2] for guess, row in zip(found, encoded, strict=True)) > 50


def test_a_run_that_was_stopped_goes_on_to_the_same_weights(tmp_path):
    encoded = encode_pairs(make_pairs())
    whole = learn(start(), encoded, Plan(4, 1e-3, 1, tmp_path / "whole.pt"))
    learn(start(), encoded, Plan(4, 1e-3, 1, tmp_path / "halves.pt"), stop_after=2)
    resumed = learn(start(), encoded, Plan(4, 1e-3, 1, tmp_path / "halves.pt"))
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-6)


def test_every_pair_is_in_one_batch_of_an_epoch():
    encoded = encode_pairs(make_pairs())
    batches = order_batches(encoded, 1)
    assert sorted(position for batch in batches for position in batch) == list(range(60))
    assert batches == order_batches(encoded, 1)


def test_the_rate_rises_and_then_falls_to_nothing():
    rates = [shape_rate(step, 100) for step in range(100)]
    assert rates.index(max(rates)) == 5
    assert rates[-1] == pytest.approx(0.0, abs=0.02)


def write_set(folder, name, rows):
    (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows))


def test_the_mix_keeps_to_its_caps_and_takes_same_for_supports(tmp_path):
    rows = [{"a": f"Boat {n} of 12 sank", "b": f"Of 12 boats number {n} sank", "label": "same"} for n in range(30)]
    rows += [{"a": "Other", "b": f"Another {n}", "label": "different"} for n in range(5)]
    write_set(tmp_path, "perspectrum_same", rows)
    mix = read_mix(tmp_path, 1, share=0.004)
    assert sum(pair.src == "perspectrum_same" for pair in mix) == 10
    assert {pair.label for pair in mix if pair.src == "perspectrum_same"} == {0}
    assert any(pair.src == "made" for pair in mix)


def test_groups_are_never_split():
    pairs = [Pair("same start", f"end {n}", 0, "ours", f"group {n % 7}") for n in range(70)]
    kept, held = split_off(pairs, 0.3, 1)
    assert held and not {p.group for p in kept} & {p.group for p in held}


def test_a_folder_without_sets_is_refused_in_one_sentence(tmp_path, capsys):
    assert main([str(tmp_path), "--work", str(tmp_path)]) == 2
    assert "no training set" in capsys.readouterr().err


def make_rumours():
    stances = ("supports", "refutes", "neutral")
    return [
        {
            "id": f"{c}:{n}",
            "text": f"Headline {c} {n}",
            "cluster": f"r{c}",
            "claim": f"Rumour {c}",
            "stance": stances[n % 3],
        }
        for c in range(9)
        for n in range(3 + c % 4)
    ]


def test_a_rumour_is_in_one_fold_and_folds_are_of_like_size():
    rows = make_rumours()
    fold_of = split_rumours(rows, 3, 1)
    sizes = [sum(fold_of[row["cluster"]] == fold for row in rows) for fold in range(3)]
    assert set(fold_of) == {row["cluster"] for row in rows}
    assert max(sizes) - min(sizes) <= 6


def test_headlines_are_paired_within_their_rumour_only():
    rows = make_rumours()
    assert len(pair_with_claims(rows)) == len(rows)
    assert all(pair.a.split()[1] == pair.b.split()[1] for pair in pair_headlines(rows, 2, 1))


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("supports", "refutes", "refutes"),
        ("refutes", "refutes", "supports"),
        ("refutes", "supports", "refutes"),
        ("neutral", "supports", "supports"),
        ("refutes", "neutral", "neutral"),
    ],
)
def test_what_a_headline_says_to_another_follows_from_both_stances(first, second, label):
    assert relate(first, second) == label


def test_the_regression_finds_what_separates_classes():
    inputs = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0]] * 20)
    labels = np.array([0, 1, 2] * 20)
    assert (predict(inputs, fit_multinomial(inputs, labels, 3, 0.1)).argmax(axis=1) == labels).all()


def test_a_temperature_calms_scores_that_are_too_sure():
    scores = np.array([[6.0, 0.0, 0.0]] * 10)
    labels = np.array([0] * 6 + [1] * 4)
    temperature = find_temperature(scores, labels)
    assert temperature > 3
    plain = np.eye(3)
    assert measure_calibration(predict(scores / temperature, plain), labels) < measure_calibration(
        predict(scores, plain), labels
    )
