"""A claim that cannot be assessed hurts no other, waits longer each time, and can be seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.domain.lifecycle import State
from claims.models import Article, Claim, Mention
from claims.services.run_stage import Outcome
from tests.factories import make_article, make_claim, make_mention, make_vector
from verification.models import ClaimStanding
from verification.services.assess import Assessed, assess_claims
from verification.services.propose import propose_for_article
from workbench.management.commands.status import read_status

pytestmark = pytest.mark.django_db(transaction=True)

DAMAGED = [{"start": 0}]  # a quantity without its numbers, as no extraction writes it


def make_waiting_claim(article: Article | None = None, **fields) -> Claim:
    mention = make_mention(article or make_article(state=State.CLUSTERED), **fields)
    claim = make_claim(mention.text, canonical_mention=mention)
    Mention.objects.filter(pk=mention.pk).update(claim=claim)
    make_vector(mention)
    return claim


def make_due(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(next_attempt_at=timezone.now() - timedelta(seconds=1))


def test_a_claim_that_cannot_be_assessed_stops_no_other():
    claims = [make_waiting_claim(quantities=DAMAGED if number == 0 else []) for number in range(4)]
    assert assess_claims([claim.pk for claim in claims]) == Assessed(proposals=3, failed=1)
    assert ClaimStanding.objects.count() == 3


def test_it_keeps_count_and_reason():
    claim = make_waiting_claim(quantities=DAMAGED)
    assess_claims([claim.pk])
    claim.refresh_from_db()
    assert (claim.failures, claim.assessed_revision) == (1, 0)
    assert claim.failure.startswith("KeyError")


def test_it_waits_longer_after_each_failure():
    claim = make_waiting_claim(quantities=DAMAGED)
    waits = []
    for _ in range(3):
        make_due(claim)
        assess_claims([claim.pk])
        claim.refresh_from_db()
        waits.append(claim.next_attempt_at - timezone.now())
    assert waits[0] < timedelta(seconds=11) < waits[1] < timedelta(seconds=41) < waits[2]


def test_it_is_not_tried_before_its_time():
    claim = make_waiting_claim(quantities=DAMAGED)
    for _ in range(2):
        assess_claims([claim.pk])
    claim.refresh_from_db()
    assert claim.failures == 1


def test_success_clears_the_count():
    claim = make_waiting_claim(quantities=DAMAGED)
    assess_claims([claim.pk])
    Mention.objects.update(quantities=[])
    make_due(claim)
    assert assess_claims([claim.pk]) == Assessed(proposals=1, failed=0)
    claim.refresh_from_db()
    assert (claim.failures, claim.failure, claim.next_attempt_at) == (0, "", None)


def test_an_article_is_not_stopped_by_a_claim_of_another():
    make_waiting_claim(quantities=DAMAGED)
    article = make_article(state=State.CLUSTERED)
    mine = make_waiting_claim(article)
    assert propose_for_article(article.pk) is Outcome.DONE
    assert list(ClaimStanding.objects.values_list("claim", flat=True)) == [mine.pk]


def test_an_article_proposes_its_own_claims_only():
    other = make_waiting_claim()
    article = make_article(state=State.CLUSTERED)
    make_waiting_claim(article)
    propose_for_article(article.pk)
    assert not ClaimStanding.objects.filter(claim=other).exists()


def test_an_article_is_not_stopped_by_a_bad_claim_of_its_own():
    article = make_article("Selm counted forty storks. Kestra counted nine.", state=State.CLUSTERED)
    make_waiting_claim(article, quote="Selm counted forty storks.", quantities=DAMAGED)
    good = make_waiting_claim(article, quote="Kestra counted nine.")
    assert propose_for_article(article.pk) is Outcome.DONE
    assert ClaimStanding.objects.get().claim == good


def test_the_run_says_how_many_failed():
    article = make_article(state=State.CLUSTERED)
    make_waiting_claim(article, quantities=DAMAGED)
    propose_for_article(article.pk)
    assert article.runs.get().counts == {"claims": 1, "proposals": 0, "failed": 1}


def test_the_status_names_it():
    claim = make_waiting_claim(quantities=DAMAGED)
    assess_claims([claim.pk])
    (shown,) = read_status()["failing_claims"]
    assert (shown["claim"], shown["failures"]) == (claim.pk, 1)
    assert "KeyError" in shown["why"]
