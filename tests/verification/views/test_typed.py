"""A session that ends in mid-decision loses nothing that was written."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from claims.models import Claim
from tests.conftest import PASSWORD
from tests.factories import list_mentions, make_told_claim
from verification.models import ClaimReview, ClaimStanding
from verification.views.typed import KEY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept_before(db):
    """Tests in browsers leave counts of this address in the cache, which is no model's table."""
    cache.clear()


@pytest.fixture
def claim(reviewer):
    return make_told_claim()


def decide(browser, claim, person, **headers):
    standing = ClaimStanding.objects.get(claim=claim)
    sent = {"verdict": "contradicted", "proposal": standing.proposal_id, "expected_version": 0, "author": person.pk}
    return browser.post(f"/claims/{claim.pk}/decide/", {**sent, "note": "the log says two boats"}, headers=headers)


def sign_in(browser, address, name):
    return browser.post(address, {"login": name, "password": PASSWORD}, follow=True)


def test_the_note_and_the_verdict_are_there_after_signing_in_again(claim, reviewer):
    browser = Client()
    answer = decide(browser, claim, reviewer)
    assert answer.url == f"/accounts/login/?next=/claims/{claim.pk}/"
    text = sign_in(browser, answer.url, "rosa").text
    assert "Your session had ended, so nothing was recorded." in text
    assert "the log says two boats</textarea>" in text
    assert 'value="contradicted" required data-key="3" checked' in text
    assert not ClaimReview.objects.exists()
    assert "the log says two boats" not in browser.get(f"/claims/{claim.pk}/").text


def test_a_decision_from_the_queue_goes_on_at_the_claim(claim, reviewer):
    answer = decide(Client(), claim, reviewer, **{"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == f"/accounts/login/?next=/claims/{claim.pk}/"


def test_somebody_else_who_signs_in_there_sees_nothing_of_it(claim, reviewer, colleague):
    browser = Client()
    answer = decide(browser, claim, reviewer)
    text = sign_in(browser, answer.url, "colm").text
    assert "two boats" not in text and 'data-key="3" checked' not in text


def test_a_comment_is_kept_too(claim, reviewer):
    browser = Client()
    answer = browser.post(f"/claims/{claim.pk}/comment/", {"text": "@colm see the log", "author": reviewer.pk})
    assert "@colm see the log</textarea>" in sign_in(browser, answer.url, "rosa").text


def test_what_was_sent_from_several_pages_is_all_kept(claim, reviewer):
    browser, other = Client(), make_told_claim()
    answer = decide(browser, claim, reviewer)
    for text in ("see the log", "and the map"):
        browser.post(f"/claims/{other.pk}/comment/", {"text": text, "author": reviewer.pk})
    assert "the log says two boats</textarea>" in sign_in(browser, answer.url, "rosa").text
    assert "see the log</textarea>" in browser.get(f"/claims/{other.pk}/").text
    assert "and the map</textarea>" in browser.get(f"/claims/{other.pk}/").text
    assert "and the map" not in browser.get(f"/claims/{other.pk}/").text


def test_the_same_words_on_two_claims_are_kept_for_each(claim, reviewer):
    browser, other = Client(), make_told_claim()
    for one in (claim, other, other):
        answer = browser.post(f"/claims/{one.pk}/comment/", {"text": "see the log", "author": reviewer.pk})
    assert "see the log</textarea>" in sign_in(browser, answer.url, "rosa").text
    assert "see the log" not in browser.get(f"/claims/{other.pk}/").text
    assert "see the log</textarea>" in browser.get(f"/claims/{claim.pk}/").text


def test_a_flood_is_bounded_whatever_the_number_of_its_forms(claim, reviewer):
    browser = Client()
    sent = [browser.post(f"/claims/{claim.pk}/comment/", {"text": sign * 9_000}).url for sign in "abc"]
    assert [("lost=yes" in address) for address in sent] == [False, False, True]


def test_a_word_on_a_stance_is_kept_too(claim, reviewer):
    browser = Client()
    sent = {"mention": claim.canonical_mention_id, "stance": "neutral", "note": "only quoted", "author": reviewer.pk}
    answer = browser.post(f"/claims/{claim.pk}/stance/", sent)
    assert 'value="only quoted"' in sign_in(browser, answer.url, "rosa").text


def test_a_number_of_thousands_of_digits_is_no_claim(claim):
    sent = {"claim": "9" * 5_000, "mention_a": "1", "mention_b": "m2", "decision": "same"}
    assert Client().post("/pairs/decide/", sent).url.startswith("/accounts/login/")


def test_a_flood_is_not_kept_and_the_sign_in_page_says_so(claim, reviewer):
    browser = Client()
    answer = browser.post(f"/claims/{claim.pk}/comment/", {"text": "x" * 30_000, "author": reviewer.pk})
    assert KEY not in browser.session
    assert "What you had written could not be kept" in browser.get(answer.url).text


def test_names_of_fields_count_too(claim):
    browser = Client()
    browser.post(f"/claims/{claim.pk}/comment/", {f"{number:x<5000}": "" for number in range(5)})
    assert KEY not in browser.session


def test_no_more_than_a_desks_forms_are_kept_from_one_address(claim, reviewer):
    answers = [decide(Client(), claim, reviewer) for _ in range(31)]
    assert [("lost=yes" in answer.url) for answer in answers] == [False] * 30 + [True]
    assert Session.objects.count() == 30
    elsewhere = Client(REMOTE_ADDR="203.0.113.7")
    assert "lost=yes" not in decide(elsewhere, claim, reviewer).url


def test_it_is_kept_for_an_hour_and_the_session_after_signing_in_is_as_long_as_any(claim, reviewer):
    browser = Client()
    answer = decide(browser, claim, reviewer)
    assert browser.session.get_expiry_age() == 3600
    sign_in(browser, answer.url, "rosa")
    assert browser.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_that_a_quote_is_of_another_claim_is_kept_as_its_button_sends_it(client_of, reviewer):
    claim = make_told_claim(outlets=2)
    last = list_mentions(claim)[-1]
    form = client_of(reviewer).get(f"/claims/{claim.pk}/", {"open": last}).text.partition('action="/pairs/decide/"')[2]
    sent = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form.partition("</form>")[0]))
    browser = Client()
    text = sign_in(browser, browser.post("/pairs/decide/", sent).url, "rosa").text
    assert "Your session had ended, so nothing was recorded." in text
    assert f'name="mention_b" value="m{last}"' in text


