"""What a second reviewer may see while they are to decide blind: nothing of the first opinion, on any page."""

import pytest

from tests.factories import make_review, make_told_claim
from verification.models import ClaimReview, ClaimStanding
from verification.services.assign_claim import assign_claim
from verification.services.change_desk_rule import change_desk_rule

pytestmark = pytest.mark.django_db
NOTE = "the notary Zeisig denies the sale"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def claim(lead, reviewer):
    change_desk_rule(True, person=lead)
    claim = make_told_claim("The town of Selm sold its lighthouse for 40,000 crowns.")
    assign_claim(claim.pk, to=reviewer, by=reviewer, seen=None)
    make_review(claim, reviewer, "contradicted", NOTE)
    return claim


def decide(browser, claim, verdict, *, headers=None, **changed):
    standing = ClaimStanding.objects.get(claim=claim)
    sent = {"verdict": verdict, "proposal": standing.proposal_id, "expected_version": standing.review_version}
    return browser.post(f"/claims/{claim.pk}/decide/", {**sent, "note": "", **changed}, headers=headers)


def read_everything(browser, claim):
    pages = ["/", "/?show=second", "/?show=all", "/?show=decided", f"/claims/{claim.pk}/", "/articles/"]
    read = [browser.get(page).text for page in pages]
    return "".join(read) + browser.get(f"/claims/{claim.pk}/preview/", headers=HTMX).text


def test_neither_verdict_nor_note_nor_name_of_the_first_is_shown(client_of, claim, colleague):
    text = read_everything(client_of(colleague), claim)
    assert claim.text in text
    assert "Yours is the second" in text
    for secret in ("rosa", "Zeisig", "signed contradicted", "opinion, contradicted", "was contradicted"):
        assert secret not in text


@pytest.mark.parametrize("page", ["/admin/verification/claimreview/", "/admin/verification/claimstanding/"])
def test_the_administration_shows_it_neither(client_of, claim, admin_person, page):
    browser = client_of(admin_person)
    text = browser.get(page).text
    if "standing" in page:
        text += browser.get(f"{page}{claim.pk}/change/").text
    assert "Zeisig" not in text
    assert "rosa" not in text


def test_a_page_opened_before_the_first_opinion_learns_nothing_from_being_late(client_of, claim, colleague):
    response = decide(client_of(colleague), claim, "single_source", expected_version=0)
    assert response.status_code == 409
    assert "Somebody gave an opinion" in response.text
    assert "rosa" not in response.text and "Zeisig" not in response.text


def test_the_author_sees_their_own_and_no_form_for_another(client_of, claim, reviewer):
    text = client_of(reviewer).get(f"/claims/{claim.pk}/").text
    assert NOTE in text
    assert "Somebody else gives the second one." in text
    assert "data-decide" not in text


def test_the_queue_gives_a_claim_to_others_and_not_to_its_first_reviewer(client_of, claim, reviewer, colleague):
    assert claim.text not in client_of(reviewer).get("/").text
    assert "waits for a second opinion" in client_of(colleague).get("/?show=second").text


def test_agreement_makes_the_verdict_stand_and_shows_both(client_of, claim, colleague):
    browser = client_of(colleague)
    response = decide(browser, claim, "contradicted", note="the archive says so", headers=HTMX)
    assert "The first opinion says the same, so the verdict stands." in response.text
    text = browser.get(f"/claims/{claim.pk}/").text
    assert "rosa gave the first opinion, contradicted" in text and NOTE in text


def test_disagreement_goes_to_a_lead_who_sees_both(client_of, claim, colleague, lead):
    response = decide(client_of(colleague), claim, "single_source", headers=HTMX)
    assert "a lead settles it" in response.text
    browser = client_of(lead)
    text = browser.get(f"/claims/{claim.pk}/").text
    assert "What you sign settles it." in text
    assert "rosa" in text and "colm" in text and NOTE in text
    decide(browser, claim, "contradicted", note="the notary is right")
    assert ClaimReview.objects.in_force().get().verdict == "contradicted"


def test_a_dispute_offers_no_form_to_reviewers(client_of, claim, colleague):
    browser = client_of(colleague)
    decide(browser, claim, "single_source")
    assert "A lead settles it." in browser.get(f"/claims/{claim.pk}/").text
    response = decide(browser, claim, "single_source", note="kept text")
    assert response.status_code == 422
    assert "A lead settles it." in response.text and "kept text" in response.text


def test_a_missing_note_is_asked_for_in_the_row_and_on_the_page(client_of, claim, colleague):
    other = make_told_claim()
    for headers in (HTMX, None):
        response = decide(client_of(colleague), other, "contradicted", headers=headers)
        assert response.status_code == 422
        assert "Say in the note why." in response.text
        assert 'value="contradicted"' in response.text


def test_leads_choose_how_many_people_decide(client_of, lead, reviewer):
    assert client_of(reviewer).get("/desk/").status_code == 403
    browser = client_of(lead)
    said = browser.post("/desk/change/", {"second_review": "yes"}, follow=True).text
    assert "From now on two people decide a claim." in said
    assert browser.post("/desk/change/", {"second_review": "three"}).status_code == 422
