from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Article, Feed
from claims.services.find_duplicate import hash_url
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
    assert "2 articles in 14 days, at most 2 a day" in text


def test_changing_is_offered_to_those_who_may(client, signed_in, admin_person):
    make_source("Selm Post")
    assert "/sources/add/" not in signed_in.get("/sources/").text
    client.force_login(admin_person)
    assert "/sources/add/" in client.get("/sources/").text


def test_health_is_said_in_words(signed_in):
    blocked, failing, retired = make_source("A Post"), make_source("B Post"), make_source("C Post", active=False)
    for number in range(4):
        article = make_article(source=blocked, state="failed", failure="x", resume_state="received", host="a.example")
        Article.objects.filter(pk=article.pk).update(failure_kind="blocked" if number else "")
    url = "https://b.example/feed"
    Feed.objects.create(source=failing, url=url, url_hash=hash_url(url), condition="failing")
    text = signed_in.get("/sources/").text
    assert "Most of its pages refuse us (3 of the 4 newest)" in text
    assert 'health-poor">failing' in text
    assert "It is not active, so its feeds are not asked" in text
    assert retired.name in text


def test_old_failures_are_no_news(signed_in):
    source = make_source("A Post")
    for _ in range(3):
        make_article(source=source, state="failed", failure="x", resume_state="received", host="a.example")
    Article.objects.update(failure_kind="blocked", received_at=timezone.now() - timedelta(days=40))
    assert "refuse us" not in signed_in.get("/sources/").text


def test_a_source_that_was_merged_is_not_listed(signed_in):
    make_source("Old Post", active=False, merged_into=make_source("Selm Post"))
    text = signed_in.get("/sources/").text
    assert "Selm Post" in text and "Old Post" not in text


def test_it_is_narrowed_by_name_and_activity(signed_in):
    make_source("Selm Post")
    make_source("Quay Herald", active=False)
    assert "Quay Herald" not in signed_in.get("/sources/?q=selm").text
    assert "Selm Post" not in signed_in.get("/sources/?show=inactive").text
    assert "No source fits" in signed_in.get("/sources/?q=nobody").text


def test_the_number_of_queries_does_not_grow_with_the_sources(signed_in, django_assert_max_num_queries):
    for number in range(30):
        make_article(source=make_source(f"Outlet {number:03}"))
    with django_assert_max_num_queries(9):
        signed_in.get("/sources/")


def test_long_lists_come_in_pages(signed_in):
    for number in range(101):
        make_source(f"Outlet {number:03}")
    assert "Outlet 100" not in signed_in.get("/sources/").text
    assert "Outlet 100" in signed_in.get("/sources/?after=Outlet+099").text


@pytest.mark.parametrize("query", ["after=%00", "after=" + "x" * 5000, "q=%00", "show=nonsense"])
def test_no_address_breaks_it(signed_in, query):
    assert signed_in.get(f"/sources/?{query}").status_code == 200
