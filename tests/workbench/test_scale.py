"""What is measured at a million is what production does, tried here at a size for tests."""

import pytest
from django.core.management import CommandError, call_command

from claims.domain.lifecycle import State
from claims.models import Article, Claim, Mention
from tests.factories import make_mention
from workbench.batch_check import compare_with_batch
from workbench.scale import NotEmpty, TooFew, measure_inserts, measure_scale

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def measured():
    return measure_scale(300, 2, 2, lambda _: None)


def test_every_mention_gets_a_claim_and_most_get_the_right_one(measured):
    assert not Mention.objects.filter(claim=None).exists()
    assert measured["b3_f1"] > 0.8


def test_its_texts_stand_where_its_mentions_say(measured):
    mention = Mention.objects.select_related("article_version").order_by("-start")[0]
    assert mention.start > 0
    assert mention.article_version.text[mention.start : mention.end] == mention.quote == mention.text


def test_it_says_how_long_each_article_took(measured):
    assert measured["insert"]["articles"] == 1  # the first one, which warms things up, is told apart
    insert = measured["insert"]
    assert 0 < insert["step_p95_seconds"] < insert["stage_p95_seconds"] < insert["first_seconds"] + 60


def test_claims_that_grew_article_by_article_are_those_of_one_batch(measured):
    assert measured["batch"]["equals_batch"]
    assert measured["batch"]["mentions"] >= 60


def test_a_claim_that_no_batch_would_give_is_noticed(measured):
    first, second = Claim.objects.order_by("id").filter(mentions__article_version__article__in=newest(2)).distinct()[:2]
    second.mentions.update(claim=first)
    assert compare_with_batch(newest(2))["claims_that_differ"] > 0


def test_articles_left_waiting_can_be_inserted_later(measured):
    assert measure_inserts(2, lambda _: None)["insert"]["articles"] == 1
    with pytest.raises(TooFew):
        measure_inserts(1, lambda _: None)


def newest(count: int) -> list[int]:
    grouped = Article.objects.filter(state=State.CLUSTERED)
    return list(grouped.order_by("-id").values_list("id", flat=True)[:count])


def test_it_keeps_away_from_an_instance_that_people_work_in():
    make_mention()
    with pytest.raises(NotEmpty):
        measure_scale(300, 2, 2, lambda _: None)


def test_the_command_refuses_a_size_that_measures_nothing():
    with pytest.raises(CommandError, match="at least 1000 mentions"):
        call_command("measure_scale", mentions=10)
