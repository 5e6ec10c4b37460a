"""What a page of the queue hears while somebody reads it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_review, make_told_claim
from verification.models import ClaimStanding
from verification.services.assign_claim import assign_claim
from verification.services.change_desk_rule import change_desk_rule

pytestmark = pytest.mark.django_db


def read_page(browser, address="/"):
    """Where the page asks, and what it shows."""
    text = browser.get(address).text
    states = ",".join(re.findall(r'data-state="([\d.]+)"', text))
    found = re.search(r'data-ask="([^"]+)"', text)
    return (found.group(1).replace("&amp;", "&") if found else ""), states


def ask(browser, page, **more):
    address, states = page
    return (
        browser.get(address, {"rows": states, **more})
        if "?" not in address
        else browser.get(f"{address}&rows={states}" + "".join(f"&{name}={value}" for name, value in more.items()))
    )


def test_it_says_nothing_while_nothing_changes(signed_in):
    make_told_claim()
    assert ask(signed_in, read_page(signed_in)).status_code == 204


def test_it_counts_claims_that_would_stand_on_the_page(signed_in):
    make_told_claim()
    page = read_page(signed_in)
    make_told_claim(check_worthiness=0.9)
    make_told_claim(check_worthiness=0.1)
    assert "2 new claims on this page." in ask(signed_in, page).text


def test_what_comes_after_a_full_page_is_no_news_to_it(signed_in):
    for _ in range(26):
        make_told_claim(check_worthiness=0.5)
    page = read_page(signed_in)
    make_told_claim(check_worthiness=0.1)
    assert ask(signed_in, page).status_code == 204
    make_told_claim(check_worthiness=0.9)
    assert "1 new claim on this page." in ask(signed_in, page).text


def test_a_row_that_somebody_decided_is_marked_in_its_place(signed_in, colleague):
    claim = make_told_claim()
    page = read_page(signed_in)
    make_review(claim, colleague)
    text = ask(signed_in, page).text
    assert f'id="news-{claim.pk}" hx-swap-oob="true"' in text
    assert "colm signed: single-source" in text


def test_a_row_that_somebody_took_is_marked(signed_in, colleague):
    claim = make_told_claim()
    page = read_page(signed_in)
    assign_claim(claim.pk, to=colleague, by=colleague, seen=None)
    assert "colm has it now" in ask(signed_in, page).text


def test_an_opinion_given_blind_is_told_without_name_and_verdict(signed_in, colleague, lead):
    change_desk_rule(True, person=lead)
    claim = make_told_claim()
    page = read_page(signed_in)
    make_review(claim, colleague)
    text = ask(signed_in, page).text
    assert "somebody gave an opinion" in text
    assert "colm" not in text and "single-source" not in text


def test_the_same_news_is_told_once(signed_in, colleague):
    claim = make_told_claim()
    page = read_page(signed_in)
    make_review(claim, colleague)
    told = re.search(r'data-told="(\w+)"', ask(signed_in, page).text).group(1)
    assert ask(signed_in, page, told=told).status_code == 204


def test_a_row_that_was_done_with_here_is_neither_new_nor_changed(signed_in, reviewer):
    claim = make_told_claim()
    address, _ = read_page(signed_in, "/?show=all")
    make_review(claim, reviewer)
    assert ask(signed_in, (address, str(claim.pk))).status_code == 204


@pytest.mark.parametrize("rows", ["", "x", "1.2.3", ",,,", "9" * 40, "1." + "9" * 200, ",".join("1" * 3000), "%00"])
def test_no_question_breaks_it(signed_in, rows):
    make_told_claim()
    assert signed_in.get(f"/queue/news/?rows={rows}&after=x&until=nan,1").status_code in (200, 204)


def test_it_costs_few_queries(signed_in):
    for _ in range(5):
        make_told_claim()
    page = read_page(signed_in)
    with CaptureQueriesContext(connection) as captured:
        ask(signed_in, page)
    assert len(captured) <= 4
    assert ClaimStanding.objects.count() == 5


def test_an_empty_queue_hears_of_its_first_claim(signed_in):
    page = read_page(signed_in)
    make_told_claim()
    assert "1 new claim on this page." in ask(signed_in, page).text
