"""Neighbours from memory are those that the database finds, whoever was linked first, whatever failed in between."""

import numpy as np
import pytest
from django.db import connection, transaction

from claims.adapters import binary_copy
from claims.models import ArticleVersion, LinkedVector
from claims.services import find_neighbours as service
from claims.services.find_neighbours import ask_database, find_neighbours, read_live
from evaluation.generator import generate_claims
from tests.factories import make_vectors, make_version

pytestmark = pytest.mark.django_db

MODEL = "a model"
REACH = 0.648


@pytest.fixture(autouse=True)
def _shelf_from_the_first(monkeypatch):
    monkeypatch.setattr(service, "SHELF_FROM", 0)
    monkeypatch.setattr(binary_copy, "ROWS_READ", 50)  # so that reading takes several parts
    service._shelves.clear()


def pairs(found) -> set[tuple[int, int]]:
    return {(min(a, b), max(a, b)) for a, b, _ in found}


def ask(ids: list[int]) -> set[tuple[int, int]]:
    return pairs(ask_database(*read_live(ids, MODEL), MODEL, REACH))


def test_memory_and_database_find_the_same():
    ids = make_vectors(generate_claims(400, seed=6).vectors, MODEL)
    find_neighbours(ids[:350], MODEL, REACH)
    late = find_neighbours(ids[350:], MODEL, REACH)
    assert service._shelves, "the shelf was used"
    assert pairs(late) == ask(ids[350:])
    assert len(pairs(late)) > 20


def test_any_order_of_linking_finds_every_pair_once_at_least():
    ids = make_vectors(generate_claims(150, seed=7).vectors, MODEL)
    found = set()
    for start in range(0, 150, 10):
        found |= pairs(find_neighbours(ids[start : start + 10], MODEL, REACH))
    assert found == ask(ids)


def test_a_link_is_not_missed_after_a_transaction_that_failed():
    vectors = generate_claims(60, seed=8).vectors
    twins = np.repeat(vectors[:20], 2, axis=0)
    ids = make_vectors(twins, MODEL)
    find_neighbours(ids[0::2][:10], MODEL, REACH)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        find_neighbours(ids[0::2][10:15], MODEL, REACH)
        find_neighbours(ids[0::2][15:], MODEL, REACH)
        raise ZeroDivisionError
    find_neighbours(ids[0::2][10:], MODEL, REACH)
    found = pairs(find_neighbours(ids[1::2], MODEL, REACH))
    assert {(ids[i], ids[i + 1]) for i in range(0, 40, 2)} <= found


def test_mentions_of_a_replaced_version_are_no_neighbours():
    vector = generate_claims(1, seed=9).vectors
    old = make_vectors(vector, MODEL)
    find_neighbours(old, MODEL, REACH)
    make_version(ArticleVersion.objects.get(mentions=old[0]).article, "another text")
    new = make_vectors(vector, MODEL)
    assert find_neighbours(new, MODEL, REACH) == []


def test_linking_leaves_the_rows_of_vectors_as_they_are_and_their_indexes_with_them():
    ids = make_vectors(generate_claims(20, seed=10).vectors, MODEL)
    before = read_places()
    find_neighbours(ids, MODEL, REACH)
    assert read_places() == before


def read_places() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, ctid::text FROM claims_mentionvector ORDER BY id")
        return cursor.fetchall()


def test_what_is_linked_again_keeps_its_number():
    ids = make_vectors(generate_claims(20, seed=11).vectors, MODEL)
    find_neighbours(ids[:10], MODEL, REACH)
    before = set(LinkedVector.objects.values_list("vector__mention", "number"))
    find_neighbours(ids, MODEL, REACH)
    after = set(LinkedVector.objects.values_list("vector__mention", "number"))
    assert before < after and len(after) == 20


def test_mentions_without_vectors_have_no_neighbours():
    assert find_neighbours([1, 2, 3], MODEL, REACH) == []
