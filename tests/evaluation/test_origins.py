"""200 planted copies and the independent reports among them."""

from __future__ import annotations

import argparse

import pytest

from evaluation.origins import run
from evaluation.planted_copies import KINDS, plant_copies


@pytest.fixture(scope="module")
def figures():
    return run(argparse.Namespace(copies=200, seed=7, show=False))


def test_no_planted_copy_counts_as_independent(figures):
    assert (figures["copies"], figures["counted_independent"], figures["missed"]) == (200, 0, 0)


def test_no_independent_report_is_folded(figures):
    assert (figures["independent_reports"], figures["independent_folded"]) == (10, 0)


def test_every_kind_of_copy_was_planted(figures):
    assert set(figures["per_kind"]) == set(KINDS)


def test_the_same_seed_plants_the_same_articles():
    assert list(plant_copies(40, seed=3)) == list(plant_copies(40, seed=3)) != list(plant_copies(40, seed=4))
