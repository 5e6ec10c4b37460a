import pytest

from claims.domain.web_addresses import choose_address, clean_address, find_authority, is_same_site


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("HTTPS://News.Example/A?utm_source=x&id=3&fbclid=1#top", "https://news.example/A?id=3"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("https://news.example:443/a?", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a?UTM_Medium=mail", "https://news.example/a"),
        ("https://news.example/a?id=1&id=2", "https://news.example/a?id=1&id=2"),
        ("http://[bad", "http://[bad"),
        ("not an address", "not an address"),
    ],
)
def test_what_never_changes_the_page_is_taken_away(url, clean):
    assert clean_address(url) == clean
    assert clean_address(clean) == clean


@pytest.mark.parametrize(
    ("declared", "chosen"),
    [
        ("", "https://m.news.example/a?page=2"),
        ("/a", "https://m.news.example/a"),
        ("https://www.news.example/a", "https://www.news.example/a"),
        ("//news.example/a?utm_source=x", "https://news.example/a"),
        ("https://other.example/a", "https://m.news.example/a?page=2"),
        ("https://news.example.evil.example/a", "https://m.news.example/a?page=2"),
        ("https://news.example/", "https://m.news.example/a?page=2"),
        ("ftp://news.example/a", "https://m.news.example/a?page=2"),
        ("https://news.example/a b", "https://m.news.example/a?page=2"),
        ("http://[bad", "https://m.news.example/a?page=2"),
    ],
)
def test_a_declared_address_counts_within_its_own_site(declared, chosen):
    assert choose_address("https://m.news.example/a?page=2", declared) == chosen


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("news.example", "www.news.example", True),
        ("live.news.example", "news.example", True),
        ("news.example", "badnews.example", False),
        ("example", "news.example", False),
        ("", "", False),
    ],
)
def test_hosts_of_one_site_are_known(one, other, same):
    assert is_same_site(one, other) is same
    assert is_same_site(other, one) is same


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("http://News.example:80/a", "news.example"),
        ("http://news.example:81/a", "news.example:81"),
        ("http://user@news.example/", "news.example"),
        ("nothing", ""),
    ],
)
def test_a_web_server_is_known_by_host_and_port(url, authority):
    assert find_authority(url) == authority
