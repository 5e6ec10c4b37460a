"""A server of ours plays every trick that a site may play, and each ends in one sentence within its limit."""

from __future__ import annotations

import resource
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import HTTPServer
from ipaddress import ip_address

import pytest

from claims.adapters import fetching
from claims.adapters.addresses import parse_networks
from claims.adapters.fetching import FetchedPage, FetchFailed, FetchPolicy, FetchRefused, fetch_page
from claims.adapters.pages import extract_page
from claims.adapters.readers import read_fetched_page
from tests.hostile.trick_server import PAGE, Tricks, listen, run_trick_server, was_contacted

LOOPBACK = parse_networks(["127.0.0.1/32"])


class Site:
    """The trick server, and a policy that allows exactly it."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.port = server.server_port
        self.policy = FetchPolicy(networks=LOOPBACK, ports=frozenset({80, 443, self.port}), seconds=10)

    def fetch(self, path: str, **changes: object) -> FetchedPage:
        policy = FetchPolicy(**{**vars(self.policy), **changes})
        return fetch_page(f"http://127.0.0.1:{self.port}{path}", policy=policy)


@pytest.fixture
def site() -> Iterator[Site]:
    with run_trick_server() as server:
        yield Site(server)


def test_it_brings_a_page_with_what_the_server_said_of_it(site):
    page = site.fetch("/article?a=1#part")
    assert page.url == f"http://127.0.0.1:{site.port}/article?a=1#part"
    assert page.final_url == f"http://127.0.0.1:{site.port}/article?a=1"
    assert (page.status, page.body, page.etag) == (200, PAGE, '"v1"')
    assert (page.media_type, page.charset) == ("text/html", "iso-8859-1")
    assert page.last_modified == "Mon, 04 May 2026 08:00:00 GMT"


def test_it_says_who_it_is_and_sends_no_cookies(site):
    site.fetch("/article")
    ((_, headers),) = site.server.seen
    assert headers["User-Agent"].startswith("ClaimWorkbench/")
    assert headers["Host"] == f"127.0.0.1:{site.port}"
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_a_fetched_page_becomes_an_article_under_its_final_address(site):
    document = read_fetched_page(site.fetch("/hops/2"))
    assert (document.text, document.title) == ("The ferry sails again.", "Ferry reopens")
    assert document.url == f"http://127.0.0.1:{site.port}/article"
    assert document.label == f"http://127.0.0.1:{site.port}/hops/2"


def test_a_fetched_text_becomes_an_article_as_it_is(site):
    document = read_fetched_page(site.fetch("/text"))
    assert (document.text, document.title) == ("Ferry reopens\n\nA café opens, too.", "Ferry reopens")


def test_it_unpacks_gzip(site):
    assert site.fetch("/packed").body == PAGE


def test_it_follows_five_redirects_and_not_a_sixth(site):
    assert site.fetch("/hops/5").final_url.endswith("/article")
    with pytest.raises(FetchRefused, match="redirects more than 5 times"):
        site.fetch("/hops/6")


def test_it_ends_a_redirect_loop(site):
    with pytest.raises(FetchRefused, match="redirects more than 5 times"):
        site.fetch("/loop")
    assert len(site.server.seen) == 6


def test_it_follows_a_redirect_with_raw_letters_and_spaces(site):
    assert site.fetch("/spaced").final_url.endswith("/article/f%C3%A4hre%20tag")


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("file:///etc/passwd", 'not "file:"'),
        ("gopher://127.0.0.1/", 'not "gopher:"'),
        ("http://user:pass@example.org/", "holds a user name or password"),
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254 is not a public address"),
        ("http://[::ffff:7f00:1]/", "is not a public address"),
        ("http://example.org:6379/", "port 6379"),
        ("//0x7f.1/", "unusual spelling"),
    ],
)
def test_it_checks_every_redirect_like_a_new_address(site, location, sentence):
    with pytest.raises(FetchRefused, match="redirected to ") as refusal:
        site.fetch(f"/to/{location}")
    assert sentence in str(refusal.value)


def test_it_does_not_follow_a_redirect_to_another_loopback_address(site):
    with listen() as listener:
        port = listener.getsockname()[1]
        with pytest.raises(FetchRefused, match="127.0.0.2 is not a public address"):
            site.fetch(f"/to/http://127.0.0.2:{port}/", ports=frozenset({site.port, port}))
        assert not was_contacted(listener)


@pytest.mark.parametrize(
    ("status", "sentence", "temporary"),
    [
        (404, "answered 404 Not Found: there is no such page", False),
        (410, "answered 410 Gone: the page was taken down for good", False),
        (403, "answered 403 Forbidden: it refuses access to us", False),
        (429, "answered 429 Too Many Requests", True),
        (500, "answered 500 Internal Server Error: the site is in trouble", True),
        (503, "answered 503 Service Unavailable", True),
        (599, "answered 599 an unknown status", False),
        (302, "answered 302 Found", False),  # without a place to go to
    ],
)
def test_it_says_what_the_site_answered_and_whether_to_try_again(site, status, sentence, temporary):
    with pytest.raises(FetchFailed) as failure:
        site.fetch(f"/status/{status}")
    assert sentence in str(failure.value)
    assert (failure.value.status, failure.value.temporary) == (status, temporary)


@pytest.mark.parametrize(
    ("path", "kind", "sentence"),
    [
        ("/empty", FetchFailed, "answered with an empty page"),
        ("/video", FetchRefused, "is video/mp4, not a page that can be read"),
        ("/brotli", FetchRefused, 'packed as "br", which was not asked for'),
        ("/unpackable", FetchFailed, "sent a body that cannot be unpacked"),
        ("/cut", FetchFailed, "did not answer in proper HTTP, or broke off"),
        ("/nonsense", FetchFailed, "did not answer in proper HTTP, or broke off"),
        ("/endless", FetchRefused, "is larger than 5 MB"),
        ("/bomb", FetchRefused, "is larger than 5 MB"),
    ],
)
def test_it_refuses_a_bad_body_with_a_sentence(site, path, kind, sentence):
    begin = time.monotonic()
    with pytest.raises(kind) as refusal:
        site.fetch(path)
    assert sentence in str(refusal.value)
    assert time.monotonic() - begin < 3


def test_a_gzip_bomb_costs_no_more_memory_than_the_limit(site):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FetchRefused):
        site.fetch("/bomb", max_bytes=1_000_000)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100_000  # KB; the server of this test holds 50 MB of it


@pytest.mark.parametrize("path", ["/slow", "/headers"])
def test_a_byte_now_and_then_does_not_outlast_the_deadline(site, path):
    begin = time.monotonic()
    with pytest.raises(FetchFailed, match="took longer than 0.5 seconds") as failure:
        site.fetch(path, seconds=0.5)
    assert 0.4 < time.monotonic() - begin < 1.5
    assert failure.value.temporary


def test_redirects_share_one_deadline(site):
    begin = time.monotonic()
    with pytest.raises(FetchFailed, match="took longer than 0.5 seconds"):
        site.fetch("/to//slow", seconds=0.5)
    assert time.monotonic() - begin < 1.5


def test_a_closed_port_is_told_in_a_sentence(site):
    with listen() as listener:
        port = listener.getsockname()[1]
    policy = FetchPolicy(networks=LOOPBACK, ports=frozenset({port}))
    with pytest.raises(FetchFailed, match=f"no connection to 127.0.0.1 on port {port}"):
        fetch_page(f"http://127.0.0.1:{port}/", policy=policy)


def test_an_unknown_host_is_told_in_a_sentence():
    with pytest.raises(FetchFailed, match="no address is known for the host ferry.invalid"):
        fetch_page("http://ferry.invalid/", policy=FetchPolicy())


def test_a_name_that_points_to_a_public_and_a_private_address_is_refused(site):
    def mixed(host, port, deadline):
        return [ip_address("93.184.216.34"), ip_address("10.0.0.5")]

    with pytest.raises(FetchRefused, match="news.example points to 10.0.0.5, which is not a public address"):
        fetch_page("http://news.example/", policy=FetchPolicy(), resolve=mixed)


def test_a_name_is_resolved_once_and_only_that_answer_is_connected_to(site):
    answers = [[ip_address("127.0.0.1")], [ip_address("127.0.0.2")]]

    def changing(host, port, deadline):
        return answers.pop(0)

    page = fetch_page(f"http://news.example:{site.port}/article", policy=site.policy, resolve=changing)
    assert page.body == PAGE
    assert len(answers) == 1
    assert site.server.seen[0][1]["Host"] == f"news.example:{site.port}"


def test_a_name_that_changes_on_a_redirect_is_checked_again(site):
    answers = [[ip_address("127.0.0.1")], [ip_address("127.0.0.2")]]

    def changing(host, port, deadline):
        return answers.pop(0)

    with pytest.raises(FetchRefused, match="news.example points to 127.0.0.2"):
        fetch_page(f"http://news.example:{site.port}/loop", policy=site.policy, resolve=changing)


def test_the_next_address_is_tried_when_the_first_does_not_answer(site):
    def two(host, port, deadline):
        return [ip_address("127.0.0.3"), ip_address("127.0.0.1")]

    policy = FetchPolicy(networks=parse_networks(["127.0.0.0/8"]), ports=frozenset({site.port}))
    assert fetch_page(f"http://news.example:{site.port}/article", policy=policy, resolve=two).body == PAGE


@pytest.mark.parametrize(("encoding", "declared"), [("utf-8", "latin1"), ("cp1252", "utf-8"), ("cp1252", "rot13")])
def test_a_page_in_another_encoding_than_declared_is_still_read(encoding, declared):
    words = "Die Fähre fährt wieder, sagte die Behörde am Montag, und die Überfahrt kostet vier Kronen."
    html = f"<html><body><article><p>{words}</p><p>{words[::-1]}</p></article></body></html>"
    document = extract_page(html.encode(encoding), "https://news.example/", charset=declared)
    assert words in document.text


@pytest.fixture
def secured(tmp_path, monkeypatch) -> Iterator[HTTPServer]:
    """The trick server behind a certificate for news.example, issued by an authority that the fetcher
    trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command to issue a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example -addext"
    names = "subjectAltName=DNS:news.example"
    command = [*command.split(), names, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server = HTTPServer(("127.0.0.1", 0), Tricks)
    server.seen = []  # type: ignore[attr-defined]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    fetching._load_certificates.cache_clear()
    yield server
    fetching._load_certificates.cache_clear()
    server.shutdown()
    server.server_close()


def test_a_certificate_is_checked_against_the_name_and_not_the_pinned_address(secured):
    def here(host, port, deadline):
        return [ip_address("127.0.0.1")]

    port = secured.server_port
    policy = FetchPolicy(networks=LOOPBACK, ports=frozenset({port}), seconds=5)
    assert fetch_page(f"https://news.example:{port}/article", policy=policy, resolve=here).body == PAGE
    with pytest.raises(FetchFailed, match="other.example has no valid certificate"):
        fetch_page(f"https://other.example:{port}/article", policy=policy, resolve=here)
