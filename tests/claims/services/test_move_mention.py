import pytest

from claims.models import Claim, LedgerAct
from claims.services.decide_pair import decide_pair
from claims.services.move_mention import move_mention
from claims.services.record_act import ContradictedActError, OvertakenActError, RefusedActError
from tests.claims.services.desk import claim_of, give_vectors, group_all, photograph, see, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    mentions = tell_all(0, 5, 8, 90, 95)
    return mentions[:3], mentions[3:]


def test_the_mention_is_in_the_other_claim_and_both_keep_their_numbers(claims, reviewer):
    (a, b, _), (d, _) = claims
    left, target = see(a), see(d)
    move_mention(b.pk, left, target, person=reviewer)
    assert (claim_of(a), claim_of(b)) == (left.id, target.id)
    assert LedgerAct.objects.get().kind == "move"


def test_no_later_grouping_brings_it_back(claims, reviewer, settings):
    (a, b, c), (d, e) = claims
    move_mention(b.pk, see(a), see(d), person=reviewer)
    settings.STRONG_LINK, settings.CUT = 0.9, 0.85
    give_vectors([a, b, c], 1)
    group_all()
    assert claim_of(b) == claim_of(d) == claim_of(e)
    assert claim_of(b) not in {claim_of(a), claim_of(c)}


def test_a_claim_that_it_leaves_empty_says_where_it_went(reviewer):
    alone, other = tell_all(0, 90)
    left, target = see(alone), see(other)
    move_mention(alone.pk, left, target, person=reviewer)
    assert Claim.objects.get(pk=left.id).merged_into_id == target.id


def test_it_refuses_to_pass_over_an_earlier_different(claims, reviewer, colleague):
    (a, b, _), (d, _) = claims
    decide_pair(b.pk, d.pk, "different", person=colleague)
    before = photograph()
    with pytest.raises(ContradictedActError, match="colm"):
        move_mention(b.pk, see(a), see(d), person=reviewer)
    assert photograph() == before


def test_it_refuses_the_claim_the_mention_is_in(claims, reviewer):
    (a, b, _), _ = claims
    with pytest.raises(RefusedActError, match="already"):
        move_mention(b.pk, see(a), see(a), person=reviewer)


def test_it_refuses_a_mention_that_has_left(claims, reviewer):
    (a, _, _), (d, e) = claims
    with pytest.raises(OvertakenActError, match="no longer"):
        move_mention(e.pk, see(a), see(d), person=reviewer)
