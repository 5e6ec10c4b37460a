import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import list_mentions, make_disputed_claim, make_review, make_told_claim
from verification.models import ClaimStanding, Conflict
from verification.services.assess import assess_claims
from verification.services.judge_conflict import say_of_conflict
from verification.views.queue_rows import build_conflict
from verification.views.quoting import drop_repetition

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def test_it_requires_sign_in(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_it_rejects_a_post(signed_in):
    assert signed_in.post("/").status_code == 405


def test_it_says_what_to_do_first_when_there_is_nothing(signed_in):
    assert "Add articles" in signed_in.get("/").text


def test_it_shows_a_claim_with_quote_outlet_counts_and_proposal(signed_in):
    claim = make_told_claim("The lighthouse of Selm was sold for 40,000 crowns.", outlets=2)
    text = signed_in.get("/").text
    assert claim.text in text
    assert "2 outlets" in text
    assert "proposed: " in text


def test_it_shows_both_values_of_a_conflict(signed_in):
    make_disputed_claim()
    text = signed_in.get("/").text
    assert '<b dir="auto">120</b> against <b dir="auto">450</b>' in text


def test_the_most_urgent_comes_first(signed_in):
    dull = make_told_claim("A bench in Selm was painted green.", check_worthiness=0.1)
    pressing = make_told_claim("The dam above Selm lost 3 of its 4 gates.", check_worthiness=0.9)
    text = signed_in.get("/").text
    assert text.index(pressing.text) < text.index(dull.text)


def test_a_decided_claim_leaves_the_queue_for_the_decided(signed_in, reviewer):
    claim = make_told_claim()
    make_review(claim, reviewer)
    assert claim.text not in signed_in.get("/").text
    assert claim.text in signed_in.get("/?show=decided").text


def test_it_counts_the_desk(signed_in, reviewer):
    make_told_claim()
    make_review(make_told_claim(), reviewer)
    counts = re.findall(r'class="count">(\d+)<', signed_in.get("/").text)
    assert counts == ["1", "0", "1", "0", "0", "1", "2"]  # to review, mine, unassigned, second, stale, decided, all


def test_a_stale_decision_says_what_changed(signed_in, reviewer):
    claim = make_told_claim()
    make_review(claim, reviewer)
    changed = {"stale": True, "needs_review": True, "stale_because": ["+2 origins: Alpha and Beta"]}
    ClaimStanding.objects.filter(claim=claim).update(**changed)
    assert "+2 origins: Alpha and Beta" in signed_in.get("/?show=stale").text


def test_filters_narrow_by_verdict_source_and_words(signed_in):
    mill = make_told_claim("The old mill burnt down.")
    pier = make_told_claim("The new pier opened.")
    source = mill.canonical_mention.article_version.article.source
    for query in ("q=MILL", f"source={source.pk}"):
        text = signed_in.get(f"/?{query}").text
        assert mill.text in text, query
        assert pier.text not in text, query
    assert mill.text in signed_in.get("/?verdict=single_source").text
    assert mill.text not in signed_in.get("/?verdict=corroborated").text


def test_a_stale_decision_says_what_is_proposed_now(signed_in, reviewer):
    claim = make_told_claim(outlets=2)
    make_review(claim, reviewer)
    ClaimStanding.objects.filter(claim=claim).update(stale=True, needs_review=True, stale_because=["+1 origin"])
    assert "Proposed now: corroborated." in signed_in.get("/?show=stale").text


def test_two_denials_that_would_read_alike_are_said_in_words():
    long = "The council of Selm never voted on the harbour wall at all"
    conflict = Conflict(type="negation", value_a=long, value_b=long.replace("never", "twice"))
    assert build_conflict(conflict).alike == "the two deny each other"


def test_what_time_explains_does_not_look_like_a_conflict(signed_in, lead):
    claim = make_disputed_claim()
    assert "row-conflict" in signed_in.get("/").text and "row-update" not in signed_in.get("/").text
    a, b = list_mentions(claim)
    say_of_conflict(claim.pk, "time", a, b, "number", person=lead)
    assess_claims([claim.pk])
    assert "row-update" in signed_in.get("/").text


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("The old mill burnt down, “they say”.", ""),
        (
            "“I have lived here for ninety years and never saw it”",
            "I have lived here for ninety years and never saw it",
        ),
    ],
)
def test_a_quote_is_shown_without_marks_of_its_own_and_only_when_it_adds_something(quote, shown):
    assert drop_repetition(quote, "The old mill burnt down, they say.") == shown


def test_search_takes_signs_literally(signed_in):
    make_told_claim("Prices rose by half.")
    for words in ("Pri_es", "r%25e", "ro%5Cse", "%22rose by%25%22+half%25x"):
        assert "No claim fits" in signed_in.get(f"/?q={words}").text
    for words in ("%25", "_", "%5C"):
        assert "no letter or digit to look for" in signed_in.get(f"/?q={words}").text


def test_pages_follow_one_another_without_gap_or_repeat(signed_in):
    claims = {make_told_claim().pk for _ in range(30)}
    first = signed_in.get("/").text
    following = re.search(r'rel="next" href="\?([^"]+)"', first).group(1).replace("&amp;", "&")
    second = signed_in.get(f"/?{following}").text
    shown = [{int(number) for number in re.findall(r'data-claim="(\d+)"', text)} for text in (first, second)]
    assert len(shown[0]) == 25
    assert shown[0] | shown[1] == claims
    assert not shown[0] & shown[1]


def test_claims_of_one_urgency_stand_once_before_or_after_each_other(reviewer):
    claims = [make_told_claim() for _ in range(5)]
    ClaimStanding.objects.filter(claim__in=claims[1:4]).update(urgency=50.5)
    listed = ClaimStanding.objects.awaiting_review()
    places = list(listed.values_list("urgency", "claim_id"))
    for number, place in enumerate(places):
        before, here, after = places[:number], places[: number + 1], places[number + 1 :]
        assert list(listed.after(*place).values_list("urgency", "claim_id")) == after
        assert list(listed.before(*place).values_list("urgency", "claim_id")) == before[::-1]
        assert list(listed.not_after(*place).values_list("urgency", "claim_id")) == here
        beside = ClaimStanding.objects.find_beside(*place, person_id=reviewer.pk, adjudicates=False)
        sides = {"before": before[-1:], "after": after[:1]}
        assert beside == {side: claim for side, near in sides.items() for _, claim in near}


def test_a_page_takes_a_constant_number_of_queries(signed_in):
    def count_queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            signed_in.get("/")
        return len(captured)

    make_disputed_claim()
    signed_in.get("/")
    few = count_queries()
    for _ in range(12):
        make_told_claim()
    make_disputed_claim()
    assert count_queries() == few <= MOST_QUERIES


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=1", "after=nan,1", "after=inf,2", "after=1,99999999999999999999", "after=1,²", "after=%00,1",
     "show=nonsense", "verdict=%00", "source=99999999999999999999", "source=x", "source=%00", "q=%00", "q=" + "a" * 500,
     "after=" + "9" * 5000, "after=1e999,1", "after=1," + "9" * 5000, "show=%00", "q=%ff"],
)  # fmt: skip
def test_no_address_breaks_it(signed_in, query):
    make_told_claim()
    assert signed_in.get(f"/?{query}").status_code == 200


def test_what_an_article_says_stays_inert(signed_in):
    make_told_claim('<script>alert(1)</script> stood on "the wall" & stayed.')
    assert "<script>alert" not in signed_in.get("/").text
