"""An old claim is found by what it means: the web asks, a real worker with the real model answers."""

import numpy as np
import pytest
from django.test import Client

from claims.adapters.encoder import load_encoder
from claims.models import MentionVector, SearchVector
from claims.services.choose_model import read_active_model
from tests.conftest import make_person, wait_until
from tests.factories import make_told_claim

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
OLD = "A fire destroyed the grain mill on the river bank."
OTHERS = (
    "The council lowered the fee for library cards.",
    "Nine cranes of the harbour were idle in March.",
    "The ferry company denies that it raised fares before the holidays.",
)


def give_real_vectors(claims):
    encoder = load_encoder(read_active_model())
    for claim, vector in zip(claims, encoder.encode([claim.text for claim in claims]), strict=True):
        given = {"vector": [float(value) for value in np.asarray(vector)], "dimension": encoder.dimension}
        MentionVector.objects.filter(mention__claim=claim).update(**given)


def test_an_old_claim_is_found_by_meaning_through_a_worker(processes):
    old, *_ = claims = [make_told_claim(text) for text in (OLD, *OTHERS)]
    give_real_vectors(claims)
    browser = Client()
    browser.force_login(make_person("rosa"))
    processes.start_worker(queues="search")
    question = "/search/?q=the+flour+works+burnt+down"
    assert "Looking for claims near in meaning" in browser.get(question).text

    def the_worker_answered():
        browser.get(question)
        return SearchVector.objects.exclude(vector=[]).exists()

    wait_until(the_worker_answered, seconds=120)
    text = browser.get(question).text
    assert old.text in text and "near in meaning" in text
    assert not any(other in text for other in OTHERS)
