"""The shelf returns every vector at the threshold, whatever the vectors it learned from were like."""

import timeit

import numpy as np
import pytest
import torch

from claims.adapters import outline as outlines
from claims.adapters.outline import Packed, has_exact_units, learn_outline, lift
from claims.adapters.shelf import Shelf
from evaluation.generator import generate_claims

REACH = 0.548


def spike(dimension: int) -> np.ndarray:
    """A vector that lies in one direction: nothing that outlines are made for."""
    vector = np.zeros((1, 384), dtype=np.float32)
    vector[0, dimension] = 1.0
    return vector


def lean(one: np.ndarray, other: np.ndarray, likeness: float) -> np.ndarray:
    """A unit vector with this similarity to `one`, for orthogonal `one` and `other`."""
    return (likeness * one + np.sqrt(1 - likeness**2) * other).astype(np.float32)


def miss(shelf: Shelf, asked: np.ndarray, stored: np.ndarray) -> set[tuple[int, int]]:
    expected = {(int(a), int(b)) for a, b in np.argwhere(asked.astype(np.float64) @ stored.T >= REACH)}
    rows, ids = shelf.find_candidates(asked, REACH)
    return expected - set(zip(rows.tolist(), ids.tolist(), strict=True))


def fill(vectors: np.ndarray, parts: int = 3) -> Shelf:
    shelf = Shelf(384, REACH)
    for ids in np.array_split(np.arange(len(vectors)), parts):
        shelf.add(ids, vectors[ids])
    return shelf


def test_it_misses_nothing_and_proposes_little_in_vain():
    vectors = generate_claims(3000, seed=4).vectors
    shelf, asked = fill(vectors), vectors[:70]
    assert miss(shelf, asked, vectors) == set()
    links = int((asked @ vectors.T >= REACH).sum())
    assert len(shelf.find_candidates(asked, REACH)[0]) < 3 * links


@pytest.mark.parametrize("first", [0, 1])
def test_it_misses_no_vector_of_another_kind(first):
    usual = generate_claims(600, seed=5).vectors
    odd = np.vstack([spike(3), spike(380), lean(spike(3), spike(380), 0.5485), lean(spike(3), spike(7), 0.56)])
    vectors = np.vstack([usual, odd] if first else [odd, usual])
    shelf = fill(vectors, parts=40)
    assert miss(shelf, vectors, vectors) == set()
    assert len(shelf) == len(vectors)


def test_a_bound_holds_for_vectors_that_the_sample_never_saw():
    outline = learn_outline(generate_claims(500, seed=6).vectors, REACH)
    random = np.random.default_rng(0)
    others = random.standard_normal((400, 384)).astype(np.float32) * random.random((400, 384)).astype(np.float32) ** 6
    others /= np.linalg.norm(others, axis=1, keepdims=True)
    drawn, odd = outline.draw(others)
    kept, whole = others[~odd], drawn[~odd].astype(np.float64)
    for threshold in (0.2, 0.4, 0.6):
        reaching = kept.astype(np.float64) @ kept.T >= threshold
        assert (whole @ whole.T >= outline.find_floor(threshold))[reaching].all()


def test_an_empty_shelf_has_no_candidates():
    shelf = Shelf(384, REACH)
    shelf.add(np.empty(0, dtype=np.int64), np.empty((0, 384), dtype=np.float32))
    assert len(shelf.find_candidates(generate_claims(3).vectors, REACH)[0]) == len(shelf) == 0


def test_it_finds_the_same_without_units_for_whole_numbers(monkeypatch):
    vectors = generate_claims(500, seed=7).vectors
    monkeypatch.setattr(outlines, "has_exact_units", lambda: False)
    assert miss(fill(vectors), vectors, vectors) == set()


def draw_any(rows: int, width: int) -> np.ndarray:
    return np.random.default_rng(rows).integers(-127, 128, (rows, width)).astype(np.int8)


def multiply_plainly(asked: np.ndarray, drawn: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(asked).float() @ torch.from_numpy(drawn).float().t()


in_units = pytest.mark.skipif(not has_exact_units(), reason="this processor has no units for 8-bit numbers")


@in_units
def test_the_units_sum_exactly():
    drawn, asked = draw_any(256, 192), draw_any(32, 192)
    assert (Packed(drawn).multiply(lift(asked)) == multiply_plainly(asked, drawn).bfloat16()).all()


@in_units
def test_the_units_are_used_in_the_way_that_is_fast():
    """Asked with two signed numbers, a processor without units for matrices took a thousand times as long as for plain
    decimals."""
    drawn, asked = draw_any(32, 128), draw_any(16_384, 128)
    packed, lifted = Packed(drawn), lift(asked)
    ours = min(timeit.repeat(lambda: packed.multiply(lifted), number=1, repeat=20))
    plain = min(timeit.repeat(lambda: multiply_plainly(asked, drawn), number=1, repeat=20))
    assert ours < 50 * plain  # where other processes use the cores, threads wait for each other: 14 times was seen
