"""Search: by words in claims and quotes, by meaning once a worker gave the vector, and honest when none did."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, MentionVector, SearchVector
from claims.services.choose_model import read_active_model
from claims.services.find_claims import SHOWN, WORDED
from tests.factories import make_article, make_assessed_claim, make_claim, make_mention, make_review, make_told_claim

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def keep_vector(text, vector=(1.0, 0.0), **fields):
    given = {"vector": list(vector), "asked_at": timezone.now(), **fields}
    return SearchVector.objects.create(model=read_active_model(), text=text, **given)


def turn_away(claim):
    """Its meaning is nowhere near the kept searches any more."""
    MentionVector.objects.filter(mention__claim=claim).update(vector=[0.0, 1.0])


@pytest.fixture
def mill():
    claim = make_told_claim("The old mill of Selm burnt down in March.", outlets=2)
    turn_away(claim)
    return claim


def test_it_requires_sign_in_and_rejects_a_post(client, signed_in):
    assert signed_in.post("/search/").status_code == 405
    client.logout()
    assert client.get("/search/?q=mill").status_code == 302


def test_without_a_search_it_says_what_can_be_looked_for(signed_in):
    assert "write a sentence" in signed_in.get("/search/").text


def test_a_claim_is_found_by_its_words_which_are_marked(signed_in, mill):
    keep_vector("MILL march")
    text = signed_in.get("/search/?q=MILL+march").text
    assert "The old <mark>mill</mark> of Selm burnt down in <mark>March</mark>." in text
    assert '<span class="tag">your words</span>' in text
    assert "near in meaning</span>" not in text
    assert "2 outlets" in text


def test_a_whole_word_stands_before_newer_claims_with_a_part_of_one(signed_in):
    whole = make_claim("The dam at Selm (old) held.")
    for number in range(WORDED + 1):
        make_claim(f"Damage {number} in Selm.")
    rows = signed_in.get("/search/", {"q": "dam"}).context["rows"]
    assert (rows[0].claim_id, len(rows)) == (whole.pk, SHOWN)


@pytest.mark.parametrize("term", ["a.c", "(old", "x[1]", "c++", "\\d{2}|", "^$*?"])
def test_whole_words_are_taken_as_they_are_written(term):
    claim = make_claim(f"It said {term} here.")
    make_claim("It said abc xold cc 12 here.")
    assert list(Claim.objects.holding_whole([term])) == [claim]


def test_a_claim_is_found_by_the_words_of_a_quote(signed_in):
    first = make_mention(make_article("The bridge is shut. Rain fell."), "The bridge is shut.")
    other = make_mention(make_article("Drivers found the viaduct closed. Rain."), "Drivers found the viaduct closed.")
    make_assessed_claim(first, other)
    keep_vector("viaduct", (0.0, 1.0))
    text = signed_in.get("/search/?q=viaduct").text
    assert "The bridge is shut." in text
    assert "<q>Drivers found the <mark>viaduct</mark> closed.</q>" in text
    assert "your words, in a quote" in text


def test_a_claim_is_found_by_meaning_and_comes_after_those_with_the_words(signed_in, mill):
    near = make_told_claim("Flames destroyed a grain works.")
    keep_vector("mill")
    text = signed_in.get("/search/?q=mill").text
    assert "near in meaning" in text
    assert text.index("burnt down") < text.index("Flames destroyed")
    assert near.text in text


def test_a_page_that_lists_nothing_shows_what_is_near_as_soon_as_it_is_known(signed_in, mill):
    text = signed_in.get("/search/?q=granary").text
    assert "q=granary&amp;looks=1&amp;bare=yes" in text
    SearchVector.objects.update(vector=[1.0, 0.0])
    assert "HX-Refresh" not in signed_in.get("/search/meaning/?q=granary&looks=1").headers
    assert signed_in.get("/search/meaning/?q=granary&looks=1&bare=yes").headers["HX-Refresh"] == "true"


def test_what_is_far_in_meaning_is_not_listed(signed_in, mill):
    keep_vector("harbour")
    text = signed_in.get("/search/?q=harbour").text
    assert "No claim holds these words" in text
    assert "None is near in meaning either." in text


def test_a_decision_is_shown_where_there_is_one(signed_in, mill, colleague):
    make_review(mill, colleague, "corroborated")
    keep_vector("mill")
    assert "corroborated · colm" in signed_in.get("/search/?q=mill").text


def test_articles_are_found_by_their_titles(signed_in):
    article = make_article(title="Storks return to Selm")
    keep_vector("storks")
    assert f'href="/articles/{article.pk}/"' in signed_in.get("/search/?q=storks").text


def test_when_no_worker_answers_it_says_so_and_shows_the_words(signed_in, mill):
    text = signed_in.get("/search/?q=mill").text
    assert "Looking for claims near in meaning" in text
    assert "burnt down" in text
    assert "/search/meaning/?q=mill" in text
    assert "No worker has answered" in signed_in.get("/search/meaning/?q=mill&looks=99").text


def test_the_page_that_waits_hears_when_the_answer_is_there(signed_in, mill):
    keep_vector("mill")
    assert "can be shown now" in signed_in.get("/search/meaning/?q=mill&looks=1").text


def test_a_model_that_cannot_be_loaded_is_told(signed_in, mill):
    keep_vector("mill", (), failure="The embedding model x could not be loaded: there is no such folder.")
    text = signed_in.get("/search/?q=mill").text
    assert "could not be looked for" in text and "there is no such folder" in text
    assert "burnt down" in text


def test_a_question_that_got_no_answer_is_asked_again_later(signed_in, mill):
    asked = keep_vector("mill", (), asked_at=timezone.now() - timedelta(minutes=5))
    signed_in.get("/search/?q=mill")
    asked.refresh_from_db()
    assert asked.asked_at > timezone.now() - timedelta(minutes=1)


def test_a_retired_claim_is_not_found(signed_in, mill):
    Claim.objects.filter(pk=mill.pk).update(retired_at=timezone.now())
    keep_vector("mill")
    assert "No claim holds these words" in signed_in.get("/search/?q=mill").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("%3F%21", "no letter or digit to look for"),
        ("a", "at least 2 letters"),
        ("x" * 500, "takes at most 200 characters"),
        ("mill+OR+pier", "OR: looked for as a word like any other"),
    ],
)
def test_bad_input_gets_one_clear_sentence(signed_in, query, sentence):
    assert sentence in signed_in.get(f"/search/?q={query}").text


@pytest.mark.parametrize(
    "query", ["%00", "%ff", "(a%2B)%2B", "%25%27--", "%D9%85%D8%AF%D9%8A%D9%86%D8%A9", "%E6%B8%AF", "\\"]
)
def test_no_text_breaks_it(signed_in, mill, query):
    for address in (f"/search/?q={query}", f"/?q={query}", f"/search/meaning/?q={query}&looks=x"):
        assert signed_in.get(address).status_code in (200, 422)


def test_what_an_article_says_stays_inert(signed_in):
    make_told_claim("<script>alert(1)</script> stood on the mill.")
    keep_vector("mill")
    text = signed_in.get("/search/?q=mill").text
    assert "<script>alert" not in text and "<mark>mill</mark>" in text


def test_it_takes_a_constant_number_of_queries(signed_in, mill):
    keep_vector("selm")

    def count_queries():
        with CaptureQueriesContext(connection) as captured:
            signed_in.get("/search/?q=selm")
        return len(captured)

    few = count_queries()
    for _ in range(8):
        make_told_claim()
    assert count_queries() == few <= MOST_QUERIES


def test_the_queues_filter_takes_few_queries(client_of, lead, mill):
    make_told_claim()
    keep_vector("selm")
    browser = client_of(lead)
    browser.get("/?q=selm")
    with CaptureQueriesContext(connection) as captured:
        browser.get("/?q=selm")
    assert len(captured) <= MOST_QUERIES


def test_the_queues_filter_finds_by_words_quotes_and_meaning_and_says_which(signed_in, mill):
    near = make_told_claim("Flames destroyed a grain works.")
    make_told_claim("A bench was painted.")
    turn_away(Claim.objects.get(text="A bench was painted."))
    keep_vector("mill")
    text = signed_in.get("/?q=mill").text
    assert "<mark>mill</mark>" in text
    assert near.text in text and "near in meaning" in text
    assert "A bench was painted." not in text
