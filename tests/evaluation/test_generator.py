"""The generator: known groups, unit vectors, everything from the seed."""

import numpy as np
import pytest

from evaluation.generator import DIMENSION, generate_claims, generate_sizes, generate_texts


def test_it_makes_as_many_unit_vectors_as_asked_for():
    made = generate_claims(500, seed=4)
    assert made.vectors.shape == (500, DIMENSION) and made.claims.shape == (500,)
    assert np.linalg.norm(made.vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_it_makes_the_same_from_the_same_seed_only():
    first, again, other = (generate_claims(300, seed) for seed in (1, 1, 2))
    assert (first.vectors == again.vectors).all()
    assert not (first.vectors == other.vectors).all()


def test_mentions_of_a_claim_are_nearer_than_others():
    made = generate_claims(2000, seed=5)
    similar = made.vectors @ made.vectors.T
    same = made.claims[:, None] == made.claims
    np.fill_diagonal(same, False)
    assert similar[same].mean() > 0.6 > 0.15 > similar[~same].mean()


def test_sizes_sum_to_what_was_asked_for():
    assert generate_sizes(1000, np.random.default_rng(0)).sum() == 1000


def test_texts_are_all_different():
    assert len(set(generate_texts(300))) == 300
