import pytest

from claims.models import Claim, LedgerAct, PairDecision
from claims.services.decide_pair import decide_pair
from claims.services.merge_claims import merge_claims
from claims.services.record_act import ContradictedActError, OvertakenActError, RefusedActError, SeenClaim
from tests.claims.services.desk import claim_of, give_vectors, group_all, photograph, see, tell, tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    """Two claims of two mentions each, on different subjects."""
    mentions = tell_all(0, 5, 90, 95)
    return mentions[:2], mentions[2:]


def test_all_mentions_come_to_the_claim_that_is_kept(claims, reviewer):
    (a, b), (c, d) = claims
    kept = see(c)
    merge_claims(kept, see(a), person=reviewer)
    assert {claim_of(mention) for mention in (a, b, c, d)} == {kept.id}


def test_the_page_of_the_other_says_where_its_mentions_went(claims, reviewer):
    (a, _), (c, _) = claims
    kept, gone = see(a), see(c)
    merge_claims(kept, gone, person=reviewer)
    assert Claim.objects.get(pk=gone.id).merged_into_id == kept.id


def test_it_is_one_act_with_who_when_why_score_and_model(claims, reviewer):
    (a, _), (c, _) = claims
    merge_claims(see(a), see(c), person=reviewer, note="one and the same flood")
    act = LedgerAct.objects.get()
    entries = list(act.entries.all())
    assert (act.kind, act.person, act.note) == ("merge", reviewer, "one and the same flood")
    assert {entry.decision for entry in entries} == {"same"}
    assert len(entries) == 3
    assert all(entry.model and entry.similarity is not None for entry in entries)


@pytest.mark.parametrize("model_says", [170, 300])
def test_no_later_grouping_takes_a_merged_claim_apart(claims, reviewer, settings, model_says):
    (a, b), (c, d) = claims
    kept = see(a)
    merge_claims(kept, see(c), person=reviewer)
    settings.STRONG_LINK, settings.CUT = 0.99, 0.98
    give_vectors([b], model_says)
    group_all()
    assert {claim_of(mention) for mention in (a, b, c, d)} == {kept.id}


def test_a_merge_against_what_a_colleague_said_is_refused_and_names_it(claims, reviewer, colleague):
    (a, b), (c, d) = claims
    decide_pair(b.pk, d.pk, "different", person=colleague, reason="two rivers")
    before = photograph()
    with pytest.raises(ContradictedActError, match="colm") as refused:
        merge_claims(see(a), see(c), person=reviewer)
    assert f"m{b.pk} and m{d.pk} are different claims" in str(refused.value)
    assert "two rivers" in str(refused.value)
    assert photograph() == before
    assert LedgerAct.objects.count() == 1


def test_a_merge_that_overrules_says_which_pairs(claims, reviewer, colleague):
    (a, b), (c, d) = claims
    decide_pair(b.pk, d.pk, "different", person=colleague)
    done = merge_claims(see(a), see(c), person=reviewer, overrule=True)
    assert done.overruled == [(b.pk, d.pk)]
    assert claim_of(a) == claim_of(d)


def test_it_refuses_a_claim_that_changed_meanwhile(claims, reviewer):
    (a, _), (c, _) = claims
    kept, joining = see(a), see(c)
    tell(2)
    with pytest.raises(OvertakenActError, match="came or went"):
        merge_claims(kept, joining, person=reviewer)
    assert not LedgerAct.objects.exists()


def test_it_refuses_a_claim_that_was_merged_meanwhile(claims, reviewer):
    (a, _), (c, _) = claims
    kept, joining = see(a), see(c)
    merge_claims(kept, joining, person=reviewer)
    with pytest.raises(OvertakenActError, match=f"merged into claim {kept.id}"):
        merge_claims(see(a), joining, person=reviewer)


@pytest.mark.parametrize("other", ["itself", "nothing"])
def test_it_refuses_what_makes_no_merge(claims, reviewer, other):
    (a, _), _ = claims
    with pytest.raises(RefusedActError):
        merge_claims(see(a), see(a) if other == "itself" else SeenClaim(10**9, 1), person=reviewer)


def test_same_same_different_is_refused_at_the_moment_of_the_act_and_names_the_entries(reviewer, colleague):
    a, b, c = tell_all(0, 90, 180)
    decide_pair(a.pk, b.pk, "same", person=reviewer)
    decide_pair(b.pk, c.pk, "same", person=colleague)
    before, entries = photograph(), PairDecision.objects.count()
    with pytest.raises(ContradictedActError) as refused:
        decide_pair(a.pk, c.pk, "different", person=reviewer)
    message = str(refused.value)
    assert f"m{a.pk} and m{c.pk} are different claims (what you say now)" in message
    assert f"m{a.pk} and m{b.pk} say the same (rosa, " in message
    assert f"m{b.pk} and m{c.pk} say the same (colm, " in message
    assert (photograph(), PairDecision.objects.count()) == (before, entries)
