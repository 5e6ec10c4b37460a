"""When a name and a site mean the same outlet."""

import pytest

from claims.domain.outlets import find_site, names_site


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.selmpost.example", "selmpost.example"),
        ("m.selmpost.example", "selmpost.example"),
        ("WWW.SelmPost.example", "selmpost.example"),
        ("english.selmpost.example", "english.selmpost.example"),
        ("www.example", "www.example"),
    ],
)
def test_the_site_is_the_host_without_the_word_for_its_front_door(host, site):
    assert find_site(host) == site


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("El País", "elpais.com"),
        ("EL PAIS", "www.elpais.com"),
        ("elpais.com", "elpais.com"),
        ("The Selm Post", "theselmpost.co.uk"),
        ("Selm-Post", "selm-post.example"),
    ],
)
def test_a_name_spelt_like_the_site_means_it(name, host):
    assert names_site(name, host)


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Substack", "selm.substack.com"),
        ("Co", "selm.co.uk"),
        ("com", "elpais.com"),
        ("0", "10.0"),
        ("", "elpais.com"),
        ("...", "elpais.com"),
        ("St", "St. Louis Courier"),
        ("País", "elpais.com"),
    ],
)
def test_another_name_does_not(name, host):
    assert not names_site(name, host)
