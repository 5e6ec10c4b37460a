import pytest

from claims.models import Claim, LedgerAct
from claims.services.merge_claims import merge_claims
from claims.services.split_claim import split_claim
from tests.claims.services.desk import photograph, see
from tests.factories import make_review
from tests.verification.views.regrouping import claim_of, tell_claim
from verification.models import ClaimStanding

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    return tell_claim(0, 5), tell_claim(90, 95)


@pytest.fixture
def merge(claims, reviewer):
    (a, _), (c, _) = claims
    return merge_claims(see(a), see(c), person=reviewer).act


def send(client, act, claim: int, turn="undo"):
    return client.post(f"/acts/{act.pk}/turn/", {"claim": claim, "turn": turn})


def test_it_rejects_a_get(signed_in, merge):
    assert signed_in.get(f"/acts/{merge.pk}/turn/").status_code == 405


def test_it_requires_sign_in(client, merge):
    send(client, merge, merge.claim_id)
    assert LedgerAct.objects.count() == 1


def test_it_takes_a_merge_back_and_the_old_address_lives_again(signed_in, claims, merge):
    _, (c, _) = claims
    text = signed_in.get(send(signed_in, merge, merge.claim_id).url).text
    assert "Claims and ledger are as they were." in text
    assert "(undone)" in text
    assert claim_of(c) == merge.other_id
    assert "retired" not in signed_in.get(f"/claims/{merge.other_id}/").text


def test_what_was_undone_is_offered_to_be_brought_back(signed_in, merge):
    before = photograph()
    text = signed_in.get(send(signed_in, merge, merge.claim_id).url).text
    assert "Bring back" in text
    send(signed_in, merge, merge.claim_id, "redo")
    assert photograph() == before


def test_a_decision_that_the_merge_made_stale_holds_again(signed_in, claims, colleague, reviewer):
    (a, _), (c, _) = claims
    for mention in (a, c):
        make_review(Claim.objects.get(pk=claim_of(mention)), colleague)
    act = merge_claims(see(a), see(c), person=reviewer).act
    send(signed_in, act, act.claim_id)
    for standing in ClaimStanding.objects.all():
        assert (standing.stale, standing.needs_review, standing.stale_because) == (False, False, [])


def test_undoing_twice_is_answered_with_who_was_faster(signed_in, merge):
    send(signed_in, merge, merge.claim_id)
    response = send(signed_in, merge, merge.claim_id)
    assert response.status_code == 409
    assert "undone already by rosa" in response.text


def test_a_later_act_that_builds_on_it_is_named(signed_in, colleague, claims, merge):
    (a, b), _ = claims
    split_claim(see(a), [b.pk], person=colleague)
    response = send(signed_in, merge, merge.claim_id)
    assert response.status_code == 422
    assert "colm split mentions off" in response.text


@pytest.mark.parametrize("sent", [{}, {"turn": "undo"}, {"claim": "x", "turn": "undo"}, {"claim": 1, "turn": "spin"}])
def test_a_form_that_says_nothing_leads_to_the_queue(signed_in, merge, sent):
    assert signed_in.post(f"/acts/{merge.pk}/turn/", sent).url == "/"
    assert LedgerAct.objects.count() == 1


def test_an_act_that_does_not_exist_is_not_found(signed_in):
    assert signed_in.post("/acts/99999999/turn/").status_code == 404
