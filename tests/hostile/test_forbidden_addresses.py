"""Every way by which an address comes in: a forbidden one gets its sentence, and no socket is opened to it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from claims.adapters.documents import UnreadableError
from claims.domain.lifecycle import State
from claims.models import Article, Feed, Snapshot
from claims.services.fetch import fetch_article
from claims.services.find_duplicate import hash_url
from claims.services.find_feeds import find_feeds
from claims.services.keep_snapshot import keep_failure
from claims.services.poll_feed import poll_feed
from claims.services.recheck import recheck_article
from tests.factories import make_article, make_source
from tests.hostile.trick_server import listen, was_contacted, watch_sockets
from tests.outlets import Answer, open_outlets

pytestmark = pytest.mark.django_db

FORBIDDEN = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://\uff11\uff12\uff17.0.0.1:{port}/",
    "http://127\u30020\u30020\u30021:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://169.254.169.254:{port}/latest/meta-data",
    "http://100.64.0.1:{port}/",
    "http://0.0.0.0:{port}/",
    "http://224.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/",
    "http://user:pass@127.0.0.1:{port}/",
    "http://127.0.0.1:6379/",
    "http://127.0.0.1:{port}/\r\nX-Header: 1",
]


@pytest.fixture
def listener(settings):
    with listen() as found:
        settings.FETCH_ALLOWED_PORTS = [80, 443, found.getsockname()[1]]
        with watch_sockets() as opened:
            yield found
        assert not was_contacted(found)
        assert opened == []


def spell(pattern: str, listener) -> str:
    return pattern.format(port=listener.getsockname()[1])


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_a_feed_there_is_not_asked(listener, pattern):
    url = spell(pattern, listener)
    feed = Feed.objects.create(source=make_source(), url=url, url_hash=hash_url(url))
    token = uuid.uuid4()
    Feed.objects.filter(pk=feed.pk).update(lease_token=token, lease_until=timezone.now() + timedelta(minutes=1))
    assert not poll_feed(feed.pk, token)
    feed.refresh_from_db()
    assert feed.last_error.startswith("Address not allowed: ")
    assert feed.condition == "blocked"


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_a_page_there_is_not_fetched(listener, pattern):
    article = Article.objects.create(source=make_source(), url=spell(pattern, listener), state=State.RECEIVED)
    fetch_article(article.pk)
    article.refresh_from_db()
    assert (article.state, article.failure_kind) == ("failed", "refused")
    assert article.failure.startswith("address not allowed: ")


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_feeds_are_not_looked_for_there(listener, pattern):
    with pytest.raises(UnreadableError, match="address not allowed: |This is no web address"):
        find_feeds(spell(pattern, listener))


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_a_page_there_is_not_looked_at_again(listener, pattern):
    article = make_article(url=spell(pattern, listener), state=State.ASSESSED)
    fetched = keep_failure(article, look="unreachable", status=None, detail="")
    article.versions.update(snapshot=fetched)
    recheck_article(article.pk)
    newest = Snapshot.objects.first()
    assert newest.look == "refused" and newest.detail.startswith("address not allowed: ")


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_nobody_can_add_it(listener, client, admin_person, pattern):
    client.force_login(admin_person)
    url, source = spell(pattern, listener), make_source()
    answers = [
        client.post(f"/sources/{source.pk}/feeds/add/", {"url": url}),
        client.post(f"/sources/{source.pk}/feeds/find/", {"site": url}),
        client.post("/articles/add/urls/", {"urls": url}, follow=True),
        upload(client, f"feed\n{url.splitlines()[0]}\n"),
    ]
    for answer in answers:
        assert any(words in unescape(answer.text) for words in REFUSALS), answer.text
    assert not Feed.objects.exists() and not Article.objects.exists()


REFUSALS = ("ddress not allowed: ", "This is no web address", "is no address")


def upload(client, table: str):
    return client.post("/sources/import/", {"document": SimpleUploadedFile("list.csv", table.encode())}, follow=True)


@pytest.mark.parametrize("trap", ["redirect", "declared", "robots"])
def test_what_a_site_leads_to_is_checked_like_what_people_give(settings, trap):
    settings.HOST_SPACING_SECONDS = 0
    with listen() as forbidden, open_outlets(settings) as (outlet,):
        port = forbidden.getsockname()[1]
        settings.FETCH_ALLOWED_PORTS = [*settings.FETCH_ALLOWED_PORTS, port]
        place = f"http://127.0.0.2:{port}/"
        link = f'<link rel="alternate" type="application/rss+xml" href="{place}">'
        outlet.pages["/"] = Answer(f"<html><head>{link}</head></html>")
        if trap == "redirect":
            outlet.pages["/"] = Answer("", 302, {"Location": place})
        if trap == "robots":
            outlet.pages["/robots.txt"] = Answer("", 302, {"Location": place})
        search = find_feeds(outlet.url("/"))
        assert search.feeds == []
        assert any("address not allowed" in note.lower() for note in search.notes)
        assert not was_contacted(forbidden)
