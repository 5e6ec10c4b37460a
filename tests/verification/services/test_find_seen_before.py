"""A claim that is like a decided one says so before anybody decides it again."""

import pytest

from claims.models import Claim, MatchSuggestion
from tests.factories import make_review, make_told_claim
from verification.services.find_seen_before import find_seen_before

pytestmark = pytest.mark.django_db


def suggest(one: Claim, other: Claim, score: float = 0.5, why: str = MatchSuggestion.Why.CLOSE) -> None:
    low, high = sorted((one, other), key=lambda claim: claim.pk)
    MatchSuggestion.objects.create(
        claim_low=low,
        claim_high=high,
        mention_low=low.mentions.get(),
        mention_high=high.mentions.get(),
        score=score,
        why=why,
    )


@pytest.fixture
def claims():
    return [make_told_claim() for _ in range(3)]


def test_a_claim_like_a_decided_one_was_seen_before(claims, reviewer):
    waiting, decided, _ = claims
    review = make_review(decided, reviewer)
    suggest(waiting, decided)
    assert find_seen_before([waiting.pk, decided.pk]) == {waiting.pk: review}


def test_likeness_to_a_claim_that_waits_too_says_nothing(claims):
    one, other, _ = claims
    suggest(one, other)
    assert find_seen_before([one.pk, other.pk]) == {}


def test_the_decided_claim_that_is_most_alike_is_named(claims, reviewer):
    waiting, less, more = claims
    make_review(less, reviewer)
    suggest(waiting, less, 0.45)
    best = make_review(more, reviewer)
    suggest(waiting, more, 0.58)
    assert find_seen_before([waiting.pk]) == {waiting.pk: best}


def test_a_signed_claim_that_the_machine_would_part_was_not_seen_before_itself(claims, reviewer):
    claim, *_ = claims
    make_review(claim, reviewer)
    suggest(claim, claim, why=MatchSuggestion.Why.APART)
    assert find_seen_before([claim.pk]) == {}


def test_it_asks_thrice_at_most_however_many_claims(claims, reviewer, django_assert_max_num_queries):
    make_review(claims[0], reviewer)
    suggest(claims[0], claims[1])
    with django_assert_max_num_queries(3):
        find_seen_before([claim.pk for claim in claims])


def test_the_queue_says_so_beside_the_claim(signed_in, claims, colleague):
    waiting, decided, _ = claims
    make_review(decided, colleague)
    suggest(waiting, decided)
    page = signed_in.get("/").text
    assert "Seen before:" in page
    assert f'href="/claims/{decided.pk}/"' in page
    assert "signed single-source by colm" in page
