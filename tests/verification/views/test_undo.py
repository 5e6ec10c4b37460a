import pytest
from django.utils import timezone

from tests.factories import make_review, make_told_claim
from verification.models import ClaimReview, ClaimStanding

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def undo(client, claim, version=1, **headers):
    return client.post(f"/claims/{claim.pk}/undo/", {"expected_version": version}, **headers)


@pytest.fixture
def signed(signed_in, reviewer):
    claim = make_told_claim()
    make_review(claim, reviewer, "contradicted")
    return claim


def test_it_rejects_a_get(signed_in, signed):
    assert signed_in.get(f"/claims/{signed.pk}/undo/").status_code == 405


def test_it_requires_sign_in(client, reviewer):
    claim = make_told_claim()
    make_review(claim, reviewer)
    assert undo(client, claim).status_code == 302
    assert ClaimStanding.objects.get().review


def test_the_claims_page_takes_a_decision_back_and_history_says_so(signed_in, signed):
    assert "data-undo" in signed_in.get(f"/claims/{signed.pk}/").text
    text = signed_in.get(undo(signed_in, signed).url).text
    assert "your decision no longer stands" in text
    assert "rosa took back their decision contradicted." in text
    assert "data-undo" not in text
    assert ClaimStanding.objects.get().needs_review


def test_signing_offers_to_undo_on_the_page_that_follows(signed_in):
    claim = make_told_claim()
    proposal = ClaimStanding.objects.get().proposal_id
    sent = {"verdict": "contradicted", "proposal": proposal, "expected_version": 0, "note": "the mayor denies it"}
    text = signed_in.get(signed_in.post(f"/claims/{claim.pk}/decide/", sent).url).text
    assert f'action="/claims/{claim.pk}/undo/"' in text


def test_htmx_gets_the_open_row_back_and_new_counts(signed_in, signed):
    text = undo(signed_in, signed, headers=HTMX).text
    assert "<html" not in text
    assert 'name="expected_version" value="2"' in text
    assert "hx-swap-oob" in text


def test_a_colleague_cannot_take_it_back(client, signed, colleague):
    client.force_login(colleague)
    assert undo(client, signed).status_code == 422
    assert "data-undo" not in client.get(f"/claims/{signed.pk}/").text
    assert ClaimReview.objects.count() == 1


def test_undo_ends_when_one_signs_in_anew(signed_in, signed, reviewer):
    reviewer.last_login = timezone.now()
    reviewer.save()
    response = undo(signed_in, signed)
    assert response.status_code == 422
    assert "until they sign in anew" in response.text


def test_a_decision_that_followed_meanwhile_is_a_conflict(signed_in, signed, colleague):
    make_review(signed, colleague)
    response = undo(signed_in, signed)
    assert response.status_code == 409
    assert "colm decided" in response.text
    assert ClaimReview.objects.count() == 2


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 30])
def test_it_refuses_what_names_no_decision(signed_in, signed, version):
    response = undo(signed_in, signed, version)
    assert response.status_code == 422
    assert "which decision is meant" in response.text


def test_a_second_undo_from_an_old_page_changes_nothing(signed_in, signed):
    undo(signed_in, signed)
    assert undo(signed_in, signed).status_code == 409
    assert ClaimReview.objects.count() == 2
