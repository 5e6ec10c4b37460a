"""What beat starts, and that neither an outage nor a backlog makes messages pile up."""

import json

import pytest
from django.conf import settings
from django_celery_beat.models import PeriodicTask

from tests.conftest import redis
from tests.factories import make_claim
from workbench.celery import app
from workbench.scheduler import JobScheduler
from workbench.tasks import sweep_task

pytestmark = pytest.mark.django_db(transaction=True)


def list_messages() -> list[dict]:
    return [json.loads(message) for message in redis().lrange("default", 0, -1)]


def list_asked_claims() -> list[int]:
    return [claim for message in list_messages() for claim in json.loads(message["headers"]["argsrepr"][1:-2])]


@pytest.mark.parametrize(("name", "seconds"), [("sweep", settings.SWEEP_SECONDS), ("reverify", 3600)])
def test_what_beat_asks_for_is_dropped_when_the_next_one_is_due(name, seconds):
    JobScheduler(app=app).setup_schedule()
    assert PeriodicTask.objects.get(name=name).expire_seconds == seconds


def test_many_sweeps_ask_for_each_waiting_claim_once(monkeypatch):
    monkeypatch.setattr("workbench.tasks.ASSESS_SWEEP", 3)
    claims = [make_claim().pk for _ in range(10)]
    for _ in range(20):
        sweep_task()
    assert sorted(list_asked_claims()) == claims


def test_messages_of_a_sweep_are_dropped_when_nobody_gets_to_them_in_time():
    make_claim()
    sweep_task()
    (message,) = list_messages()
    assert message["headers"]["expires"]
