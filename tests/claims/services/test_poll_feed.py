"""One feed of a real server is read, and its entries become articles, each once."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims.models import Article, Feed, Source
from claims.services.find_duplicate import hash_url
from claims.services.poll_feed import poll_feed
from tests.factories import make_source
from tests.outlets import Answer, open_outlets, write_item, write_rss

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 4, 8, tzinfo=UTC)


@pytest.fixture
def outlet(settings):
    settings.HOST_SPACING_SECONDS = 0
    with open_outlets(settings) as (one,):
        yield one


def make_feed(url: str, source: Source | None = None) -> Feed:
    return Feed.objects.create(source=source or make_source(), url=url, url_hash=hash_url(url))


def poll(feed: Feed) -> bool:
    token = uuid.uuid4()
    Feed.objects.filter(pk=feed.pk).update(lease_token=token, lease_until=timezone.now() + timedelta(minutes=1))
    answered = poll_feed(feed.pk, token)
    feed.refresh_from_db()
    assert feed.lease_token is None
    return answered


def test_its_entries_become_articles_of_its_source(outlet):
    item = write_item(outlet.url("/one?utm_source=rss"), "Pier burnt", "g1", MAY)
    outlet.pages["/feed"] = write_rss(item, write_item(outlet.url("/two"), "Ferry back"))
    feed = make_feed(outlet.url("/feed"))
    assert poll(feed)
    first, second = Article.objects.order_by("title").values_list("title", "source", "state", "host")
    assert first == ("Ferry back", feed.source_id, "received", outlet.authority)
    assert second == ("Pier burnt", feed.source_id, "received", outlet.authority)
    assert Article.objects.get(title="Pier burnt").published_at == MAY
    assert (feed.kind, feed.title, feed.condition, feed.entry_count) == ("rss", "Selm Post", "working", 2)
    assert feed.last_success_at and feed.next_poll_at > timezone.now() + timedelta(minutes=9)


def test_reading_it_again_adds_nothing(outlet):
    outlet.pages["/feed"] = write_rss(write_item(outlet.url("/one"), guid="g1"), write_item(outlet.url("/two")))
    feed = make_feed(outlet.url("/feed"))
    poll(feed)
    poll(feed)
    assert (Article.objects.count(), feed.entries.count()) == (2, 2)


def test_two_feeds_with_one_story_make_one_article(outlet):
    for path in ("/a", "/b"):
        outlet.pages[path] = write_rss(write_item(outlet.url(f"/one?utm_campaign={path[1]}"), guid=path))
    source = make_source()
    for path in ("/a", "/b"):
        poll(make_feed(outlet.url(path), source))
    assert Article.objects.get().entries.count() == 2


def test_it_asks_only_for_what_changed(outlet):
    def answer(request):
        if request.headers.get("If-None-Match") == '"v1"':
            return Answer("", 304)
        fresh = write_rss(write_item(outlet.url("/one")))
        fresh.headers |= {"ETag": '"v1"', "Last-Modified": "Mon, 04 May 2026 08:00:00 GMT"}
        return fresh

    outlet.pages["/feed"] = answer
    feed = make_feed(outlet.url("/feed"))
    assert poll(feed) and poll(feed)
    assert outlet.asked("/feed")[1]["If-Modified-Since"] == "Mon, 04 May 2026 08:00:00 GMT"
    assert (feed.entry_count, feed.condition, feed.etag) == (1, "working", '"v1"')


def test_a_feed_that_is_gone_is_switched_off(outlet):
    outlet.pages["/feed"] = Answer("gone", 410)
    feed = make_feed(outlet.url("/feed"))
    assert not poll(feed)
    assert (feed.off, feed.condition) == ("The site says that the feed was taken down for good.", "off")
    assert "answered 410 Gone" in feed.last_error


def test_a_feed_that_was_asked_too_often_waits_as_long_as_the_site_wants(outlet):
    outlet.pages["/feed"] = Answer("slow down", 429, {"Retry-After": "90000"})
    feed = make_feed(outlet.url("/feed"))
    assert not poll(feed)
    assert timedelta(hours=24.9) < feed.next_poll_at - timezone.now() < timedelta(hours=25.1)
    assert "429" in feed.last_error


def test_failures_back_off_and_a_success_forgives_them(outlet):
    feed = make_feed(outlet.url("/feed"))
    waits = []
    for _ in range(3):
        poll(feed)
        waits.append(feed.next_poll_at - timezone.now())
    assert waits[0] < waits[1] < waits[2]
    assert (feed.failures, feed.condition) == (3, "failing")
    outlet.pages["/feed"] = write_rss(write_item(outlet.url("/one")))
    poll(feed)
    assert (feed.failures, feed.failing_since, feed.condition) == (0, None, "working")
    assert "404" in feed.last_error


@pytest.mark.parametrize(("status", "condition"), [(403, "blocked"), (402, "paywalled"), (500, "failing")])
def test_its_condition_says_why_it_fails(outlet, status, condition):
    outlet.pages["/feed"] = Answer("no", status)
    feed = make_feed(outlet.url("/feed"))
    poll(feed)
    assert feed.condition == condition


def test_a_feed_that_moved_for_good_is_known_by_its_new_address(outlet):
    outlet.pages["/old"] = Answer("", 301, {"Location": "/new"})
    outlet.pages["/new"] = write_rss(write_item(outlet.url("/one")))
    feed = make_feed(outlet.url("/old"))
    poll(feed)
    assert feed.url == outlet.url("/new")


def test_a_feed_that_is_elsewhere_for_now_keeps_its_address(outlet):
    outlet.pages["/old"] = Answer("", 302, {"Location": "/new"})
    outlet.pages["/new"] = write_rss(write_item(outlet.url("/one")))
    feed = make_feed(outlet.url("/old"))
    poll(feed)
    assert feed.url == outlet.url("/old")


def test_robots_are_obeyed(outlet):
    outlet.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /feed", headers={"Content-Type": "text/plain"})
    feed = make_feed(outlet.url("/feed"))
    assert not poll(feed)
    assert "asks automatic readers to leave /feed alone (robots.txt)" in feed.last_error
    assert feed.condition == "blocked"
    assert outlet.asked("/feed") == []


def test_a_site_that_does_not_give_its_robots_is_left_alone(outlet):
    outlet.pages["/robots.txt"] = Answer("", 503)
    feed = make_feed(outlet.url("/feed"))
    assert not poll(feed)
    assert outlet.asked("/feed") == []


def test_where_an_entry_comes_from_is_kept_and_its_outlet_is_its_source(outlet):
    quay = make_source("Quay Herald")
    quay.domains.create(host="quay.example")
    more = '<source url="https://www.quay.example/rss">The Quay Herald</source>'
    outlet.pages["/feed"] = write_rss(write_item("https://www.quay.example/a", more=more))
    feed = make_feed(outlet.url("/feed"))
    poll(feed)
    entry = feed.entries.get()
    assert (entry.source_name, entry.source_url) == ("The Quay Herald", "https://www.quay.example/rss")
    assert entry.article.source == quay


def test_a_feed_that_leads_elsewhere_is_an_aggregator(outlet):
    source = make_source()
    source.domains.create(host="selm.example")
    outlet.pages["/feed"] = write_rss(*(write_item(f"https://outlet{number}.example/a") for number in range(5)))
    feed = make_feed(outlet.url("/feed"), source)
    poll(feed)
    assert feed.condition == "aggregator_only"


def test_a_feed_without_entries_is_empty(outlet):
    outlet.pages["/feed"] = write_rss()
    feed = make_feed(outlet.url("/feed"))
    assert poll(feed)
    assert feed.condition == "empty"


def test_a_guid_that_stands_on_every_entry_names_none(outlet):
    items = [write_item(outlet.url(f"/{number}"), guid="same") for number in range(3)]
    outlet.pages["/feed"] = write_rss(*items)
    feed = make_feed(outlet.url("/feed"))
    poll(feed)
    poll(feed)
    assert Article.objects.count() == 3


def test_a_guid_used_again_for_another_story_makes_another_article(outlet):
    feed = make_feed(outlet.url("/feed"))
    for number in (1, 2):
        item = write_item(outlet.url(f"/{number}"), f"Story {number}", "latest", MAY + timedelta(days=number))
        outlet.pages["/feed"] = write_rss(item)
        poll(feed)
        poll(feed)
    assert Article.objects.count() == 2


def test_a_corrected_link_under_the_same_guid_is_the_same_article(outlet):
    feed = make_feed(outlet.url("/feed"))
    for path in ("/pier-burns", "/pier-burnt"):
        outlet.pages["/feed"] = write_rss(write_item(outlet.url(path), "The pier", "g1", MAY))
        poll(feed)
    assert Article.objects.count() == 1


def test_links_that_are_never_fetched_are_left_out_in_words(outlet):
    links = ["http://10.0.0.7/a", "http://169.254.169.254/latest", "javascript:alert(1)", outlet.url("/good")]
    outlet.pages["/feed"] = write_rss(*(write_item(link, guid=str(n)) for n, link in enumerate(links)))
    feed = make_feed(outlet.url("/feed"))
    poll(feed)
    assert Article.objects.get().url == outlet.url("/good")
    assert "1 without a link" in feed.note
    assert "2 could not be taken, the first because: This is not fetched: address not allowed" in feed.note


def test_a_date_in_the_future_is_left_out_and_the_entry_kept(outlet):
    item = write_item(outlet.url("/one"), published=datetime(2099, 1, 1, tzinfo=UTC))
    outlet.pages["/feed"] = write_rss(item)
    poll(make_feed(outlet.url("/feed")))
    assert Article.objects.get().published_at is None


def test_a_host_that_was_just_asked_is_not_asked_again_yet(outlet, settings):
    settings.HOST_SPACING_SECONDS = 30
    outlet.pages["/a"] = outlet.pages["/b"] = write_rss(write_item(outlet.url("/one")))
    first, second = make_feed(outlet.url("/a")), make_feed(outlet.url("/b"))
    assert poll(first)
    assert not poll(second)
    assert (second.failures, second.last_attempt_at) == (0, None)
    assert second.next_poll_at > timezone.now() + timedelta(seconds=20)
    assert outlet.asked("/b") == []


def test_who_lost_the_lease_writes_nothing(outlet):
    outlet.pages["/feed"] = write_rss(write_item(outlet.url("/one")))
    feed = make_feed(outlet.url("/feed"))
    assert not poll_feed(feed.pk, uuid.uuid4())
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answers", [True, False])
def test_what_people_do_to_a_feed_while_it_is_asked_holds(outlet, answers):
    feed = make_feed(outlet.url("/feed"))
    keeper = make_source("The Keeper")

    def answer(request):
        Feed.objects.filter(pk=feed.pk).update(
            source=keeper, off="Removed by ada.", removed_at=timezone.now(), condition="off"
        )
        connection.close()  # this is a thread of the server
        return write_rss(write_item(outlet.url("/one"))) if answers else Answer("no", 500)

    outlet.pages["/feed"] = answer
    assert poll(feed) is answers
    assert (feed.source, feed.off, feed.condition) == (keeper, "Removed by ada.", "off")
    assert feed.removed_at is not None
