"""Grouping: strong links connect, average linkage splits, the ledger overrules, order never matters."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from claims.domain.clustering import (
    ON_VECTORS_ALONE,
    ContradictoryLedger,
    GroupingPolicy,
    find_components,
    find_links_between,
    find_set_aside,
    find_strong_links,
    group_vectors,
    split_component,
)
from claims.domain.holds import derive_holds
from claims.domain.linkage import link_groups
from claims.domain.similarity import SCALE, snap_vectors

POLICY = ON_VECTORS_ALONE


def make_vectors(n, seed=0, topics=4, dimension=16, spread=0.8):
    """Unit vectors scattered around a few directions, some of them repeated exactly."""
    source = np.random.default_rng(seed)
    centres = source.normal(size=(topics, dimension))
    rows = centres[source.integers(topics, size=n)] + spread * source.normal(size=(n, dimension))
    if n > 3:
        rows[1] = rows[3]
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def make_keys(n):
    return [f"mention {number:04d}" for number in range(n)]


def at_angles(*degrees):
    """Unit vectors in the plane: the cosine of the angle between two is their similarity."""
    radians = np.radians(degrees)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def name_groups(keys, labels):
    groups = {}
    for key, label in zip(keys, labels, strict=True):
        groups.setdefault(label, set()).add(key)
    return {frozenset(group) for group in groups.values()}


def link_greedily(grid, groups, barred, cut):
    """Average linkage as it is defined: merge the best allowed pair until none reaches the cut."""
    exact = grid.astype(np.float64)
    groups = [sorted(group) for group in groups]

    def rank(pair):
        first, second = pair
        average = (exact[first] @ exact[second].T).sum() / (len(first) * len(second)) / SCALE
        return -average, first[0], second[0]

    while True:
        pairs = [
            (a, b)
            for a in groups
            for b in groups
            if a[0] < b[0] and not any((x, y) in barred or (y, x) in barred for x in a for y in b)
        ]
        best = min(pairs, key=rank, default=None)
        if best is None or -rank(best)[0] < cut:
            return sorted(groups)
        groups = [group for group in groups if group not in best] + [sorted(best[0] + best[1])]


ledgers = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24), st.booleans()), max_size=8)


def read_ledger(keys, entries):
    """Must-links and cannot-links without plain contradictions; the first word about a pair stands."""
    said = {}
    for a, b, same in entries:
        if a != b and max(a, b) < len(keys):
            said.setdefault((keys[min(a, b)], keys[max(a, b)]), same)
    return [pair for pair, same in said.items() if same], [pair for pair, same in said.items() if not same]


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 25), seed=st.integers(0, 999), shuffle=st.integers(0, 999), entries=ledgers)
def test_it_gives_one_partition_in_whatever_order_mentions_come(n, seed, shuffle, entries):
    keys, vectors = make_keys(n), make_vectors(n, seed)
    must, cannot = read_ledger(keys, entries)
    order = list(range(n))
    random.Random(shuffle).shuffle(order)
    straight = group_vectors(keys, vectors, POLICY, must, cannot)
    shuffled = group_vectors(
        [keys[i] for i in order],
        vectors[order],
        POLICY,
        [(b, a) for a, b in reversed(must)],
        [(b, a) for a, b in reversed(cannot)],
    )
    assert [straight[i] for i in order] == shuffled


signatures = st.dictionaries(st.integers(0, 24), st.integers(1, 4), max_size=8)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 25), seed=st.integers(0, 999), batch=st.integers(1, 9), entries=ledgers, signed=signatures)
def test_words_and_signatures_give_one_partition_whatever_the_order_and_the_batches(n, seed, batch, entries, signed):
    """As production does it: only what a batch touches is solved again, with ledger and signatures around it."""
    keys, vectors = make_keys(n), make_vectors(n, seed)
    must, cannot = read_ledger(keys, entries)
    held = {keys[place]: claim for place, claim in signed.items() if place < n}
    together, apart = derive_holds(held, must, cannot)
    must, cannot = [*must, *together], [*cannot, *apart]
    whole = name_groups(keys, group_vectors(keys, vectors, POLICY, must, cannot))
    order = random.Random(seed).sample(range(n), n)
    grown: set[frozenset[str]] = set()
    for start in range(0, n, batch):
        here = order[: start + batch]
        seeds = set(order[start : start + batch])
        around = [here[i] for i in reach(seeds, here, keys, vectors, must, grown)]
        solved = group_vectors([keys[i] for i in around], vectors[around], POLICY, must, cannot)
        touched = {keys[i] for i in around}
        grown = {group for group in grown if not group & touched} | name_groups([keys[i] for i in around], solved)
    assert grown == whole


def reach(seeds, here, keys, vectors, must, grown):
    """Places in `here` that strong links, must-links and present groups lead to from `seeds`."""
    place = {keys[i]: position for position, i in enumerate(here)}
    pairs = [(a, b) for a, b, _ in find_strong_links(vectors[here], POLICY.strong_link)]
    pairs += [(place[a], place[b]) for a, b in must if a in place and b in place]
    pairs += [(place[a], place[b]) for group in grown for a, b in pairwise(sorted(group))]
    return [i for part in find_components(len(here), pairs) if seeds & {here[i] for i in part} for i in part]


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 14), seed=st.integers(0, 999), entries=ledgers, cut=st.floats(0.05, 0.9))
def test_it_finds_what_merging_the_best_pair_first_finds(n, seed, entries, cut):
    grid = snap_vectors(make_vectors(n, seed, dimension=4))
    barred = {(min(a, b), max(a, b)) for a, b, _ in entries if a != b and max(a, b) < n}
    alone = [[place] for place in range(n)]
    assert link_groups(grid, alone, barred, cut) == link_greedily(grid, alone, barred, cut)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(2, 25), seed=st.integers(0, 999), entries=ledgers)
def test_it_never_puts_a_cannot_link_pair_together(n, seed, entries):
    keys, vectors = make_keys(n), make_vectors(n, seed)
    must, cannot = read_ledger(keys, entries)
    label = dict(zip(keys, group_vectors(keys, vectors, POLICY, must, cannot), strict=True))
    assert all(label[a] != label[b] for a, b in cannot)


@settings(max_examples=60, deadline=None)
@given(n=st.integers(2, 25), seed=st.integers(0, 999), entries=ledgers)
def test_it_honours_every_must_link_that_is_not_set_aside(n, seed, entries):
    keys, vectors = make_keys(n), make_vectors(n, seed)
    must, cannot = read_ledger(keys, entries)
    label = dict(zip(keys, group_vectors(keys, vectors, POLICY, must, cannot), strict=True))
    honoured = set(must) - set(find_set_aside(keys, vectors, must, cannot))
    assert all(label[a] == label[b] for a, b in honoured)


def test_it_agrees_with_scipy_where_nothing_ties():
    vectors = make_vectors(60, seed=5)
    vectors = np.delete(vectors, 1, axis=0)
    grid = snap_vectors(vectors).astype(np.float64)
    distances = 1 - (grid @ grid.T / SCALE)[np.triu_indices(len(grid), 1)]
    peer = fcluster(linkage(distances, "average"), 1 - 0.48, "distance")
    ours = link_groups(snap_vectors(vectors), [[i] for i in range(len(grid))], set(), 0.48)
    assert {frozenset(group) for group in ours} == {
        frozenset(np.flatnonzero(peer == label).tolist()) for label in set(peer)
    }


def test_it_gives_the_same_groups_with_and_without_the_matrix_of_sums():
    grid = snap_vectors(make_vectors(80, seed=9))
    alone = [[place] for place in range(80)]
    barred = {(0, 5), (2, 40)}
    assert link_groups(grid, alone, barred, 0.4, matrix_limit=0) == link_groups(grid, alone, barred, 0.4)


def test_it_numbers_groups_by_their_smallest_key():
    keys = ["z", "a", "m"]
    assert group_vectors(keys, at_angles(0, 90, 0), POLICY) == [1, 0, 1]


def test_it_leaves_a_pair_apart_that_no_strong_link_connects():
    # 55 degrees is a similarity of 0.57: above the cut, below a strong link
    assert group_vectors(["a", "b"], at_angles(0, 55), POLICY) == [0, 1]


def test_it_splits_a_chain_of_strong_links_where_the_average_is_low():
    # neighbours 45 degrees apart link strongly (0.71), but the two ends of four are opposite
    labels = group_vectors(["a", "b", "c", "d"], at_angles(0, 45, 90, 135), POLICY)
    assert labels == [0, 0, 1, 1]


def test_it_joins_a_must_link_pair_that_is_nothing_alike():
    assert group_vectors(["a", "b"], at_angles(0, 170), POLICY, must_link=[("a", "b")]) == [0, 0]


def test_it_keeps_a_cannot_link_pair_apart_that_is_the_same_to_the_letter():
    assert group_vectors(["a", "b"], at_angles(0, 0), POLICY, cannot_link=[("b", "a")]) == [0, 1]


def test_it_keeps_a_third_mention_with_the_nearer_of_two_that_must_not_meet():
    labels = group_vectors(["a", "b", "c"], at_angles(0, 30, 20), POLICY, cannot_link=[("a", "b")])
    assert labels == [0, 1, 1]


def test_it_refuses_a_pair_that_is_both_the_same_and_different():
    with pytest.raises(ContradictoryLedger, match="'a' and 'b' both the same and different"):
        group_vectors(["a", "b"], at_angles(0, 0), POLICY, [("a", "b")], [("b", "a")])


def test_it_refuses_a_mention_that_differs_from_itself():
    with pytest.raises(ContradictoryLedger, match="different from itself"):
        group_vectors(["a"], at_angles(0), POLICY, cannot_link=[("a", "a")])


def test_it_breaks_a_chain_of_must_links_at_its_weakest_where_its_ends_must_not_meet():
    must, cannot = [("a", "b"), ("b", "c")], [("a", "c")]
    vectors = at_angles(0, 10, 30)
    assert group_vectors(["a", "b", "c"], vectors, POLICY, must, cannot) == [0, 0, 1]
    assert find_set_aside(["a", "b", "c"], vectors, must, cannot) == [("b", "c")]


def test_it_passes_over_ledger_pairs_with_an_end_outside():
    groups = split_component(["a", "b"], at_angles(0, 0), POLICY, [("a", "gone")], [("gone", "b")])
    assert groups == [[0, 1]]


def test_it_groups_nothing_into_nothing():
    assert group_vectors([], np.empty((0, 8), dtype=np.float32), POLICY) == []


@pytest.mark.parametrize(
    ("vectors", "sentence"),
    [
        (np.array([[np.nan, 1.0], [1.0, 0.0]]), "Vector 0 holds a value that is not a finite number"),
        (np.array([[1.0, 0.0], [np.inf, 0.0]]), "Vector 1 holds a value that is not a finite number"),
        (np.array([1.0, 0.0]), "this array has 1 dimensions"),
        (np.array([[1, 0], [0, 1]]), "must be floating-point numbers"),
        (np.array([[0.0, 0.0], [1.0, 0.0]]), "Vector 0 has length 0.000"),
        (np.array([[1.0, 0.0]]), "one key for each vector; got 2 and 1"),
    ],
)
def test_it_refuses_vectors_it_cannot_compare(vectors, sentence):
    with pytest.raises(ValueError, match=sentence):
        group_vectors(["a", "b"], vectors, POLICY)


def test_it_refuses_keys_that_do_not_tell_mentions_apart():
    with pytest.raises(ValueError, match="'a' is used more than once"):
        group_vectors(["a", "b", "a"], at_angles(0, 1, 2), POLICY)


@pytest.mark.parametrize(("strong_link", "cut"), [(0.4, 0.5), (1.0, 0.5), (0.5, 0.0), (float("nan"), 0.5)])
def test_it_refuses_thresholds_that_make_no_sense(strong_link, cut):
    with pytest.raises(ValueError, match="The cut must lie above 0"):
        GroupingPolicy(strong_link=strong_link, cut=cut)


def test_it_finds_each_strong_link_once_in_tiles_of_any_size():
    vectors = make_vectors(50, seed=3)
    grid = snap_vectors(vectors).astype(np.float64)
    exact = grid @ grid.T / SCALE
    expected = [(i, j, exact[i, j]) for i in range(50) for j in range(i + 1, 50) if exact[i, j] >= 0.6]
    assert expected
    for tile in (1, 7, 50, 2048):
        assert find_strong_links(vectors, 0.6, tile=tile) == expected


def test_it_gives_a_pair_the_same_similarity_between_batches_as_inside_one():
    vectors = make_vectors(40, seed=4)
    inside = {(i, j): s for i, j, s in find_strong_links(vectors, 0.5) if i < 15 <= j}
    between = {(i, j + 15): s for i, j, s in find_links_between(vectors[:15], vectors[15:], 0.5, tile=4)}
    assert inside == between


def test_it_links_nothing_to_an_empty_past():
    assert find_links_between(make_vectors(3), np.empty((0, 16), dtype=np.float32), 0.5) == []


def test_it_refuses_batches_of_different_dimensions():
    with pytest.raises(ValueError, match="16 dimensions and the old ones 8"):
        find_links_between(make_vectors(3), make_vectors(3, dimension=8), 0.5)


def test_it_finds_components_in_order_of_their_smallest_position():
    assert find_components(6, [(5, 1), (1, 3), (0, 2)]) == [[0, 2], [1, 3, 5], [4]]


def test_it_refuses_a_pair_outside_the_positions():
    with pytest.raises(ValueError, match="outside 0 to 2"):
        find_components(3, [(0, 3)])


def test_it_groups_a_thousand_copies_of_one_statement_at_once():
    vectors = np.repeat(at_angles(0), 1000, axis=0)
    assert set(group_vectors(make_keys(1000), vectors, POLICY)) == {0}


def test_a_group_is_held_together_by_strong_links_of_its_own():
    # b and c are 0.6 alike; only a, which may not meet either, links both strongly
    vectors = np.array([[1.0, 0.0, 0.0], [0.72, 0.69, 0.0], [0.72, 0.12, 0.68]], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    apart = [("a", "b"), ("a", "c")]
    assert group_vectors(["a", "b", "c"], vectors, policy=ON_VECTORS_ALONE, cannot_link=apart) == [0, 1, 2]
