import pytest
from django.utils import timezone

from claims.models import Article, Claim, Feed, Source, SourceMerge
from claims.services.find_duplicate import hash_url
from claims.services.find_source import get_source, get_source_of_host
from tests.factories import make_article, make_assessed_claim, make_mention, make_review, make_source
from verification.models import ClaimStanding
from verification.services.assess import assess_claim

pytestmark = pytest.mark.django_db
FORM = {"name": "Selm Post", "kind": "outlet", "active": "on"}


@pytest.fixture
def admin(client, admin_person):
    client.force_login(admin_person)
    return client


def make_feed(source: Source, url: str = "https://selm.example/feed", **fields) -> Feed:
    return Feed.objects.create(source=source, url=url, url_hash=hash_url(url), **fields)


def list_changing_addresses() -> list[str]:
    source, other = make_source(), make_source()
    feed = make_feed(source)
    places = ["add/", f"{source.pk}/edit/", f"{source.pk}/switch/", f"{source.pk}/merge/", "import/"]
    places += [f"{source.pk}/feeds/add/", f"{source.pk}/feeds/find/"]
    merge = SourceMerge.objects.create(kept=source, merged=other, moved={})
    return [f"/sources/{place}" for place in places] + [
        f"/sources/merges/{merge.pk}/undo/",
        f"/feeds/{feed.pk}/switch/",
        f"/feeds/{feed.pk}/ask/",
        f"/feeds/{feed.pk}/remove/",
        f"/feeds/{feed.pk}/topics/",
    ]


def test_nobody_changes_anything_without_the_permission(signed_in):
    for address in list_changing_addresses():
        assert signed_in.post(address, FORM).status_code == 403, address
        assert signed_in.get(address).status_code in (403, 405), address


def test_nobody_changes_anything_unsigned(client):
    for address in list_changing_addresses():
        assert client.post(address, FORM).status_code == 302, address


def test_everybody_may_look_and_is_offered_no_change(signed_in):
    source = make_source("Selm Post", grade="B", tags=["harbour"], country="DE")
    make_feed(source, last_error="selm.example answered 500.", failures=0)
    make_article("The pier burnt.", source=source, title="Pier burnt")
    text = signed_in.get(f"/sources/{source.pk}/").text
    assert all(word in text for word in ("B: usually reliable", "harbour", "DE", "answered 500", "Pier burnt"))
    assert "<form" not in text.partition("<h1>")[2]


