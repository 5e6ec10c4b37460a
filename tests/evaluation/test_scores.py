"""The figures against scikit-learn's, and by hand where it has none."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn import metrics
from sklearn.metrics.cluster import pair_confusion_matrix

from evaluation import scores

groupings = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=30)
rankings = st.lists(st.tuples(st.booleans(), st.sampled_from([0.1, 0.25, 0.5, 0.75])), min_size=1, max_size=30)


@settings(deadline=None)
@given(groupings)
def test_it_gives_the_adjusted_rand_index_of_scikit_learn(pairs):
    truth, found = zip(*pairs, strict=True)
    assert scores.score_adjusted_rand(truth, found) == pytest.approx(metrics.adjusted_rand_score(truth, found))


@settings(deadline=None)
@given(groupings)
def test_it_gives_the_pairwise_figures_of_scikit_learns_table(pairs):
    truth, found = zip(*pairs, strict=True)
    table = pair_confusion_matrix(truth, found)
    assume(table[1, 1])
    precision, recall = table[1, 1] / table[:, 1].sum(), table[1, 1] / table[1].sum()
    assert scores.score_pairs(truth, found)[:2] == pytest.approx((precision, recall))


@settings(deadline=None)
@given(groupings)
def test_it_gives_b_cubed_as_it_is_defined_item_by_item(pairs):
    def share(side, other):
        total = 0.0
        for item in pairs:
            beside = [one for one in pairs if one[side] == item[side]]
            total += sum(one[other] == item[other] for one in beside) / len(beside)
        return total / len(pairs)

    truth, found = zip(*pairs, strict=True)
    precision, recall, _ = scores.score_b_cubed(truth, found)
    assert (precision, recall) == pytest.approx((share(1, 0), share(0, 1)))


@settings(deadline=None)
@given(groupings)
def test_it_gives_the_macro_f1_and_accuracy_of_scikit_learn(pairs):
    truth, found = zip(*pairs, strict=True)
    macro = metrics.f1_score(truth, found, average="macro", zero_division=0)
    assert scores.score_macro_f1(truth, found) == pytest.approx(macro)
    assert scores.score_accuracy(truth, found) == pytest.approx(metrics.accuracy_score(truth, found))


@settings(deadline=None)
@given(rankings)
def test_it_gives_the_average_precision_of_scikit_learn(ranking):
    truth, ranks = zip(*ranking, strict=True)
    assume(any(truth))
    expected = metrics.average_precision_score(truth, ranks)
    assert scores.score_average_precision(truth, ranks) == pytest.approx(expected)


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_it_gives_the_detection_figures_of_scikit_learn(pairs):
    truth, found = zip(*pairs, strict=True)
    assume(any(truth) and any(found))
    expected = metrics.precision_recall_fscore_support(truth, found, average="binary", zero_division=0)[:3]
    assert scores.score_detection(truth, found) == pytest.approx(expected)


def test_it_scores_b_cubed_of_a_worked_example():
    precision, recall, f1 = scores.score_b_cubed("aab", [1, 2, 2])
    assert (precision, recall) == pytest.approx((2 / 3, 2 / 3))
    assert f1 == pytest.approx(2 / 3)


def test_it_scores_each_label():
    each = scores.score_labels(["yes", "no", "no"], ["yes", "yes", "no"])
    assert each["yes"] == pytest.approx({"precision": 0.5, "recall": 1.0, "f1": 2 / 3, "support": 1})
    assert each["no"] == pytest.approx({"precision": 1.0, "recall": 0.5, "f1": 2 / 3, "support": 2})


def test_it_calls_nothing_found_where_nothing_was_perfect():
    assert scores.score_pairs("ab", "xy") == (1.0, 1.0, 1.0)
    assert scores.score_adjusted_rand("ab", "xy") == 1.0
    assert scores.score_detection([False], [False]) == (1.0, 1.0, 1.0)


def test_it_calls_a_miss_or_a_false_alarm_nothing():
    assert scores.score_detection([True], [False])[2] == 0.0
    assert scores.score_detection([False], [True])[2] == 0.0
    assert scores.score_average_precision([False], [0.5]) == 0.0


def test_it_refuses_sides_of_different_length():
    with pytest.raises(ValueError, match="2 true labels and 1 found"):
        scores.score_b_cubed("ab", "a")
