import pytest

from tests.factories import make_mention, make_review, make_told_claim
from verification.models import ClaimReview, ClaimStanding
from verification.services.assess import assess_claim

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def decide(client, claim, verdict="single_source", *, headers=None, **changed):
    standing = ClaimStanding.objects.get(claim=claim)
    sent = {"verdict": verdict, "proposal": standing.proposal_id, "expected_version": 0, "note": "", **changed}
    return client.post(f"/claims/{claim.pk}/decide/", sent, headers=headers)


def test_it_rejects_a_get(signed_in):
    assert signed_in.get(f"/claims/{make_told_claim().pk}/decide/").status_code == 405


def test_it_requires_sign_in(client):
    claim = make_told_claim()
    assert decide(client, claim).status_code == 302
    assert not ClaimReview.objects.exists()


def test_it_records_who_decided_what_on_which_proposal(signed_in, reviewer):
    claim = make_told_claim()
    decide(signed_in, claim, note="  asked the mayor ")
    review = ClaimReview.objects.get()
    assert (review.reviewer, review.verdict, review.note) == (reviewer, "single_source", "asked the mayor")
    assert review.proposal == ClaimStanding.objects.get(claim=claim).proposal


def test_it_leads_on_to_the_next_claim_with_a_link_back(signed_in):
    claim, following = make_told_claim(check_worthiness=0.9), make_told_claim(check_worthiness=0.2)
    response = decide(signed_in, claim)
    assert response.url == f"/claims/{following.pk}/"
    text = signed_in.get(response.url).text
    assert "Signed single-source" in text
    assert f'href="/claims/{claim.pk}/"' in text


def test_after_the_last_claim_it_leads_to_the_queue(signed_in):
    assert decide(signed_in, make_told_claim()).url == "/"


def test_htmx_gets_the_decided_row_and_new_counts(signed_in):
    response = decide(signed_in, make_told_claim(), headers=HTMX)
    assert "<html" not in response.text
    assert "Signed single-source." in response.text
    assert "hx-swap-oob" in response.text


def test_a_second_decision_on_an_old_page_is_a_conflict_that_keeps_the_note(signed_in, colleague):
    claim = make_told_claim()
    make_review(claim, colleague, "contradicted")
    response = decide(signed_in, claim, note="my careful note")
    assert response.status_code == 409
    assert "colm decided “contradicted” meanwhile" in response.text
    assert "my careful note" in response.text
    assert 'name="expected_version" value="1"' in response.text
    assert ClaimReview.objects.count() == 1


def test_evidence_that_changed_meanwhile_is_a_conflict(signed_in):
    claim = make_told_claim()
    seen = ClaimStanding.objects.get(claim=claim).proposal_id
    make_mention(quote=claim.text, claim=claim)
    assess_claim(claim.pk)
    response = decide(signed_in, claim, proposal=seen)
    assert response.status_code == 409
    assert "evidence changed" in response.text


def test_htmx_gets_the_row_with_the_conflict(signed_in, colleague):
    claim = make_told_claim()
    make_review(claim, colleague, "contradicted")
    response = decide(signed_in, claim, headers=HTMX, note="kept")
    assert response.status_code == 409
    assert "<html" not in response.text
    assert 'value="kept"' in response.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"verdict": ""}, "Choose corroborated"),
        ({"verdict": "insufficient"}, "Select a valid choice"),
        ({"proposal": "x"}, "which proposal"),
        ({"proposal": "9" * 30}, "which proposal"),
        ({"proposal": "9223372036854775807"}, "must refer to a proposal"),
        ({"expected_version": "-1"}, "which proposal"),
        ({"expected_version": "7"}, "does not exist"),
        ({"note": "a\0b"}, "Null characters"),
        ({"note": "x" * 10_001}, "10000"),
    ],
)
def test_it_refuses_what_it_cannot_record_and_says_why(signed_in, changed, sentence):
    response = decide(signed_in, make_told_claim(), **changed)
    assert response.status_code == 422
    assert sentence in response.text
    assert not ClaimReview.objects.exists()


def test_a_claim_that_does_not_exist_is_not_found(signed_in):
    assert signed_in.post("/claims/9223372036854775808/decide/", {}).status_code == 404


def test_a_forged_reviewer_is_ignored(signed_in, reviewer, colleague):
    decide(signed_in, make_told_claim(), reviewer=colleague.pk)
    assert ClaimReview.objects.get().reviewer == reviewer
