"""Claims given to somebody many at a time: nothing changes before one has seen what will, and nothing twice."""

import re
from uuid import uuid4

import pytest

from tests.factories import make_review, make_told_claim
from verification.models import Assignment, BulkChange, ClaimStanding
from verification.services.assign_claim import assign_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    return [make_told_claim() for _ in range(3)]


def tick(claims):
    """The rows as the queue's page would send them now."""
    standings = ClaimStanding.objects.filter(claim__in=claims)
    return [f"{one.claim_id}.{one.assignee_id or 0}.{one.review_version}" for one in standings]


def read_holders(claims):
    return {str(one.assignee) for one in ClaimStanding.objects.filter(claim__in=claims)}


def preview(browser, rows, to="me", **sent):
    return browser.post("/queue/bulk/", {"row": rows, "to": to, **sent}, follow=True)


def confirm(browser, rows, to="me", token=None, **sent):
    given = {"row": rows, "to": to, "token": token or uuid4(), **sent}
    return browser.post("/queue/bulk/confirm/", given, follow=True).text


@pytest.mark.parametrize("place", ["bulk/", "bulk/confirm/", "bulk/1/undo/"])
def test_it_rejects_a_get(signed_in, place):
    assert signed_in.get(f"/queue/{place}").status_code == 405


def test_a_reader_may_not_and_sees_no_ticks(client_of, reader, claims):
    browser = client_of(reader)
    assert browser.post("/queue/bulk/", {"row": tick(claims), "to": "me"}).status_code == 403
    assert browser.post("/queue/bulk/confirm/", {"row": tick(claims), "to": "me", "token": uuid4()}).status_code == 403
    assert "data-pick>" not in browser.get("/").text
    assert read_holders(claims) == {"None"}


def test_the_rows_send_what_they_show(signed_in, claims):
    assert sorted(re.findall(r'name="row" value="([\d.]+)"', signed_in.get("/").text)) == sorted(tick(claims))


def test_the_preview_says_what_will_change_and_changes_nothing(signed_in, claims):
    text = preview(signed_in, tick(claims)).text
    assert "3 claims will change hands." in text
    assert all(claim.text in text for claim in claims)
    assert read_holders(claims) == {"None"}
    assert not BulkChange.objects.exists()


def test_the_preview_says_what_is_left_out_and_why(signed_in, claims, colleague):
    rows = tick(claims)
    assign_claim(claims[0].pk, to=colleague, by=colleague, seen=None)
    make_review(claims[1], colleague)
    text = preview(signed_in, [*rows, "987654321.0.0"]).text
    assert "1 claim will change hands." in text
    assert text.count("changed since you opened the queue") == 2
    assert "now with: colm" in text
    assert "no longer there" in text


def test_confirming_does_it_and_says_so(signed_in, claims):
    assert "You have 3 more claims." in confirm(signed_in, tick(claims))
    assert read_holders(claims) == {"rosa"}
    assert Assignment.objects.count() == 3


def test_what_changed_between_preview_and_confirming_is_left_alone(signed_in, claims, colleague):
    rows = tick(claims)
    preview(signed_in, rows)
    assign_claim(claims[0].pk, to=colleague, by=colleague, seen=None)
    text = confirm(signed_in, rows)
    assert "You have 2 more claims." in text and "1 was left out, as it changed." in text
    assert ClaimStanding.objects.get(claim=claims[0]).assignee == colleague


def test_a_form_sent_twice_does_nothing_twice(signed_in, claims):
    rows, token = tick(claims), uuid4()
    first, second = confirm(signed_in, rows, token=token), confirm(signed_in, rows, token=token)
    assert "You have 3 more claims." in first and "You have 3 more claims." in second
    assert Assignment.objects.count() == 3


def test_another_persons_form_is_refused(signed_in, client_of, colleague, claims):
    token = uuid4()
    confirm(signed_in, tick(claims[:1]), token=token)
    assert "belongs to somebody else" in confirm(client_of(colleague), tick(claims[1:]), token=token)


def test_it_can_be_taken_back(signed_in, claims):
    assert "data-undo>Undo" in confirm(signed_in, tick(claims))
    change = BulkChange.objects.get()
    text = signed_in.post(f"/queue/bulk/{change.pk}/undo/", follow=True).text
    assert "3 claims are as they were before." in text
    assert read_holders(claims) == {"None"}
    assert "taken back already" in signed_in.post(f"/queue/bulk/{change.pk}/undo/", follow=True).text


def test_taking_it_back_leaves_alone_what_somebody_changed_since(client_of, lead, reviewer, colleague, claims):
    browser = client_of(lead)
    confirm(browser, tick(claims), to=reviewer.pk)
    assign_claim(claims[0].pk, to=colleague, by=lead, seen=reviewer.pk)
    text = browser.post(f"/queue/bulk/{BulkChange.objects.get().pk}/undo/", follow=True).text
    assert "2 claims are as they were before. 1 changed since and was left alone." in text
    assert ClaimStanding.objects.get(claim=claims[0]).assignee == colleague


def test_only_whoever_did_it_takes_it_back(signed_in, client_of, colleague, claims):
    confirm(signed_in, tick(claims))
    refused = client_of(colleague).post(f"/queue/bulk/{BulkChange.objects.get().pk}/undo/", follow=True).text
    assert "Only whoever gave the claims" in refused
    assert read_holders(claims) == {"rosa"}


def test_a_reviewer_gives_nothing_to_others_and_a_lead_does(signed_in, client_of, lead, colleague, claims):
    assert "A lead gives them to others." in preview(signed_in, tick(claims), to="person", person=colleague.pk).text
    assert "A lead gives them to others." in confirm(signed_in, tick(claims), to=colleague.pk)
    assert "Give claims to colm" in preview(client_of(lead), tick(claims), to="person", person=colleague.pk).text
    assert "colm has 3 more claims." in confirm(client_of(lead), tick(claims), to=colleague.pk)


def test_nobody_is_given_claims_whose_role_does_not_decide(client_of, lead, reader, claims):
    assert "ravi does not decide claims" in confirm(client_of(lead), tick(claims), to=reader.pk)


def test_one_puts_ones_claims_back(signed_in, claims):
    confirm(signed_in, tick(claims))
    assert "Nobody has these 3 claims any more." in confirm(signed_in, tick(claims), to="nobody")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Tick the claims first."),
        ({"row": ["x"], "to": "me"}, "A tick names no claim."),
        ({"row": ["1.2"], "to": "me"}, "A tick names no claim."),
        ({"row": ["1.0." + "9" * 30], "to": "me"}, "A tick names no claim."),
        ({"row": ["1.0.0"], "to": "x"}, "This names no person."),
        ({"row": ["1.0.0"], "to": "person"}, "Choose a person in the list first."),
        ({"row": ["1.0.0"], "to": "9" * 18}, "no such person"),
        ({"row": [f"{n}.0.0" for n in range(101)], "to": "me"}, "at most 100 claims at once"),
    ],
)
def test_a_form_that_says_nothing_gets_one_clear_sentence(signed_in, sent, sentence):
    assert sentence in signed_in.post("/queue/bulk/", sent, follow=True).text


def test_it_leads_back_to_the_page_and_to_no_other_site(signed_in, claims):
    def lead_to(place):
        return signed_in.post("/queue/bulk/confirm/", {"row": [], "next": place}).url

    assert lead_to("/?show=unassigned") == "/?show=unassigned"
    assert lead_to("//elsewhere.example/") == "/"