def test_a_source_is_added_with_domains_and_tags(admin):
    sent = FORM | {"domains": "https://www.Selm.example/news\nselmpost.example", "tags": "Harbour, north, harbour"}
    response = admin.post("/sources/add/", sent | {"country": "de", "grade": "C", "poll_minutes": "45"})
    source = Source.objects.get()
    assert response.url == f"/sources/{source.pk}/"
    assert [domain.host for domain in source.domains.all()] == ["selm.example", "selmpost.example"]
    assert (source.tags, source.country, source.grade, source.poll_minutes) == (["harbour", "north"], "DE", "C", 45)
    assert get_source_of_host("live.selm.example") == source


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "quay herald"}, "There is a source of that name: Quay Herald."),
        ({"domains": "quay.example"}, "quay.example belongs to Quay Herald"),
        ({"domains": "not a domain"}, "not the domain of one site"),
        ({"domains": "co.uk"}, "not the domain of one site"),
        ({"domains": "127.0.0.1"}, "not the domain of one site"),
        ({"country": "Germany"}, "two letters, such as DE"),
        ({"grade": "Z"}, "not one of the available choices"),
        ({"poll_minutes": "0"}, "greater than or equal to 1"),
        ({"name": "Unknown source"}, "stands for articles whose source nobody knows"),
        ({"homepage": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_what_cannot_be_is_refused_in_words(admin, sent, sentence):
    make_source("Quay Herald").domains.create(host="quay.example")
    response = admin.post("/sources/add/", FORM | sent)
    assert response.status_code == 422
    assert sentence in response.text
    assert Source.objects.count() == 1


def test_a_homepage_without_a_scheme_is_taken_for_a_safe_one(admin):
    admin.post("/sources/add/", FORM | {"homepage": "selm.example/news"})
    assert Source.objects.get().homepage == "https://selm.example/news"


def test_a_source_is_edited_and_its_claims_are_looked_at_again(admin):
    source = make_source("Selm Post")
    claim = make_assessed_claim(make_mention(make_article("The pier burnt.", source=source)))
    admin.post(f"/sources/{source.pk}/edit/", FORM | {"owner": "Quay Group", "domains": "selm.example"})
    source.refresh_from_db()
    assert source.owner == "Quay Group"
    assert Claim.objects.needing_assessment().get() == claim


def test_another_grade_makes_the_decisions_that_rest_on_the_source_stale_and_changes_no_proposal(admin, reviewer):
    source = make_source("Selm Post")
    claim = make_assessed_claim(make_mention(make_article("The pier burnt.", source=source)))
    proposed = ClaimStanding.objects.get(claim=claim).proposal.verdict
    make_review(claim, reviewer)
    admin.post(f"/sources/{source.pk}/edit/", FORM | {"grade": "E"})
    assess_claim(claim.pk)
    standing = ClaimStanding.objects.get(claim=claim)
    assert standing.stale_because == ["Selm Post was re-graded: no grade → E"]
    assert standing.proposal.verdict == proposed
    assert standing.review is not None


def test_it_is_retired_and_activated(admin):
    source = make_source("Selm Post")
    feed = make_feed(source)
    admin.post(f"/sources/{source.pk}/switch/", {"active": "0"})
    assert not Source.objects.get().active
    admin.post(f"/sources/{source.pk}/switch/", {"active": "1"})
    assert Source.objects.get().active
    feed.refresh_from_db()
    assert feed.next_poll_at is not None


def test_a_feed_is_added_once(admin):
    source = make_source("Selm Post")
    place = f"/sources/{source.pk}/feeds/add/"
    assert admin.post(place, {"url": "https://selm.example/feed?utm_source=x"}).status_code == 302
    response = admin.post(place, {"url": "https://SELM.example/feed"})
    assert (response.status_code, Feed.objects.count()) == (422, 1)
    assert "This feed is here already; it belongs to Selm Post." in response.text


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/feed", "file:///etc/passwd", "gopher://a.example/", "http://a.example:6379/", ""]
)
def test_a_feed_that_is_never_fetched_is_refused_in_words(admin, url):
    response = admin.post(f"/sources/{make_source().pk}/feeds/add/", {"url": url})
    assert response.status_code == 422
    assert "field-error" in response.text
    assert not Feed.objects.exists()


def test_a_feed_is_switched_off_and_on(admin):
    feed = make_feed(make_source(), failures=3, failing_since="2026-01-01T00:00Z")
    admin.post(f"/feeds/{feed.pk}/switch/", {"on": "0"})
    feed.refresh_from_db()
    assert feed.off == "Switched off by hand."
    assert "Switched off by hand" in admin.get(f"/sources/{feed.source_id}/").text
    admin.post(f"/feeds/{feed.pk}/switch/", {"on": "1"})
    feed.refresh_from_db()
    assert (feed.off, feed.failures, feed.condition) == ("", 0, "new")


def test_a_removed_feed_is_gone_and_what_it_brought_stays(admin):
    feed = make_feed(make_source("Selm Post"), title="Harbour news", topics=["harbour"])
    article = make_article("The pier burnt.", source=feed.source, title="Pier burnt")
    feed.entries.create(key_hash="1", url="https://selm.example/1", article=article)
    text = admin.post(f"/feeds/{feed.pk}/remove/", follow=True).text
    assert "The feed Harbour news is removed; its articles stay." in text and "Pier burnt" in text
    assert "1 removed feed" in text and "Removed by ada." in text and "No feeds." in text
    feed.refresh_from_db()
    assert feed.off and list(Feed.objects.due(timezone.now())) == [] and feed.entries.count() == 1
    assert "selm.example/feed" not in admin.get("/sources/feeds.opml").text
    assert "was removed before" in admin.post(f"/feeds/{feed.pk}/remove/", follow=True).text
    assert admin.post(f"/feeds/{feed.pk}/ask/").status_code == 404


def test_a_removed_feed_is_brought_back_or_added_again_with_what_it_listed(admin):
    feed, other = make_feed(make_source()), make_source("Selm Post")
    feed.entries.create(key_hash="1", url="https://selm.example/1")
    admin.post(f"/feeds/{feed.pk}/remove/")
    admin.post(f"/feeds/{feed.pk}/switch/", {"on": "1"})
    assert Feed.objects.kept().get().off == ""
    admin.post(f"/feeds/{feed.pk}/remove/")
    answer = admin.post(f"/sources/{other.pk}/feeds/add/", {"url": "https://selm.example/feed", "topics": "Harbour"})
    assert answer.url == f"/sources/{other.pk}/"
    feed = Feed.objects.kept().get()
    assert (feed.source, feed.off, feed.topics, feed.entries.count()) == (other, "", ["harbour"], 1)


def test_a_feed_has_topics_of_its_own(admin):
    feed = make_feed(make_source())
    text = admin.post(f"/feeds/{feed.pk}/topics/", {"topics": "Health,  The North, health"}, follow=True).text
    assert '<span class="tag">health</span> <span class="tag">the north</span>' in text
    assert 'category="health,the north"' in admin.get("/sources/feeds.opml").text
    text = admin.post(f"/feeds/{feed.pk}/topics/", {"topics": ",".join(map(str, range(30)))}, follow=True).text
    assert "Give at most 20 tags of at most 60 characters." in text
    feed.refresh_from_db()
    assert feed.topics == ["health", "the north"]


def test_merging_says_what_will_move_and_moves_all_of_it(admin):
    kept, other = make_source("Selm Post"), make_source("The Selm Post")
    make_feed(other)
    other.domains.create(host="selm.example")
    claim = make_assessed_claim(make_mention(make_article("The pier burnt.", source=other, guid="g1")))
    make_article("The ferry is back.", source=kept, guid="g1")
    text = admin.get(f"/sources/{kept.pk}/merge/?other={other.pk}").text
    assert "1 article, 1 feed, 1 domain: what belongs to <b>The Selm Post</b> will belong" in text
    admin.post(f"/sources/{kept.pk}/merge/", {"other": other.pk})
    assert (kept.articles.count(), kept.feeds.count(), kept.domains.count()) == (2, 1, 1)
    assert get_source("the selm post") == get_source_of_host("selm.example") == kept
    assert Claim.objects.needing_assessment().get() == claim


def test_a_merge_is_taken_back_whole(admin):
    kept, other = make_source("Selm Post"), make_source("The Selm Post")
    feed, article = make_feed(other), make_article(source=other, guid="g1")
    other.domains.create(host="selm.example")
    make_article(source=kept, guid="g1")
    admin.post(f"/sources/{kept.pk}/merge/", {"other": other.pk})
    later = make_article(source=kept)
    page = f"/sources/{kept.pk}/"
    assert "Undo" in admin.get(page).text
    admin.post(f"/sources/merges/{SourceMerge.objects.get().pk}/undo/")
    other.refresh_from_db()
    assert (other.active, other.merged_into) == (True, None)
    assert list(other.articles.values_list("pk", "guid")) == [(article.pk, "g1")]
    assert (list(other.feeds.all()), other.domains.get().host) == ([feed], "selm.example")
    assert Article.objects.get(pk=later.pk).source == kept
    response = admin.post(f"/sources/merges/{SourceMerge.objects.get().pk}/undo/", follow=True)
    assert "nothing to take back" in response.text


def test_a_merge_of_a_source_with_more_articles_than_a_query_has_parameters_is_taken_back(admin):
    kept, other = make_source("Selm Post"), make_source("The Selm Post")
    article = make_article(source=other)
    admin.post(f"/sources/{kept.pk}/merge/", {"other": other.pk})
    merge = SourceMerge.objects.get()
    merge.moved["articles"] += range(article.pk + 1, article.pk + 70_000)
    merge.save()
    admin.post(f"/sources/merges/{merge.pk}/undo/")
    assert list(other.articles.all()) == [article]


def test_a_source_is_not_merged_into_itself_or_the_unknown_one(admin):
    kept, unknown = make_source("Selm Post"), make_source("Unknown source", kind="unknown")
    assert admin.post(f"/sources/{kept.pk}/merge/", {"other": kept.pk}).status_code == 422
    response = admin.post(f"/sources/{kept.pk}/merge/", {"other": unknown.pk})
    assert "merged with no other" in response.text
    assert not SourceMerge.objects.exists()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '" onmouseover="x', "a" * 200])
def test_no_name_breaks_a_page(admin, name):
    source = make_source(name)
    make_feed(source, title=name, last_error=name, note=name)
    text = admin.get(f"/sources/{source.pk}/").text
    assert "<script>alert" not in text and 'onmouseover="x"' not in text
