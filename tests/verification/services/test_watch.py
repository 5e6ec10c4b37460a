"""A saved search tells of claims that appear, and of checked ones that come back; each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Article, Claim, Watch, WatchAlert
from tests.factories import make_article, make_mention, make_review, make_told_claim
from verification.services.watch import run_watches

pytestmark = pytest.mark.django_db(transaction=True)

STORKS = "The town of Selm counted forty storks."


@pytest.fixture
def watch(reviewer):
    return Watch.objects.create(owner=reviewer, words="storks Selm")


def make_older(claim, days=3):
    before = timezone.now() - timedelta(days=days)
    Claim.objects.filter(pk=claim.pk).update(created_at=before)
    Article.objects.filter(versions__mentions__claim=claim).update(received_at=before)


def list_kinds():
    return list(WatchAlert.objects.order_by("id").values_list("kind", flat=True))


def test_a_claim_that_appears_is_told_once(watch):
    claim = make_told_claim(STORKS)
    run_watches()
    run_watches()
    assert WatchAlert.objects.get().claim == claim and list_kinds() == ["appeared"]


def test_another_claim_is_not_told(watch):
    make_told_claim("The old bridge at Kestra was closed.")
    assert run_watches().counts == {"searches": 1, "alerts": 0}


def test_a_claim_of_before_is_not_told(watch):
    make_older(make_told_claim(STORKS))
    run_watches()
    assert list_kinds() == []


def test_a_checked_claim_that_comes_back_is_told_with_its_decision(watch, colleague):
    claim = make_told_claim(STORKS)
    make_older(claim)
    make_review(claim, colleague)
    make_mention(make_article(f"{STORKS} Dogs barked."), STORKS, claim=claim)
    run_watches()
    assert list_kinds() == ["came back"]
    assert "colm signed single-source" in WatchAlert.objects.get().words


def test_a_paused_search_rests(watch):
    Watch.objects.update(active=False)
    make_told_claim(STORKS)
    assert run_watches().counts["alerts"] == 0


def test_a_search_by_meaning_finds_other_words(reviewer):
    from tests.claims.services.revising import find_mention, tell

    Watch.objects.create(owner=reviewer, meaning="How many storks live in Selm?")
    told = tell("Forty storks were counted in the town of Selm on 9 May 2022.")
    tell("Engineers closed the old bridge at Kestra to lorries in January 2023.")
    run_watches()
    assert list(WatchAlert.objects.values_list("claim", flat=True)) == [find_mention(told, "storks").claim_id]
