import pytest
from django.test import Client

from claims.models import Claim, LedgerAct
from claims.services.decide_pair import decide_pair
from tests.claims.services.desk import tell
from tests.factories import make_review
from tests.verification.views.regrouping import address, claim_of, seen, tell_claim
from verification.models import ClaimStanding

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    return tell_claim(0, 5), tell_claim(90, 95)


def send(client, claims, **changed):
    (a, _), (c, _) = claims
    return client.post(address(a, "merge"), {"seen": seen(a), "other": seen(c), "note": "", **changed})


def test_it_rejects_a_get(signed_in, claims):
    assert signed_in.get(address(claims[0][0], "merge")).status_code == 405


def test_it_requires_sign_in(client, claims):
    assert send(client, claims).status_code == 302
    assert not LedgerAct.objects.exists()


def test_it_requires_the_token_of_the_form(reviewer, claims):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    assert send(client, claims).status_code == 403


def test_it_merges_the_other_claim_into_this_one_and_says_so(signed_in, claims):
    (a, _), (_, d) = claims
    response = send(signed_in, claims)
    assert claim_of(d) == claim_of(a)
    assert "merged “" in signed_in.get(response.url).text


def test_both_claims_are_assessed_at_once(signed_in, claims):
    send(signed_in, claims)
    assert not Claim.objects.active().needing_assessment().exists()


def test_the_old_address_says_where_the_claim_went_and_offers_undo(signed_in, claims):
    (a, _), (c, _) = claims
    gone = claim_of(c)
    send(signed_in, claims)
    text = signed_in.get(f"/claims/{gone}/?kept=yes").text
    assert f'href="/claims/{claim_of(a)}/"' in text
    assert "rosa merged this claim into" in text
    assert f"/acts/{LedgerAct.objects.get().pk}/turn/" in text


def test_a_signed_claim_becomes_stale_and_names_the_merge(signed_in, colleague, claims):
    (a, _), (c, _) = claims
    for mention in (a, c):
        make_review(Claim.objects.get(pk=claim_of(mention)), colleague)
    kept, gone = claim_of(a), claim_of(c)
    send(signed_in, claims)
    standing = ClaimStanding.objects.get(claim=kept)
    assert (standing.stale, standing.needs_review) == (True, True)
    assert "rosa merged" in standing.stale_because[0]
    left = ClaimStanding.objects.get(claim=gone)
    assert (left.stale, left.needs_review) == (True, False)
    assert "merged this claim into" in left.stale_because[0]


def test_a_stale_version_is_refused_with_what_was_written_kept(signed_in, claims):
    (a, _), _ = claims
    old = seen(a)
    tell(2)
    response = send(signed_in, claims, seen=old, note="same flood")
    assert response.status_code == 409
    assert "came or went after you opened" in response.text
    assert 'value="same flood"' in response.text
    assert not LedgerAct.objects.exists()


def test_a_contradiction_is_shown_and_can_be_overruled(signed_in, colleague, claims):
    (a, _), (c, _) = claims
    decide_pair(a.pk, c.pk, "different", person=colleague, reason="two floods")
    here = address(a, "merge") + "?q=storks"
    sent = {"seen": seen(a), "other": seen(c)}
    refused = signed_in.post(here, sent)
    assert refused.status_code == 422
    assert "two floods" in refused.text
    assert 'name="overrule"' in refused.text
    text = signed_in.get(signed_in.post(here, {**sent, "overrule": "yes"}).url).text
    assert "It overrules what was said before of one pair of mentions." in text


@pytest.mark.parametrize("other", ["", "x", "5", "5@", "@", "0@0", f"{2**70}@1", "5@" + "9" * 30, "٣@1"])
def test_what_names_no_claim_is_refused_with_a_sentence(signed_in, claims, other):
    response = send(signed_in, claims, other=other)
    assert response.status_code == 422
    assert 'role="alert"' in response.text


def test_a_claim_that_does_not_exist_is_not_found(signed_in):
    assert signed_in.post("/claims/99999999/merge/").status_code == 404
