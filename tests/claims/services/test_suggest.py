"""Signed members stay, and what was found alike but not joined is kept for people."""

import pytest

from claims.domain.lifecycle import State
from claims.models import Claim, MatchSuggestion, Mention
from claims.services.cluster import cluster_article
from claims.services.decide_pair import decide_pair
from claims.services.embed import embed_article
from tests.factories import make_article, make_mention, make_review
from verification.models import ClaimStanding
from verification.services.assess import assess_claims

pytestmark = pytest.mark.django_db(transaction=True)

STORKS = [
    "The town of Selm counted forty storks on Monday.",
    "Forty storks were counted in the town of Selm on Monday.",
]
RUIZ = "Ana Ruiz was arrested in Lyon after the robbery of a bank."
HOLM = "Petra Holm was arrested in Lyon after the robbery of a bank."
BRIDGE = "The old bridge at Kestra was closed to lorries last year."


def arrive(text: str) -> Mention:
    article = make_article(text, state=State.EXTRACTED)
    mention = make_mention(article)
    embed_article(article.pk)
    cluster_article(article.pk)
    assess_claims(Claim.objects.active().needing_assessment().values_list("id", flat=True))
    mention.refresh_from_db()
    return mention


def test_statements_about_two_people_are_suggested_and_not_joined():
    one, other = arrive(RUIZ), arrive(HOLM)
    assert one.claim_id != other.claim_id
    suggestion = MatchSuggestion.objects.get()
    assert suggestion.why == MatchSuggestion.Why.NAMES
    assert (suggestion.shared, suggestion.differing) == (["Lyon"], ["Ana Ruiz", "Petra Holm"])


@pytest.mark.parametrize("order", [[RUIZ, HOLM, BRIDGE], [BRIDGE, HOLM, RUIZ], [HOLM, BRIDGE, RUIZ]])
def test_suggestions_are_the_same_whatever_came_first(order):
    for text in order:
        arrive(text)
    row = MatchSuggestion.objects.get()
    assert ({row.mention_low.text, row.mention_high.text}, row.why) == ({RUIZ, HOLM}, MatchSuggestion.Why.NAMES)
    assert row.score == pytest.approx(0.82, abs=0.12)


def test_a_pair_that_a_person_called_different_is_not_suggested_again(reviewer):
    one, other = arrive(STORKS[0]), arrive(STORKS[1])
    decide_pair(one.pk, other.pk, "different", person=reviewer)
    assert not MatchSuggestion.objects.exists()


def test_a_person_joins_what_was_suggested(reviewer):
    one, other = arrive(RUIZ), arrive(HOLM)
    decide_pair(one.pk, other.pk, "same", person=reviewer)
    assert not MatchSuggestion.objects.exists()
    assert Claim.objects.active().count() == 1


def test_a_mention_that_joins_a_signed_claim_makes_its_decision_stale(reviewer):
    signed = arrive(STORKS[0]).claim
    make_review(signed, reviewer)
    assert arrive(STORKS[1]).claim == signed
    standing = ClaimStanding.objects.get(claim=signed)
    assert standing.stale
    assert "+1 mention" in standing.stale_because


def test_signed_members_stay_together_when_grouping_alone_would_part_them(reviewer, settings):
    arrive(STORKS[0])
    signed = arrive(STORKS[1]).claim
    make_review(signed, reviewer)
    settings.CUT = settings.STRONG_LINK = 0.99
    arrive(STORKS[0])
    assert Mention.objects.filter(held_by=signed, claim=signed).count() == 2
    assert MatchSuggestion.objects.filter(claim_low=signed, why=MatchSuggestion.Why.APART).count() == 1


def test_two_signed_claims_are_suggested_and_not_joined(reviewer, settings):
    settings.CUT = settings.STRONG_LINK = 0.99
    one, other = arrive(STORKS[0]).claim, arrive(STORKS[1]).claim
    make_review(one, reviewer)
    make_review(other, reviewer)
    settings.CUT, settings.STRONG_LINK = 0.42, 0.60
    arrive(STORKS[0])
    assert Claim.objects.active().count() == 2
    assert MatchSuggestion.objects.get().why == MatchSuggestion.Why.SIGNED


def test_a_person_may_still_take_a_signed_member_out(reviewer):
    one, other = arrive(STORKS[0]), arrive(STORKS[1])
    make_review(other.claim, reviewer)
    decide_pair(one.pk, other.pk, "different", person=reviewer)
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.claim_id != other.claim_id


def test_the_page_of_a_claim_says_that_a_similar_one_was_decided(signed_in, reviewer):
    make_review(arrive(RUIZ).claim, reviewer, verdict="contradicted")
    page = signed_in.get(f"/claims/{arrive(HOLM).claim_id}/").text
    assert "Similar claims, not joined" in page
    assert "rosa signed contradicted" in page
    assert "Both name Lyon." in page
