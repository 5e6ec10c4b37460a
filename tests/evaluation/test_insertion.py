"""Insertion a few at a time ends where the batch ends, and claims keep their numbers on the way."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.clustering import ON_VECTORS_ALONE, GroupingPolicy, group_vectors
from evaluation.clustering import is_same_grouping
from evaluation.insertion import GrowingGrouping


def make_vectors(n, seed):
    source = np.random.default_rng(seed)
    centres = source.normal(size=(4, 12))
    rows = centres[source.integers(4, size=n)] + 0.9 * source.normal(size=(n, 12))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 40), seed=st.integers(0, 999), batch=st.integers(1, 40))
def test_it_equals_the_batch_for_any_order_and_any_batch_size(n, seed, batch):
    policy = GroupingPolicy(strong_link=0.6, cut=0.4, wording=0.0)
    keys, vectors = [f"k{number}" for number in range(n)], make_vectors(n, seed)
    order = list(range(n))
    random.Random(seed).shuffle(order)
    growing = GrowingGrouping(policy, 12)
    for start in range(0, n, batch):
        places = order[start : start + batch]
        growing.insert([keys[place] for place in places], vectors[places])
    assert is_same_grouping(group_vectors(keys, vectors, policy), [growing.claim_of[key] for key in keys])


def test_it_keeps_the_number_of_a_claim_that_grows():
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.99, 0.141]], dtype=np.float32)
    growing = GrowingGrouping(ON_VECTORS_ALONE, 2)
    growing.insert(["a", "b"], vectors[:2])
    before = dict(growing.claim_of)
    growing.insert(["c"], vectors[2:])
    assert growing.claim_of == {**before, "c": before["a"]}


def test_it_tells_the_same_grouping_from_another_whatever_the_labels():
    assert is_same_grouping([0, 0, 1], [5, 5, 2])
    assert not is_same_grouping([0, 0, 1], [5, 2, 2])
    assert not is_same_grouping([0, 0, 0], [1, 1, 2])
