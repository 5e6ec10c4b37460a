import pytest

from tests.factories import make_review, make_told_claim
from tests.threads import beside_open_transaction
from verification.models import Assignment, ClaimStanding
from verification.services.assign_claim import AssignConflictError, assign_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    return make_told_claim()


def assign(browser, claim, to="me", seen="", **sent):
    return browser.post(f"/claims/{claim.pk}/assign/", {"to": to, "seen": seen, **sent}, follow=True).text


def find_holder(claim):
    return ClaimStanding.objects.get(claim=claim).assignee


def test_it_rejects_a_get(signed_in, claim):
    assert signed_in.get(f"/claims/{claim.pk}/assign/").status_code == 405


def test_a_reviewer_takes_a_claim_and_puts_it_back(signed_in, claim, reviewer):
    assert "You have this claim now." in assign(signed_in, claim)
    assert find_holder(claim) == reviewer
    assert "nobody has this claim now" in assign(signed_in, claim, to="", seen=reviewer.pk)
    assert find_holder(claim) is None
    assert Assignment.objects.count() == 2


def test_two_people_cannot_take_one_claim(signed_in, claim, colleague):
    assign_claim(claim.pk, to=colleague, by=colleague, seen=None)
    assert "colm has this claim by now." in assign(signed_in, claim)
    assert find_holder(claim) == colleague


def test_a_reviewer_gives_no_claim_to_others_and_takes_none_from_them(signed_in, claim, colleague):
    assert "A lead gives claims to others." in assign(signed_in, claim, to=colleague.pk)
    assign_claim(claim.pk, to=colleague, by=colleague, seen=None)
    assert "A lead gives claims to others." in assign(signed_in, claim, seen=colleague.pk)
    assert find_holder(claim) == colleague


def test_a_lead_gives_a_claim_to_somebody_and_to_somebody_else(client_of, claim, lead, reviewer, colleague):
    browser = client_of(lead)
    assign(browser, claim, to=reviewer.pk)
    assert "colm has this claim now." in assign(browser, claim, to=colleague.pk, seen=reviewer.pk)
    assert "lena gave the claim to colm." in browser.get(f"/claims/{claim.pk}/").text


def test_nobody_is_given_a_claim_whose_role_does_not_decide(client_of, claim, lead, reader):
    assert "ravi does not decide claims" in assign(client_of(lead), claim, to=reader.pk)


@pytest.mark.parametrize(("to", "sentence"), [("x", "does not say whose claim"), ("9" * 18, "no such person")])
def test_what_names_nobody_is_refused(signed_in, claim, to, sentence):
    assert sentence in assign(signed_in, claim, to=to)


def test_the_way_back_never_leads_off_the_site(signed_in, claim):
    sent = {"to": "me", "seen": "", "next": "//evil.example"}
    assert signed_in.post(f"/claims/{claim.pk}/assign/", sent).url == f"/claims/{claim.pk}/"


def test_signing_ends_the_assignment(claim, reviewer):
    assign_claim(claim.pk, to=reviewer, by=reviewer, seen=None)
    make_review(claim, reviewer)
    assert find_holder(claim) is None


def test_the_queue_shows_ones_own_desk_and_what_nobody_has(signed_in, claim, reviewer):
    free = make_told_claim()
    assign_claim(claim.pk, to=reviewer, by=reviewer, seen=None)
    for query, shown, hidden in (("show=mine", claim, free), ("show=unassigned", free, claim)):
        text = signed_in.get(f"/?{query}").text
        assert shown.text in text and hidden.text not in text
    assert claim.text in signed_in.get("/?assignee=me").text
    assert claim.text not in signed_in.get("/?assignee=nobody").text
    assert claim.text in signed_in.get("/?assignee=nonsense").text


@pytest.mark.django_db(transaction=True)
def test_of_two_who_reach_at_once_one_gets_it(claim, reviewer, colleague):
    def take_too() -> str:
        try:
            assign_claim(claim.pk, to=colleague, by=colleague, seen=None)
        except AssignConflictError as late:
            return str(late)
        return "got it"

    with beside_open_transaction(take_too) as others:
        assign_claim(claim.pk, to=reviewer, by=reviewer, seen=None)
    assert "rosa has this claim by now." in others[0].result()
    assert find_holder(claim) == reviewer
