"""Every hostile spelling of an address is refused with a sentence, and nothing is connected to."""

from __future__ import annotations

import time
from ipaddress import ip_address

import pytest

from claims.adapters.addresses import AddressError, is_public, parse_networks, parse_target
from claims.adapters.fetching import FetchFailed, FetchPolicy, FetchRefused, fetch_page
from tests.hostile.trick_server import listen, was_contacted, watch_sockets

NOT_PUBLIC = "is not a public address"
UNUSUAL = "is an unusual spelling of a network address"


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("127.0.0.1", NOT_PUBLIC),
        ("127.8.8.8", NOT_PUBLIC),
        ("2130706433", UNUSUAL),
        ("0x7f000001", UNUSUAL),
        ("0x7f.1", UNUSUAL),
        ("0x7f.0x0.0x0.0x1", UNUSUAL),
        ("0177.0.0.1", UNUSUAL),
        ("017700000001", UNUSUAL),
        ("127.1", UNUSUAL),
        ("127.0.0.1.", UNUSUAL),
        ("127。0。0。1", UNUSUAL),
        ("127．0．0．1", UNUSUAL),
        ("１２７.0.0.1", "is not a valid host name"),
        ("①②⑦.⓪.⓪.①", "is not a valid host name"),
        ("127%2e0.0.1", UNUSUAL),
        ("[::1]", NOT_PUBLIC),
        ("[::]", NOT_PUBLIC),
        ("[::127.0.0.1]", NOT_PUBLIC),
        ("[::ffff:7f00:1]", NOT_PUBLIC),
        ("[::ffff:127.0.0.1]", NOT_PUBLIC),
        ("[64:ff9b::7f00:1]", NOT_PUBLIC),
        ("[64:ff9b:1::7f00:1]", NOT_PUBLIC),
        ("[2002:7f00:1::]", NOT_PUBLIC),
        ("[2001:0:7f00:1::]", NOT_PUBLIC),
        ("[fe80::1]", NOT_PUBLIC),
        ("[fe80::1%25lo]", "is not a plain IPv6 address"),
        ("[fe80::1%lo]", "is not a plain IPv6 address"),
        ("[fc00::1]", NOT_PUBLIC),
        ("[ff02::1]", NOT_PUBLIC),
        ("169.254.169.254", NOT_PUBLIC),
        ("100.64.0.1", NOT_PUBLIC),
        ("0.0.0.0", NOT_PUBLIC),
        ("0.1.2.3", NOT_PUBLIC),
        ("10.0.0.1", NOT_PUBLIC),
        ("172.16.0.1", NOT_PUBLIC),
        ("192.168.0.1", NOT_PUBLIC),
        ("224.0.0.1", NOT_PUBLIC),
        ("255.255.255.255", NOT_PUBLIC),
        ("localhost", "localhost points to"),
        ("LOCALHOST.", "localhost points to"),
        ("user:pass@127.0.0.1", "holds a user name or password"),
        ("example.org@127.0.0.1", "holds a user name or password"),
        ("127.0.0.1\\@example.org", "holds a backslash"),
        ("127.0.0.1\r\nHost: example.org", "holds a space, a line break or a control character"),
        ("127.0.0.1\t", "holds a space, a line break or a control character"),
        ("\u200b127.0.0.1", "invisible character"),
    ],
)
def test_it_refuses_every_way_to_this_machine_and_opens_no_socket(host, sentence):
    with listen() as listener:
        port = listener.getsockname()[1]
        policy = FetchPolicy(ports=frozenset({80, port}))
        with watch_sockets() as opened, pytest.raises(FetchRefused, match="address not allowed: ") as refusal:
            fetch_page(f"http://{host}:{port}/", policy=policy)
        assert opened == []
        assert sentence in str(refusal.value)
        assert "\n" not in str(refusal.value)
        assert not was_contacted(listener)


def test_the_listener_of_these_tests_notices_a_connection():
    with listen() as listener:
        port = listener.getsockname()[1]
        policy = FetchPolicy(networks=parse_networks(["127.0.0.0/8"]), ports=frozenset({port}), seconds=0.3)
        with watch_sockets() as opened, pytest.raises(FetchFailed):
            fetch_page(f"http://127.0.0.1:{port}/", policy=policy)
        assert was_contacted(listener)
        assert opened == [("127.0.0.1", port)]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "it is empty"),
        ("gopher://example.org/", 'not "gopher:"'),
        ("file:///etc/passwd", 'not "file:"'),
        ("javascript:alert(1)", 'not "javascript:"'),
        ("data:text/html,ferry", 'not "data:"'),
        ("example.org/ferry", 'and "example.org/ferry" is not one'),
        ("//example.org/ferry", "only http:// and https:// addresses are fetched"),
        ("http:example.org", "names no host"),
        ("http:///ferry", "is not a valid host name"),
        ("http://-example.org/", "is not a valid host name"),
        ("http://exa$mple.org/", "is not a valid host name"),
        ("http://" + "a" * 64 + ".org/", "is not a valid host name"),
        ("http://[::1", "broken host or port"),
        ("http://[example]/", "broken host or port"),
        ("http://example.org:x/", "broken host or port"),
        ("http://example.org:99999/", "broken host or port"),
        ("http://example.org:6379/", "port 6379"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org/" + "a" * 2_000, "longer than 2,000 characters"),
    ],
)
def test_it_says_why_an_address_cannot_be_fetched(url, sentence):
    with pytest.raises(AddressError) as refusal:
        parse_target(url)
    assert str(refusal.value).startswith("address not allowed: ")
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("HTTP://Example.ORG.", "http://example.org/"),
        ("https://example.org:443/a/../b;c?d=e&f=%20g#h", "https://example.org/a/../b;c?d=e&f=%20g"),
        ("http://example.org?q=fähre", "http://example.org/?q=f%C3%A4hre"),
        ("https://fähre.example/Ü", "https://xn--fhre-loa.example/%C3%9C"),
        ("http://[2606:4700:0::1]:80/", "http://[2606:4700::1]/"),
        ("http://example.org:443/", "http://example.org:443/"),
    ],
)
def test_it_brings_a_good_address_into_one_spelling(url, sent):
    assert parse_target(url).url == sent


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1"])
def test_public_addresses_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "192.88.99.1", "192.0.0.8", "240.0.0.1"),
        *(
            "2001:db8::1",
            "3fff::1",
            "2001:2::1",
            "2001:10::1",
            "100::1",
            "5f00::1",
            "fec0::1",
            "::ffff:8.8.8.8",
        ),
        *("64:ff9b::808:808", "2002:808:808::1", "ff0e::1", "4000::1"),
    ],
)
def test_special_addresses_are_not_public(address):
    assert not is_public(ip_address(address))


def test_a_setting_that_is_no_network_is_named():
    with pytest.raises(AddressError, match='"10.20.0.0/160" is not a network'):
        parse_networks(["10.0.0.0/8", "10.20.0.0/160"])


def test_a_long_hostile_address_is_answered_at_once():
    begin = time.monotonic()
    for rest in ("a." * 500_000, "%" * 1_000_000, "[" * 1_900, "ä" * 1_900, "a." * 900 + "1"):
        with pytest.raises(AddressError):
            parse_target("http://" + rest)
    assert time.monotonic() - begin < 0.5
