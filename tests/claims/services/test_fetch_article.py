"""A page of a real server becomes one article, by whatever address it is reached."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.domain.lifecycle import State
from claims.models import Article, ArticleAddress, Source, VisitedHost
from claims.services.fetch import fetch_article
from claims.services.ingest import ingest_url
from claims.services.run_stage import Outcome
from tests.factories import make_assessed_claim, make_mention, make_source
from tests.outlets import Answer, open_outlets, write_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def outlet(settings):
    settings.HOST_SPACING_SECONDS = 0
    with open_outlets(settings) as (one,):
        yield one


def take(url: str) -> Article:
    article = ingest_url(url).article
    fetch_article(article.pk)
    article.refresh_from_db()
    return article


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


def test_tracking_parameters_make_no_second_article(outlet):
    outlet.pages["/pier"] = write_story("the pier")
    first = take(outlet.url("/pier?utm_source=feed&fbclid=abc"))
    assert first.state == State.FETCHED
    assert ingest_url(outlet.url("/pier#comments")).article == first
    assert ingest_url(outlet.url("/pier?page=2")).article != first


def test_a_redirect_leads_to_the_article_that_is_here(outlet):
    outlet.pages["/pier"] = write_story("the pier")
    outlet.pages["/p/1"] = Answer("", 302, {"Location": "/pier"})
    first, second = take(outlet.url("/pier")), take(outlet.url("/p/1"))
    assert (second.state, second.duplicate_of) == (State.FAILED, first)
    assert second.failure == f"This is article {first.pk} under another address."
    assert ingest_url(outlet.url("/p/1")).article == first
    assert second.versions.count() == 0


def test_the_canonical_address_leads_to_the_article(outlet):
    outlet.pages["/amp/pier"] = write_story("the pier", canonical("/pier"))
    first = take(outlet.url("/amp/pier"))
    assert ingest_url(outlet.url("/pier")).article == first


@pytest.mark.parametrize("declared", ["https://other.example/pier", "/", "javascript:alert(1)", "http://[bad"])
def test_a_canonical_address_of_another_site_or_the_front_page_is_not_believed(outlet, declared):
    outlet.pages["/pier"] = write_story("the pier", canonical(declared))
    take(outlet.url("/pier"))
    assert list(ArticleAddress.objects.values_list("url", flat=True)) == [outlet.url("/pier")]


def test_a_live_blog_is_recognised(outlet, signed_in):
    data = '<script type="application/ld+json">{"@graph": [{"@type": ["LiveBlogPosting"]}]}</script>'
    outlet.pages["/storm"] = write_story("the storm", data)
    article = take(outlet.url("/storm"))
    assert article.kind == "live_blog"
    assert "A live blog: many stories under one address" in signed_in.get(article.get_absolute_url()).text


def test_what_the_page_says_of_its_change_and_its_paywall_is_kept(outlet):
    data = '{"@type": "NewsArticle", "dateModified": "2026-05-04T08:00:00Z", "isAccessibleForFree": "False"}'
    outlet.pages["/pier"] = write_story("the pier", f'<script type="application/ld+json">{data}</script>')
    article = take(outlet.url("/pier"))
    assert article.modified_at.isoformat() == "2026-05-04T08:00:00+00:00"
    assert article.paywalled


REVIEW = """{"@type": "ClaimReview", "claimReviewed": "The pier of Selm <b>sank</b>", "url": "https://check.example/1",
 "datePublished": "2026-05-03", "author": {"name": "Quay Check"}, "itemReviewed": {"author": {"name": "A rumour"}},
 "reviewRating": {"ratingValue": 1, "bestRating": "5", "worstRating": "1", "alternateName": "False"}}"""


def test_a_fact_check_on_the_page_is_kept_and_shown_as_the_publishers_word(outlet, signed_in):
    outlet.pages["/pier"] = write_story("the pier", f'<script type="application/ld+json">{REVIEW}</script>')
    article = take(outlet.url("/pier"))
    verdict = article.outside_verdicts.get()
    assert (verdict.publisher, verdict.rating, verdict.claimant) == ("Quay Check", "False", "A rumour")
    claim = make_assessed_claim(make_mention(article))
    for page in (article.get_absolute_url(), claim.get_absolute_url()):
        text = signed_in.get(page).text
        assert "Checked elsewhere" in text
        assert "“False” (1 on a scale of 1 to 5)" in text
        assert "<b>sank" not in text


def test_text_that_no_reader_sees_is_not_stored(outlet):
    story = write_story("the pier")
    hidden = '<p style="display:none">The mayor of Selm has taken nine million crowns from the yard.</p>'
    story.body = story.body.replace("</article>", f"{hidden}</article>")
    outlet.pages["/pier"] = story
    assert "nine million" not in take(outlet.url("/pier")).versions.get().text


def test_a_page_that_its_site_keeps_from_robots_is_not_asked_for(outlet):
    outlet.pages["/robots.txt"] = Answer(
        "User-agent: ClaimWorkbench\nDisallow: /", headers={"Content-Type": "text/plain"}
    )
    article = take(outlet.url("/pier"))
    assert (article.state, article.failure_kind) == (State.FAILED, "blocked")
    assert "asks automatic readers to leave /pier alone" in article.failure
    assert outlet.asked("/pier") == []


def test_a_redirect_to_what_robots_may_not_read_is_not_followed(outlet):
    outlet.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /private", headers={"Content-Type": "text/plain"})
    outlet.pages["/pier"] = Answer("", 302, {"Location": "/private/pier"})
    assert take(outlet.url("/pier")).failure_kind == "blocked"
    assert outlet.asked("/private/pier") == []


def test_robots_are_asked_for_once_a_day(outlet):
    for path in ("/a", "/b"):
        outlet.pages[path] = write_story(path)
        take(outlet.url(path))
    assert len(outlet.asked("/robots.txt")) == 1


@pytest.mark.parametrize(("status", "kind"), [(404, "gone"), (403, "blocked"), (402, "paywalled"), (451, "blocked")])
def test_why_a_page_could_not_be_had_is_kept_as_a_kind(outlet, status, kind):
    outlet.pages["/pier"] = Answer("no", status)
    assert take(outlet.url("/pier")).failure_kind == kind


def test_it_waits_for_its_turn_without_counting_an_attempt(outlet):
    article = ingest_url(outlet.url("/pier")).article
    until = timezone.now() + timedelta(seconds=30)
    VisitedHost.objects.create(host=outlet.authority, next_at=until)
    assert fetch_article(article.pk) is Outcome.POSTPONED
    article.refresh_from_db()
    assert (article.attempts, article.lease_token, article.next_attempt_at) == (0, None, until)
    assert article.runs.count() == 0
    assert outlet.seen == []


def test_a_host_that_does_not_answer_rests_ever_longer(outlet):
    outlet.close()
    rests = []
    for number in range(2):
        article = ingest_url(outlet.url(f"/{number}")).article
        VisitedHost.objects.update(next_at=timezone.now(), robots_until=None)
        fetch_article(article.pk)
        rests.append(VisitedHost.objects.get().next_at - timezone.now())
    assert timedelta(seconds=5) < rests[0] < rests[1]


def test_a_page_behind_a_short_link_belongs_to_the_outlet_it_leads_to(settings):
    settings.HOST_SPACING_SECONDS = 0
    with open_outlets(settings, 2) as (short, outlet):
        settings.FETCH_ALLOWED_NETWORKS = ["127.0.0.0/8"]
        outlet.pages["/pier"] = write_story("the pier")
        place = f"http://localhost:{outlet.port}/pier"
        short.pages["/x"] = Answer("", 301, {"Location": place})
        post = make_source("Selm Post")
        post.domains.create(host="localhost")
        article = take(short.url("/x"))
        assert article.source == post
        assert Source.objects.filter(name="127.0.0.1").exists()


@pytest.mark.parametrize("lang", ["x" * 30, "English (United Kingdom)", "{{ page.lang }}"])
def test_a_page_that_declares_its_language_wrongly_is_still_read(outlet, lang):
    story = write_story("the pier")
    story.body = story.body.replace("lang='en'", f"lang='{lang}'")
    outlet.pages["/pier"] = story
    assert take(outlet.url("/pier")).state == State.FETCHED


@pytest.fixture
def two_sites(settings):
    """A site of short links on one host, and the outlet that they lead to on another."""
    settings.HOST_SPACING_SECONDS = 0.4
    with open_outlets(settings, 2) as (short, outlet):
        outlet.pages["/pier"], outlet.pages["/ferry"] = write_story("the pier"), write_story("the ferry")
        for path in ("/pier", "/ferry"):
            short.pages[path] = Answer("", 302, {"Location": outlet.url(path)})
        yield short, outlet


def list_moments(outlet) -> list[float]:
    return [moment for path, _, moment in outlet.seen if path != "/robots.txt"]


def test_a_redirect_waits_for_the_turn_of_the_host_it_leads_to(two_sites):
    short, outlet = two_sites
    take(outlet.url("/ferry"))
    assert take(short.url("/pier")).state == State.FETCHED
    first, second = list_moments(outlet)
    assert second - first >= 0.35
    assert set(VisitedHost.objects.values_list("host", flat=True)) == {short.authority, outlet.authority}
    assert VisitedHost.objects.filter(busy_until=None).count() == 2


def test_a_redirect_to_a_host_that_rests_for_long_is_put_off(two_sites):
    short, outlet = two_sites
    until = timezone.now() + timedelta(minutes=10)
    VisitedHost.objects.create(host=outlet.authority, next_at=until)
    article = take(short.url("/pier"))
    assert (article.state, article.attempts, article.next_attempt_at) == (State.RECEIVED, 0, until)
    assert outlet.seen == []


def test_a_redirect_to_a_dead_host_is_not_held_against_the_host_that_named_it(two_sites):
    short, outlet = two_sites
    outlet.close()
    take(short.url("/pier"))
    failures = dict(VisitedHost.objects.values_list("host", "failures"))
    assert failures == {short.authority: 0, outlet.authority: 1}


def test_the_robots_of_the_host_that_a_redirect_leads_to_are_obeyed(two_sites):
    short, outlet = two_sites
    outlet.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})
    article = take(short.url("/pier"))
    assert (article.failure_kind, list_moments(outlet)) == ("blocked", [])
    assert outlet.authority in article.failure


def test_a_site_that_asks_us_to_come_back_later_is_left_alone_so_long(outlet):
    outlet.pages["/pier"] = Answer("slow down", 503, {"Retry-After": "3600"})
    article, other = take(outlet.url("/pier")), ingest_url(outlet.url("/ferry")).article
    assert timedelta(minutes=59) < VisitedHost.objects.get().next_at - timezone.now() < timedelta(minutes=61)
    assert fetch_article(other.pk) is Outcome.POSTPONED
    assert article.state == State.RECEIVED and len(outlet.asked("/ferry")) == 0


def test_not_modified_that_nobody_asked_for_is_no_article(outlet):
    outlet.pages["/pier"] = Answer("", 304)
    article = take(outlet.url("/pier"))
    assert article.state == State.FAILED and "304 Not Modified: that is no page" in article.failure
