"""Feeds, lists and pages of feeds that are made to harm: a sentence each, in bounded time, and nothing opened."""

from __future__ import annotations

import json
import time

import pytest

from claims.adapters.documents import UnreadableError
from claims.adapters.feeds import FeedError, read_feed
from claims.adapters.feeds.declared import find_declared_feeds
from claims.adapters.pages.linked_data import read_linked_data
from claims.adapters.source_lists import read_list
from claims.domain.robots import matches, parse_robots
from tests.hostile.trick_server import listen, was_contacted

URL = "https://selm.example/feed"
BOMB = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
ITEM = "<item><title>Pier burnt</title><link>https://selm.example/pier</link></item>"


def build_rss(inside: str = ITEM, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>S</title>{inside}</channel></rss>'.encode()


@pytest.fixture(scope="module", autouse=True)
def _parsers_are_loaded():
    read_feed(build_rss(), URL)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_an_error_and_nothing_of_it_is_read(encoding):
    begin = time.monotonic()
    with pytest.raises(FeedError, match="declares entities of its own, which are never read"):
        read_feed(build_rss("<item><title>&i;</title></item>", f"{BOMB}]>").decode().encode(encoding), URL)
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize("kind", ["SYSTEM", "PUBLIC 'x'"])
def test_a_reference_to_a_file_or_an_address_is_not_followed(kind):
    with listen() as listener:
        place = f"http://127.0.0.1:{listener.getsockname()[1]}/secret"
        for target in ("file:///etc/passwd", place):
            with pytest.raises(FeedError, match="declares entities"):
                read_feed(build_rss("<title>&x;</title>", f"<!DOCTYPE r [<!ENTITY x {kind} '{target}'>]>"), URL)
        head = f"<!DOCTYPE rss {kind} '{place}'><?xml-stylesheet href='{place}'?>"
        assert read_feed(build_rss(head=head), URL).entries[0].title == "Pier burnt"
        assert not was_contacted(listener)


def test_a_feed_that_is_an_address_or_a_path_is_never_opened(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_bytes(build_rss("<item><title>Secret</title><link>https://selm.example/s</link></item>"))
    with listen() as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/feed"
        for body in (str(secret), f"file://{secret}", address, "/etc/passwd", "feed:" + address):
            with pytest.raises(FeedError, match="not a feed"):
                read_feed(body.encode(), URL)
        assert not was_contacted(listener)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"<html><body>Not found</body></html>", "neither RSS nor Atom"),
        (b"<rss", "neither RSS nor Atom"),
        (b"%PDF-1.7", "neither XML nor JSON"),
        (b"\x00\x01\x02", "neither XML nor JSON"),
        (b"{" * 100_000, "its JSON is broken"),
        (b'{"version": "1"}', "not a JSON Feed"),
        (b'{"a": ' + b"[" * 900_000 + b"]" * 900_000 + b"}", "its JSON is broken"),
    ],
)
def test_what_is_no_feed_is_told_in_a_sentence(body, sentence):
    with pytest.raises(FeedError, match=sentence):
        read_feed(body, URL)


@pytest.mark.parametrize(
    "body",
    [
        build_rss("<item>" * 300_000),
        build_rss("<description>" + "&lt;b&gt;" * 200_000 + "</description>"),
        build_rss(f"<item><link>https://selm.example/</link><pubDate>{'1' * 1_000_000}</pubDate></item>"),
    ],
)
def test_a_feed_made_to_keep_a_parser_busy_ends_in_time(body):
    begin = time.monotonic()
    try:
        read_feed(body, URL, seconds=5)
    except FeedError as error:
        assert "stopped" in str(error) or "could not be parsed" in str(error)
    assert time.monotonic() - begin < 7


def test_scripts_in_titles_are_text_and_no_links():
    items = "<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Pier</title><link>https://selm.example/1</link></item>"
    items += "<item><title>x</title><link>javascript:alert(1)</link></item>"
    items += "<item><title>y</title><link>file:///etc/passwd</link></item>"
    reading = read_feed(build_rss(items), URL)
    assert [entry.link for entry in reading.entries] == ["https://selm.example/1"]
    assert "<" not in reading.entries[0].title
    assert reading.left_out == 2


def test_a_feed_of_ten_thousand_entries_is_capped():
    items = [{"id": str(n), "url": f"https://selm.example/{n}", "title": f"Story {n}"} for n in range(10_000)]
    reading = read_feed(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode(), URL)
    assert (len(reading.entries), reading.left_out) == (500, 9_500)


def test_a_wrong_charset_is_read_by_what_the_bytes_are():
    body = build_rss(ITEM.replace("Pier burnt", "Die Fähre fährt")).decode().encode("latin-1")
    assert read_feed(body, URL, "text/xml; charset=iso-8859-1").entries[0].title == "Die Fähre fährt"


def build_opml(inside: str, head: str = "") -> bytes:
    return f'<?xml version="1.0"?>{head}<opml version="2.0"><body>{inside}</body></opml>'.encode()


def test_a_hundred_thousand_outlines_are_capped_with_a_sentence():
    outlines = "".join(f'<outline xmlUrl="https://o{number}.example/f"/>' for number in range(100_000))
    begin = time.monotonic()
    found = read_list("big.opml", build_opml(outlines))
    assert len(found.rows) == 5_000
    assert found.notes == ["The file lists more than 5,000 feeds; the first 5,000 were read. Split it for the rest."]
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("head", [f"{BOMB}]>", "<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"])
def test_a_list_with_entities_is_refused(head):
    with pytest.raises(UnreadableError, match="document type, where entities and references hide"):
        read_list("bomb.opml", build_opml('<outline text="&x;" xmlUrl="https://a.example/"/>', head))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"<html></html>", "no OPML"),
        (build_opml(""), "lists no feeds"),
        (b"<opml><body><outline", "not well-formed XML"),
        (build_opml("<outline>" * 60 + "</outline>" * 60), "nested deeper than 50 levels"),
        (b"PK\x03\x04....", "zip archive"),
        (b"colour,size\nred,2\n", "no column is named"),
        (b"name,feed\n", "no rows that can be read"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_in_a_sentence(data, sentence):
    with pytest.raises(UnreadableError, match=sentence):
        read_list("list", data)


@pytest.mark.parametrize("part", ["<link ", "<link rel=alternate ", "<", "<link rel='", "a=", "<link a=b "])
def test_looking_for_declared_feeds_takes_linear_time(part):
    begin = time.monotonic()
    find_declared_feeds((part * (2_000_000 // len(part))).encode(), URL)
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize(
    "script", ["[" * 500_000, '{"a":' * 100_000, '{"@type":"ClaimReview"}', "null", '{"@graph": 1}']
)
def test_linked_data_of_any_form_is_passed_over(script):
    begin = time.monotonic()
    assert read_linked_data([script] * 30).reviews == []
    assert time.monotonic() - begin < 2


def test_a_robots_file_cannot_keep_a_worker_busy():
    begin = time.monotonic()
    assert not matches("/" + "*a" * 500 + "$", "/" + "a" * 2_000 + "b")
    rules = parse_robots("User-agent: *\n" + "Disallow: /*a*a*a*a*a*b\n" * 50_000, "ClaimWorkbench")
    assert rules.allows("/" + "a" * 2_000)
    assert time.monotonic() - begin < 3
