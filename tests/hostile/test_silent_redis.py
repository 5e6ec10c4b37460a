"""A queue that is there and answers nothing must not hold up whoever adds articles."""

import time

import pytest

from claims.adapters.readers import Document
from claims.models import Article
from claims.services.ingest import ingest_document
from claims.services.sweep import sweep_articles
from tests.conftest import redis
from workbench.pipeline import outage

pytestmark = pytest.mark.django_db(transaction=True)


def time_ingest(number: int) -> float:
    began = time.monotonic()
    ingest_document(Document(text=f"The town of Selm counted {number} storks on Monday.", source="Selm Post"))
    return time.monotonic() - began


def test_it_holds_up_the_first_article_for_moments_and_the_next_ones_not_at_all(silent_redis):
    first = time_ingest(1)
    others = [time_ingest(number) for number in range(2, 5)]
    assert first < 4
    assert max(others) < 0.5


def test_what_could_not_be_published_waits_for_the_next_sweep_and_not_for_its_patience(silent_redis):
    time_ingest(1)
    assert Article.objects.get().hinted_at is None


def test_publishing_goes_on_when_the_silence_is_over(silent_redis):
    time_ingest(1)
    silent_redis()
    outage.end()
    assert sweep_articles() == 1
    assert redis().llen("extract") == 1
