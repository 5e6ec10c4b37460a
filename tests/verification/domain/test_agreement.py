import pytest

from verification.domain.agreement import (
    Agreement,
    DoubleReview,
    measure_agreement,
    measure_all,
    measure_by_pair,
    measure_by_verdict,
)


def tell(*counts):
    """(first, second, how often) as pairs."""
    return [(first, second) for first, second, times in counts for _ in range(times)]


def test_kappa_is_what_is_left_of_agreement_without_chance():
    # By hand: 20 + 15 of 50 agree, o = 0.7; the first says yes 25 times, the second 30 times, e = 0.5; kappa = 0.4.
    measured = measure_agreement(tell(("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)))
    assert measured.raw == pytest.approx(0.7)
    assert measured.kappa == pytest.approx(0.4)


def test_three_verdicts():
    # By hand: 45 of 60 agree; marginals 26, 19, 15 and 25, 20, 15; e = (650 + 380 + 225) / 3600.
    table = tell(("a", "a", 20), ("a", "b", 4), ("a", "c", 2), ("b", "a", 3), ("b", "b", 14), ("b", "c", 2),
                 ("c", "a", 2), ("c", "b", 2), ("c", "c", 11))  # fmt: skip
    observed, expected = 45 / 60, (26 * 25 + 19 * 20 + 15 * 15) / 3600
    assert measure_agreement(table).kappa == pytest.approx((observed - expected) / (1 - expected))


@pytest.mark.parametrize(
    ("verdicts", "raw", "kappa"),
    [
        ([], None, None),  # nothing was decided twice
        (tell(("a", "a", 9)), 1.0, None),  # one verdict throughout: chance alone would agree
        (tell(("a", "a", 5), ("b", "b", 5)), 1.0, 1.0),
        (tell(("a", "b", 5), ("b", "a", 5)), 0.0, -1.0),
        (tell(("a", "b", 5)), 0.0, 0.0),  # each says one thing only, never the same
    ],
)
def test_the_edges(verdicts, raw, kappa):
    assert measure_agreement(verdicts) == Agreement(len(verdicts), raw, kappa)


def test_a_pair_is_the_same_pair_whoever_was_first():
    reviews = [DoubleReview(1, "a", 2, "b"), DoubleReview(2, "b", 1, "a"), DoubleReview(1, "a", 3, "a")]
    measured = measure_by_pair(reviews)
    assert {pair: one.claims for pair, one in measured.items()} == {(1, 2): 2, (1, 3): 1}
    assert measured[1, 2].raw == 0.0


def test_the_busiest_pair_comes_first():
    reviews = [DoubleReview(1, "a", 2, "a"), DoubleReview(3, "a", 4, "a"), DoubleReview(4, "a", 3, "b")]
    assert list(measure_by_pair(reviews)) == [(3, 4), (1, 2)]


def test_by_verdict_counts_claims_that_either_called_so():
    reviews = [DoubleReview(1, *pair[:1], 2, pair[1]) for pair in tell(("a", "a", 6), ("a", "b", 2), ("b", "b", 2))]
    measured = measure_by_verdict(reviews, ["a", "b", "c"])
    assert measured["a"].claims == 8 and measured["a"].raw == pytest.approx(12 / 14)
    assert measured["b"].claims == 4 and measured["b"].raw == pytest.approx(4 / 6)
    assert measured["c"] == Agreement(0, None, None)


def test_overall_is_first_against_second():
    assert measure_all([DoubleReview(1, "a", 2, "a"), DoubleReview(2, "a", 1, "b")]).raw == 0.5
