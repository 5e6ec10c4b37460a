from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.domain.lifecycle import State
from tests.factories import make_article, make_review, make_told_claim
from verification.models import DeskDay
from verification.services.change_desk_rule import change_desk_rule
from verification.services.count_backlog import count_backlog
from verification.services.review import withdraw_review

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def decide_twice(first, second, *verdicts):
    claim = make_told_claim()
    make_review(claim, first, verdicts[0])
    return make_review(claim, second, verdicts[-1])


def test_an_empty_desk_has_a_page(signed_in):
    text = signed_in.get("/dashboard/").text
    assert "Today: 0." in text
    assert "One person decides a claim here" in text


def test_it_counts_what_waits_and_what_was_signed(signed_in, reviewer):
    make_told_claim()
    make_review(make_told_claim(), reviewer)
    make_review(make_told_claim(), reviewer, "contradicted")
    text = signed_in.get("/dashboard/").text
    assert "Today: 1." in text
    assert "In 30 days: 2, of these 0 corroborated, 1 single-source, 1 contradicted." in text


def test_it_tells_how_articles_come_in_and_what_waits_for_somebody(signed_in):
    make_article()
    make_article(state=State.QUARANTINED, failure="no text was found", resume_state=State.FETCHED)
    text = signed_in.get("/dashboard/").text
    assert "In 30 days: 2, today 2." in text
    assert "<b>1</b> article waits for somebody" in text
    assert "<b>0</b> feeds fail" in text


def test_what_was_taken_back_is_no_decision(signed_in, reviewer):
    claim = make_told_claim()
    make_review(claim, reviewer)
    withdraw_review(claim.pk, reviewer=reviewer, expected_version=1)
    assert "In 30 days: 0," in signed_in.get("/dashboard/").text


def test_an_opinion_that_waits_for_a_second_is_in_no_figure(signed_in, reviewer, lead):
    change_desk_rule(True, person=lead)
    make_review(make_told_claim(), reviewer)
    assert "In 30 days: 0," in signed_in.get("/dashboard/").text


def test_leads_see_agreement_by_pair_and_reviewers_see_the_desks(client_of, reviewer, colleague, lead):
    change_desk_rule(True, person=lead)
    for verdicts in (["single_source"], ["contradicted"], ["single_source", "contradicted"]):
        decide_twice(reviewer, colleague, *verdicts)
    seen = {person.username: client_of(person).get("/dashboard/").text for person in (lead, reviewer)}
    assert all("all claims" in text and "67%" in text for text in seen.values())
    assert "rosa and colm" in seen["lena"]
    assert "rosa and colm" not in seen["rosa"]


def test_each_picture_says_in_words_and_in_a_table_what_it_draws(signed_in, reviewer):
    make_review(make_told_claim(), reviewer)
    text = signed_in.get("/dashboard/").text
    assert text.count('role="img"') == text.count("<desc") == text.count("The figures as a table") == 3


def test_the_backlog_is_counted_once_an_hour_and_kept_by_day(signed_in):
    make_told_claim()
    now = timezone.now()
    assert count_backlog(now - timedelta(days=2))
    assert count_backlog(now)
    assert not count_backlog(now + timedelta(minutes=10))
    make_told_claim()
    assert count_backlog(now + timedelta(minutes=61))
    assert DeskDay.objects.order_by("-day").first().awaiting == 2
    assert ": 1." in signed_in.get("/dashboard/").text


def test_the_page_takes_a_constant_number_of_queries(client_of, reviewer, colleague, lead):
    change_desk_rule(True, person=lead)
    browser = client_of(lead)

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get("/dashboard/")
        return len(captured)

    decide_twice(reviewer, colleague, "single_source")
    browser.get("/dashboard/")
    few = count_queries()
    for _ in range(5):
        decide_twice(reviewer, colleague, "single_source")
    assert count_queries() == few <= MOST_QUERIES
