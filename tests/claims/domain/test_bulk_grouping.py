"""Bulk grouping gives what the plain method gives."""

import numpy as np
import pytest

from claims.adapters.block_join import join_all, join_new, screen_tiles
from claims.domain.bulk_grouping import split_components
from claims.domain.clustering import ON_VECTORS_ALONE, GroupingPolicy, find_strong_links, group_vectors
from claims.domain.partition import connect_links
from claims.domain.similarity import compress_vectors
from evaluation.generator import generate_claims


def group_in_bulk(vectors, policy):
    steps = compress_vectors(vectors)
    return split_components(
        steps, connect_links(len(steps), join_all(steps, policy.strong_link)), policy.cut, policy.strong_link
    ).tolist()


def is_same(first, second) -> bool:
    return len(set(zip(first, second, strict=True))) == len(set(first)) == len(set(second))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("policy", [ON_VECTORS_ALONE, GroupingPolicy(0.55, 0.5, 0.0), GroupingPolicy(0.7, 0.65, 0.0)])
def test_it_finds_the_groups_of_the_plain_method(seed, policy):
    vectors = generate_claims(1500, seed).vectors
    keys = [f"{i:05d}" for i in range(len(vectors))]
    assert is_same(group_in_bulk(vectors, policy), group_vectors(keys, vectors, policy))


def test_it_finds_the_same_groups_where_many_averages_are_equal():
    vectors = np.repeat(generate_claims(200, 1).vectors, 3, axis=0)
    keys = [f"{i:05d}" for i in range(len(vectors))]
    assert is_same(group_in_bulk(vectors, ON_VECTORS_ALONE), group_vectors(keys, vectors))


def test_the_join_finds_every_link_and_no_other():
    vectors = generate_claims(2500, 2).vectors
    expected = [(i, j) for i, j, _ in find_strong_links(vectors, 0.65)]
    found = [
        pair for rows, columns in join_all(compress_vectors(vectors), 0.65) for pair in zip(rows, columns, strict=True)
    ]
    assert sorted((int(a), int(b)) for a, b in found) == expected


def test_the_join_of_new_and_old_finds_the_links_between_them():
    steps = compress_vectors(generate_claims(2000, 3).vectors)
    whole = {(int(a), int(b)) for rows, columns in join_all(steps, 0.65) for a, b in zip(rows, columns, strict=True)}
    between = {
        (int(b), int(a) + 30)
        for rows, columns in join_new(steps[30:], steps[:30], 0.65)
        for a, b in zip(rows, columns, strict=True)
    }
    assert between == {(a, b) for a, b in whole if a < 30 <= b}


def test_the_screen_refuses_a_threshold_that_its_trick_with_bits_cannot_serve():
    steps = compress_vectors(generate_claims(100).vectors)
    with pytest.raises(ValueError, match="between 0.01 and 1; this one is 0.0"):
        list(screen_tiles(steps, steps, 0.0))


def test_links_in_many_parts_make_the_same_components():
    rows, columns = np.array([0, 2, 5]), np.array([1, 3, 0])
    whole = connect_links(7, [(rows, columns)])
    parts = connect_links(7, [(rows[i : i + 1], columns[i : i + 1]) for i in range(3)])
    assert is_same(whole.tolist(), parts.tolist())
    assert is_same(whole.tolist(), [0, 0, 2, 2, 4, 0, 6])
