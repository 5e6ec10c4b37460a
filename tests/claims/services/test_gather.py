"""Many feeds and their pages, by workers' turns: each site politely, none held up by another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.domain.lifecycle import State
from claims.models import Article, Feed, VisitedHost
from claims.services.fetch_waiting import fetch_waiting
from claims.services.find_duplicate import hash_url
from claims.services.find_feeds import find_feeds
from claims.services.poll_feeds import lease_due_feeds, poll_feeds
from tests.factories import make_source
from tests.outlets import Answer, open_outlets, write_item, write_rss, write_story

pytestmark = pytest.mark.django_db(transaction=True)


def make_feed(url: str, **source) -> Feed:
    return Feed.objects.create(source=make_source(**source), url=url, url_hash=hash_url(url))


def furnish(outlet, stories: int) -> None:
    """A feed of that many stories on the outlet, with their pages."""
    for number in range(stories):
        outlet.pages[f"/story/{number}"] = write_story(f"matter {number} of {outlet.port}")
    outlet.pages["/feed"] = write_rss(*(write_item(outlet.url(f"/story/{number}")) for number in range(stories)))


def test_feeds_become_articles_with_text_and_a_slow_site_holds_up_nobody(settings):
    settings.HOST_SPACING_SECONDS = 0.05
    settings.FETCH_TURN_SECONDS = 60
    with open_outlets(settings, 4) as outlets:
        slow, *quick = outlets
        slow.pages["/feed"] = Answer("<rss version='2.0'>" + " " * 1_000, drip=0.5)
        for outlet in quick:
            furnish(outlet, 3)
        for outlet in outlets:
            make_feed(outlet.url("/feed"))
        settings.FETCH_THREADS = 4
        assert poll_feeds() == 4
        read = Feed.objects.exclude(last_success_at=None)
        assert sorted(read.values_list("host", flat=True)) == sorted(outlet.authority for outlet in quick)
        done = max(read.values_list("last_success_at", flat=True))
        failed = Feed.objects.get(host=slow.authority)
        assert "took longer than 20 seconds" in failed.last_error
        assert failed.last_error_at > done
        assert fetch_waiting() == 9
        assert set(Article.objects.values_list("state", "failure")) == {(State.FETCHED, "")}


def test_the_requests_to_one_site_are_spaced(settings):
    settings.HOST_SPACING_SECONDS = 0.4
    with open_outlets(settings) as (outlet,):
        furnish(outlet, 4)
        make_feed(outlet.url("/feed"))
        poll_feeds()
        fetch_waiting()
        times = [moment for path, _, moment in outlet.seen if path != "/robots.txt"]
        assert len(times) == 5
        assert min(after - before for before, after in zip(times, times[1:], strict=False)) >= 0.35


def test_only_due_feeds_are_leased_and_each_once(settings):
    feeds = [make_feed(f"https://outlet{number}.example/feed") for number in range(5)]
    Feed.objects.filter(pk=feeds[0].pk).update(off="Switched off by hand.")
    Feed.objects.filter(pk=feeds[1].pk).update(next_poll_at=timezone.now() + timedelta(hours=1))
    make_feed("https://retired.example/feed", active=False)
    VisitedHost.objects.create(host="outlet2.example", next_at=timezone.now() + timedelta(hours=1))
    assert {feed_id for feed_id, _ in lease_due_feeds(10)} == {feeds[3].pk, feeds[4].pk}
    assert lease_due_feeds(10) == []


def test_one_host_has_one_feed_leased_at_a_time():
    for number in range(3):
        make_feed(f"https://selm.example/feed/{number}")
    assert len(lease_due_feeds(10)) == 1


def test_feeds_are_found_from_the_address_of_a_site(settings):
    settings.HOST_SPACING_SECONDS = 0
    with open_outlets(settings) as (outlet,):
        links = (
            '<link rel="alternate" type="application/rss+xml" href="/all.xml"><link rel=alternate type=text/css href=x>'
        )
        outlet.pages["/"] = Answer(f"<html><head>{links}</head></html>")
        outlet.pages["/all.xml"] = write_rss(write_item(outlet.url("/one")), title="All of Selm")
        (found,) = find_feeds(outlet.url("/")).feeds
        assert (found.url, found.title, found.kind, found.entries) == (outlet.url("/all.xml"), "All of Selm", "rss", 1)


def test_the_search_for_feeds_spaces_its_requests_too(settings):
    settings.HOST_SPACING_SECONDS = 0.3
    with open_outlets(settings) as (outlet,):
        outlet.pages["/"] = Answer('<link rel="alternate" type="application/rss+xml" href="/all.xml">')
        outlet.pages["/all.xml"] = write_rss(write_item(outlet.url("/one")))
        assert find_feeds(outlet.url("/")).feeds
        first, second = [moment for path, _, moment in outlet.seen if path != "/robots.txt"]
        assert second - first >= 0.25


def test_the_search_says_when_a_site_is_to_be_left_alone(settings):
    with open_outlets(settings) as (outlet,):
        VisitedHost.objects.create(host=outlet.authority, next_at=timezone.now() + timedelta(hours=1))
        (note,) = find_feeds(outlet.url("/")).notes
        assert note.startswith(f"{outlet.authority} is a site that is not to be asked before ")
        assert outlet.seen == []


def test_feeds_are_found_where_they_usually_lie(settings):
    settings.HOST_SPACING_SECONDS = 0
    with open_outlets(settings) as (outlet,):
        outlet.pages["/"] = Answer("<html><body>Hello</body></html>")
        outlet.pages["/rss.xml"] = write_rss(write_item(outlet.url("/one")))
        search = find_feeds(outlet.url("/"))
        assert [found.url for found in search.feeds] == [outlet.url("/rss.xml")]
        assert search.notes == []


def test_an_address_that_is_a_feed_is_that_feed(settings):
    settings.HOST_SPACING_SECONDS = 0
    with open_outlets(settings) as (outlet,):
        outlet.pages["/feed"] = write_rss(write_item(outlet.url("/one")))
        assert [found.url for found in find_feeds(outlet.url("/feed")).feeds] == [outlet.url("/feed")]


def test_the_search_says_why_a_site_does_not_answer(settings):
    settings.HOST_SPACING_SECONDS = 0
    with open_outlets(settings) as (outlet,):
        outlet.close()
        assert find_feeds(outlet.url("/")).notes == [f"No connection to 127.0.0.1 on port {outlet.port}."]
