"""A worker killed at any moment and an emptied Redis lose nothing: Postgres knows what is left to do."""

import time

import pytest
from django.db.models import Count

from claims.adapters.readers import Document
from claims.domain.lifecycle import State
from claims.models import Article, Mention
from claims.services.ingest import Defaults, ingest_document
from claims.services.sweep import sweep_articles
from tests.conftest import redis, wait_until
from verification.models import ClaimStanding, ProposedVerdict

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

IMPATIENT = {"LEASE_SECONDS": "5", "HINT_PATIENCE_SECONDS": "2", "VISIBILITY_TIMEOUT": "10"}
TOWNS = ["Selm", "Kestra", "Brackenford", "Cadby", "Fennick", "Dunmar", "Tolm", "Ostrin", "Hale", "Wick"]


@pytest.fixture(autouse=True)
def _impatient(settings):
    settings.LEASE_SECONDS = 5
    settings.HINT_PATIENCE_SECONDS = 2


def accept_articles(rounds: int = 2) -> set[int]:
    """The ledger of what was accepted: nothing in it may be missing at the end."""
    accepted = set()
    for round_number in range(rounds):
        for number, town in enumerate(TOWNS):
            text = (
                f"The council of {town} opened {number + 3} new schools in March 20{round_number + 10}. "
                f"Police in {town} arrested {number + 12} people on Monday, the mayor said."
            )
            document = Document(text=text, source=f"The {town} Post", label=town)
            accepted.add(ingest_document(document, Defaults()).article.pk)
    return accepted


def sweep_until_assessed(accepted: set[int], seconds: float = 120) -> None:
    def everything_is_assessed() -> bool:
        sweep_articles()
        return Article.objects.filter(id__in=accepted, state=State.ASSESSED).count() == len(accepted)

    wait_until(everything_is_assessed, seconds)


def assert_nothing_is_doubled() -> None:
    spans = Mention.objects.values("article_version", "start", "end").annotate(times=Count("id"))
    assert not spans.filter(times__gt=1).exists()
    assert not Mention.objects.filter(claim=None).exists()
    numbers = ProposedVerdict.objects.values("claim", "number").annotate(times=Count("id"))
    assert not numbers.filter(times__gt=1).exists()


def some_are_under_way() -> bool:
    return Article.objects.exclude(state=State.FETCHED).exists()


def test_workers_killed_in_the_middle_lose_nothing(processes):
    accepted = accept_articles()
    for _ in range(3):
        worker = processes.start_worker(**IMPATIENT)
        wait_until(some_are_under_way)
        time.sleep(0.7)
        processes.kill(worker)
    processes.start_worker(**IMPATIENT)
    sweep_until_assessed(accepted)
    assert_nothing_is_doubled()
    assert ClaimStanding.objects.exists()


def test_an_emptied_redis_loses_nothing(processes):
    accepted = accept_articles()
    redis().flushall()
    processes.start_worker(**IMPATIENT)
    time.sleep(3)
    redis().flushall()
    sweep_until_assessed(accepted)
    assert_nothing_is_doubled()


def test_a_message_delivered_three_times_gives_the_same_rows(processes):
    accepted = accept_articles(rounds=1)
    for _ in range(2):
        Article.objects.update(hinted_at=None)
        sweep_articles()
    processes.start_worker(**IMPATIENT)
    processes.start_worker(**IMPATIENT)
    sweep_until_assessed(accepted)
    assert_nothing_is_doubled()
