"""What is measured at a million is what production does, tried here at a size for tests."""

import pytest
from django.core.management import CommandError, call_command

from claims.models import Mention
from tests.factories import make_mention
from workbench.scale import NotEmpty, measure_scale

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def measured():
    return measure_scale(300, 2, lambda _: None)


def test_every_mention_gets_a_claim_and_most_get_the_right_one(measured):
    assert not Mention.objects.filter(claim=None).exists()
    assert measured["b3_f1"] > 0.8


def test_its_texts_stand_where_its_mentions_say(measured):
    mention = Mention.objects.select_related("article_version").order_by("-start")[0]
    assert mention.start > 0
    assert mention.article_version.text[mention.start : mention.end] == mention.quote == mention.text


def test_it_says_how_long_each_article_took(measured):
    assert measured["insert"]["articles"] == 1  # the first one, which warms things up, is told apart
    assert 0 < measured["insert"]["p95_seconds"] < measured["insert"]["first_seconds"] + 60


def test_it_keeps_away_from_an_instance_that_people_work_in():
    make_mention()
    with pytest.raises(NotEmpty):
        measure_scale(300, 2, lambda _: None)


def test_the_command_refuses_a_size_that_measures_nothing():
    with pytest.raises(CommandError, match="at least 1000 mentions"):
        call_command("measure_scale", mentions=10)
