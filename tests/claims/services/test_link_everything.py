"""Linking all at once stores what linking one at a time does, and what is linked stays as it is."""

import pytest
from django.db import transaction

from claims.models import MentionLink, MentionVector
from claims.services.link_everything import link_everything
from claims.services.regroup import link_mentions
from evaluation.generator import generate_claims
from tests.factories import make_vectors, make_version

pytestmark = pytest.mark.django_db

MODEL = "a model"


def stored() -> dict[tuple[int, int], float]:
    return {(link.low_id, link.high_id): round(link.similarity, 2) for link in MentionLink.objects.all()}


@transaction.atomic
def link_all(reach: float) -> int:
    return link_everything(MODEL, reach)


def test_it_stores_the_links_that_looking_each_mention_up_finds(settings):
    ids = make_vectors(generate_claims(300, seed=3).vectors, MODEL)
    link_mentions(ids, MODEL)
    one_by_one = set(stored())
    MentionLink.objects.all().delete()
    assert link_all(settings.SUGGEST_LINK) == len(one_by_one) > 100
    assert set(stored()) == one_by_one


def test_it_adds_what_is_lacking_and_leaves_the_rest_as_it_is():
    make_vectors(generate_claims(200, seed=4).vectors, MODEL)
    few = link_all(0.7)
    before = stored()
    more = link_all(0.6)
    assert more > 0
    assert len(stored()) == few + more
    assert before.items() <= stored().items()


def test_all_of_them_count_as_linked_afterwards():
    make_vectors(generate_claims(20, seed=5).vectors, MODEL)
    link_all(0.6)
    assert not MentionVector.objects.filter(linked=None).exists()


def test_mentions_of_a_replaced_version_get_no_links():
    vector = generate_claims(1, seed=6).vectors
    old = make_vectors(vector, MODEL)
    make_vectors(vector, MODEL)
    make_version(MentionVector.objects.get(mention=old[0]).mention.article_version.article, "another text")
    assert link_all(0.6) == 0


def test_without_any_vector_there_is_nothing_to_store():
    assert link_all(0.6) == 0
