import pytest

from claims.models import Claim, LedgerAct
from claims.services.decide_pair import decide_pair
from claims.services.merge_claims import merge_claims
from claims.services.record_act import OvertakenActError, RefusedActError
from claims.services.split_claim import split_claim
from tests.claims.services.desk import claim_of, give_vectors, group_all, photograph, see, tell, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def members():
    """Four mentions in one claim."""
    return tell_all(0, 2, 4, 6)


def test_the_ticked_become_a_claim_of_their_own_and_the_rest_keeps_the_number(members, reviewer):
    seen = see(members[0])
    split_claim(seen, [members[0].pk, members[1].pk, members[2].pk], person=reviewer)
    assert claim_of(members[3]) == seen.id
    assert len({claim_of(mention) for mention in members[:3]} - {seen.id}) == 1


def test_it_is_one_act(members, reviewer):
    split_claim(see(members[0]), [members[3].pk], person=reviewer, note="next year")
    act = LedgerAct.objects.get()
    assert (act.kind, act.other_id, act.entries.count()) == ("split", claim_of(members[3]), 3)


def test_no_later_grouping_brings_them_together_again(members, reviewer, settings):
    split_claim(see(members[0]), [members[2].pk, members[3].pk], person=reviewer)
    settings.STRONG_LINK, settings.CUT = 0.2, 0.1
    give_vectors(members, 1)
    tell(1)
    group_all()
    assert claim_of(members[2]) == claim_of(members[3])
    assert claim_of(members[2]) not in {claim_of(members[0]), claim_of(members[1])}


def test_splitting_what_was_merged_gives_back_the_old_claim(reviewer):
    a, b, c = tell_all(0, 90, 95)
    old = claim_of(b)
    merge_claims(see(a), see(b), person=reviewer)
    split_claim(see(a), [b.pk, c.pk], person=reviewer)
    assert claim_of(b) == claim_of(c) == old
    assert Claim.objects.get(pk=old).merged_into is None


def test_it_says_which_earlier_words_it_overrules(members, reviewer, colleague):
    decide_pair(members[0].pk, members[3].pk, "same", person=colleague)
    assert split_claim(see(members[0]), [members[3].pk], person=reviewer).overruled == [(members[0].pk, members[3].pk)]


@pytest.mark.parametrize("ticked", ["none", "all"])
def test_ticks_that_split_nothing_are_refused(members, reviewer, ticked):
    ids = [mention.pk for mention in members] if ticked == "all" else []
    before = photograph()
    with pytest.raises(RefusedActError, match="(?i)tick"):
        split_claim(see(members[0]), ids, person=reviewer)
    assert photograph() == before


def test_a_tick_on_a_mention_that_left_is_refused(members, reviewer):
    stranger = tell(90)
    with pytest.raises(OvertakenActError):
        split_claim(see(members[0]), [stranger.pk], person=reviewer)


def test_a_claim_that_changed_meanwhile_is_refused(members, reviewer):
    seen = see(members[0])
    tell(3)
    with pytest.raises(OvertakenActError):
        split_claim(seen, [members[0].pk], person=reviewer)
