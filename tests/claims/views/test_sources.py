import pytest

from tests.factories import make_article, make_assessed_claim, make_mention, make_source

pytestmark = pytest.mark.django_db


def test_it_requires_sign_in(client):
    assert client.get("/sources/").status_code == 302


def test_it_rejects_a_post(signed_in):
    assert signed_in.post("/sources/").status_code == 405


def test_it_shows_what_each_source_brought(signed_in):
    source = make_source("Selm Post", owner="Quay Group", kind="agency")
    make_assessed_claim(make_mention(make_article("The pier burnt.", source=source)))
    make_article("Nothing to see.", source=source)
    text = signed_in.get("/sources/").text
    assert all(word in text for word in ("Selm Post", "Quay Group", "Agency"))
    assert '<td data-label="Articles" class="figure">2</td>' in text
    assert ">1<span" in text


def test_editing_is_offered_to_administrators_only(client, signed_in, admin_person):
    make_source("Selm Post")
    assert "/admin/claims/source/" not in signed_in.get("/sources/").text
    client.force_login(admin_person)
    assert "/admin/claims/source/" in client.get("/sources/").text


def test_a_homepage_that_is_no_web_address_is_not_linked(signed_in):
    make_source("Selm Post", homepage="javascript:alert(1)")
    assert "javascript:" not in signed_in.get("/sources/").text


def test_long_lists_come_in_pages(signed_in):
    for number in range(101):
        make_source(f"Outlet {number:03}")
    assert "Outlet 100" not in signed_in.get("/sources/").text
    assert "Outlet 100" in signed_in.get("/sources/?after=Outlet+099").text


@pytest.mark.parametrize("query", ["after=%00", "after=" + "x" * 5000])
def test_no_address_breaks_it(signed_in, query):
    assert signed_in.get(f"/sources/?{query}").status_code == 200
