"""The index of meanings, made for real; only the number of vectors from which it is made is lowered."""

import pytest

from claims.models import MentionVector
from claims.services import index_meanings as module
from claims.services.choose_model import read_active_model
from claims.services.index_meanings import index_meanings, read_definitions
from tests.factories import make_article, make_mention

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three_vectors(monkeypatch):
    monkeypatch.setattr(module, "INDEX_FROM", 3)
    for number, vector in enumerate(([1.0, 0.0], [0.0, 1.0], [0.6, 0.8])):
        mention = make_mention(make_article(f"The {number} storks left Selm on Monday."))
        MentionVector.objects.create(mention=mention, model=read_active_model(), dimension=2, vector=vector)
    yield
    for name in read_definitions():
        module.run(f'DROP INDEX CONCURRENTLY IF EXISTS "{name}"')


def test_few_vectors_need_none():
    assert index_meanings().counts == {"vectors": 0, "index": "none needed"}


def test_it_is_made_for_the_model_in_force_and_stands_from_then_on(three_vectors):
    assert index_meanings().counts["index"] == "made"
    assert read_definitions() == {"vector_meaning_2": (read_active_model(), True)}
    assert index_meanings().counts["index"] == "stands"


def test_one_of_another_model_gives_way(three_vectors):
    index_meanings()
    module.run("COMMENT ON INDEX vector_meaning_2 IS %s", "somebody's old one")
    assert index_meanings().counts["index"] == "made"
    assert read_definitions() == {"vector_meaning_2": (read_active_model(), True)}


def test_more_than_a_task_can_index_are_left_to_whoever_waits_for_it(three_vectors, monkeypatch):
    monkeypatch.setattr(module, "MOST_IN_TASK", 2)
    assert index_meanings().found
    assert index_meanings(at_once=True).counts["index"] == "made"