def test_ticks_and_reason_of_a_split_are_kept_on_its_own_page(claim, reviewer):
    told = make_told_claim(outlets=3)
    first, second, third = list_mentions(told)
    ticked = {"seen": f"{told.pk}@{told.revision}", "mentions": [second, third], "note": "another boat"}
    browser = Client()
    answer = browser.post(f"/claims/{told.pk}/split/", {**ticked, "author": reviewer.pk})
    assert answer.url == f"/accounts/login/?next=/claims/{told.pk}/grouping/"
    text = sign_in(browser, answer.url, "rosa").text
    assert "Your session had ended, so nothing was recorded." in text
    assert text.count(" checked>") == 2 and f'value="{first}" checked' not in text
    assert 'value="another boat"' in text
    assert "another boat" not in browser.get(f"/claims/{told.pk}/grouping/").text


@pytest.mark.parametrize("form", ["merge", "move"])
def test_the_other_claim_and_the_reason_of_a_merge_and_a_move_are_kept(claim, reviewer, form):
    other = make_told_claim()
    sent = {"seen": f"{claim.pk}@{claim.revision}", "other": f"{other.pk}@{other.revision}", "note": "one boat"}
    browser = Client()
    sent |= {"mention": claim.canonical_mention_id, "author": reviewer.pk}
    answer = browser.post(f"/claims/{claim.pk}/{form}/", sent)
    text = sign_in(browser, answer.url, "rosa").text
    assert "What would happen" in text and f'name="other" value="{other.pk}@{other.revision}"' in text
    assert 'value="one boat"' in text
    assert "one boat" not in browser.get(f"/claims/{claim.pk}/").text


@pytest.mark.parametrize(("form", "page"), [("paste", "/articles/add/"), ("urls", "/articles/add/?from=queue")])
def test_a_form_that_is_about_no_claim_leads_back_to_its_page_and_says_that_it_is_not_kept(reviewer, form, page):
    browser = Client()
    answer = browser.post(f"/articles/add/{form}/", {"text": "Boats."}, headers={"Referer": f"http://testserver{page}"})
    assert "What you had written could not be kept" in browser.get(answer.url).text
    there = sign_in(browser, answer.url, "rosa")
    assert there.status_code == 200 and there.redirect_chain == [(page, 302)]


@pytest.mark.parametrize(
    "where",
    [
        "",
        "https://elsewhere.example/steal",
        "//elsewhere.example/",
        "nonsense",
        "http://testserver//elsewhere.example/",
    ],
)
def test_no_form_leads_to_another_site_after_signing_in(reviewer, where):
    answer = Client().post("/articles/add/paste/", {"text": "Boats."}, headers={"Referer": where})
    assert answer.url.startswith("/accounts/login/?next=/") and "elsewhere" not in answer.url


def test_a_form_that_an_earlier_form_had_answered_leads_to_the_first_page(reviewer):
    refused = {"Referer": "http://testserver/articles/add/paste/"}
    answer = Client().post("/articles/add/paste/", {"text": "Boats."}, headers=refused)
    assert answer.url == "/accounts/login/?next=/&lost=yes"


def test_the_words_of_a_form_are_told_when_its_claim_is_gone_meanwhile(claim, reviewer):
    browser = Client()
    sent = {"seen": f"{claim.pk}@{claim.revision}", "mentions": [claim.canonical_mention_id], "note": "another boat"}
    answer = browser.post(f"/claims/{claim.pk}/split/", {**sent, "author": reviewer.pk})
    Claim.objects.filter(pk=claim.pk).update(retired_at=timezone.now())
    text = sign_in(browser, answer.url, "rosa").text
    assert "this claim is no longer there" in text and "“another boat”" in text
    assert "What you wrote is still here" not in text


def test_a_button_in_a_row_leads_to_the_row_after_signing_in(claim):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/?show=mine"}
    answer = Client().post(f"/claims/{claim.pk}/assign/", {"to": "me"}, headers=headers)
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/%3Fshow%3Dmine&lost=yes"


def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(client_of, reviewer):
    answer = client_of(reviewer).get("/articles/add/paste/")
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
    assert "A form is sent to this address" in answer.text
