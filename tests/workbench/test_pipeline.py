"""Chaining and publishing."""

import pytest
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from claims.adapters.publishing import publish_after_commit
from claims.domain.lifecycle import Stage, State
from tests.conftest import redis
from tests.factories import make_article
from workbench.celery import app
from workbench.pipeline import TASKS, publish

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_shipped_setting_names_the_pipelines_publisher():
    assert import_string(settings.PIPELINE_PUBLISHER) is publish


def test_every_stage_has_a_task():
    assert set(TASKS) == set(Stage)


def test_nothing_is_published_before_the_commit():
    with transaction.atomic():
        publish_after_commit(make_article().pk)
        assert redis().llen("extract") == 0
    assert redis().llen("extract") == 1


def test_nothing_is_published_when_the_transaction_fails():
    with pytest.raises(RuntimeError), transaction.atomic():
        publish_after_commit(make_article().pk)
        raise RuntimeError
    assert redis().llen("extract") == 0


@pytest.mark.parametrize(
    ("state", "queue"), [(State.RECEIVED, "fetch"), (State.FETCHED, "extract"), (State.EXTRACTED, "embed")]
)
def test_an_article_goes_to_the_queue_of_its_next_stage(state, queue):
    publish(make_article(state=state).pk)
    assert redis().llen(queue) == 1


def test_publishing_hurries_and_consuming_does_not():
    assert app.connection_for_write().transport_options["socket_timeout"] == 1
    assert app.connection_for_read().transport_options["socket_timeout"] == 10
    assert app.connection_for_write().transport_options["visibility_timeout"] == 900


def test_a_settled_article_is_not_published():
    assert publish(make_article(state=State.ASSESSED).pk) is False


def test_an_article_that_does_not_exist_is_not_published():
    assert publish(10**12) is False
