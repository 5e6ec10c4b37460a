from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.adapters.source_lists import read_opml
from claims.adapters.source_lists.listed import MOST_ROWS
from claims.models import Feed, Source, SourceImport
from claims.services.find_duplicate import hash_url
from tests.factories import make_source

pytestmark = pytest.mark.django_db
OPML = """<?xml version="1.0"?><opml version="1.0"><head><title>News</title></head><body>
<outline text="North"><outline text="Harbours">
<outline text="Selm Post" type="rss" xmlUrl="https://selm.example/feed" htmlUrl="https://www.selm.example/"/>
<outline text="Selm Post: sport" xmlUrl="https://selm.example/sport" htmlUrl="https://selm.example/sport/"/>
</outline></outline>
<outline title="Quay Herald" xmlUrl="https://feeds.quay.example/all"/>
<outline text="Broken" type="rss"/>
<outline text="Inside" xmlUrl="http://10.0.0.7/feed"/>
<outline text="Twice" xmlUrl="https://selm.example/feed"/>
</body></opml>"""
TABLE = """name;homepage;feed;kind;country;grade;tags
Selm Post;https://selm.example/;https://selm.example/feed;outlet;de;B;harbour, north
Quay Agency;quay.example;;agency;;;
Odd One;;;newspaper;;;
"""


@pytest.fixture
def admin(client, admin_person):
    client.force_login(admin_person)
    return client


def upload(client, text: str, name: str = "list.opml"):
    return client.post("/sources/import/", {"document": SimpleUploadedFile(name, text.encode())})


def take_over(client, text: str, name: str = "list.opml") -> str:
    place = upload(client, text, name).url
    return client.post(place, follow=True).text


def test_a_preview_says_of_each_row_what_it_would_do_and_does_nothing(admin):
    text = admin.get(upload(admin, OPML).url).text
    assert "3 new, 0 here already, 3 that cannot be taken over. Nothing has been done yet." in text
    assert "gives no address (xmlUrl)" in text
    assert "10.0.0.7 is not a public address" in text
    assert "The same feed stands on line 3 already." in text
    assert not Source.objects.exists() and not Feed.objects.exists()


def test_what_is_wrong_with_a_row_is_told_in_the_readers_language(admin):
    admin.cookies["django_language"] = "es"
    text = admin.get(upload(admin, OPML).url).text
    assert SourceImport.objects.get().rows[2]["label"]["with"] == {"line": 6}
    assert "Línea 6:" in text
    assert "Line 6:" not in text


def test_nested_folders_become_tags_and_feeds_of_one_site_one_source(admin):
    text = take_over(admin, OPML)
    assert "New sources: 2; new feeds: 3; here already: 0; left out: 3." in text
    selm = Source.objects.get(name="Selm Post")
    assert selm.tags == ["north", "harbours"]
    assert [domain.host for domain in selm.domains.all()] == ["selm.example"]
    assert selm.feeds.count() == 2
    feed = Feed.objects.get(url="https://feeds.quay.example/all")
    assert (feed.source.name, feed.host, feed.next_poll_at) == ("Quay Herald", "feeds.quay.example", None)


def test_taking_over_twice_adds_nothing(admin):
    take_over(admin, OPML)
    text = take_over(admin, OPML)
    assert "New sources: 0; new feeds: 0; here already: 3;" in text
    assert (Source.objects.count(), Feed.objects.count()) == (2, 3)
    listed = SourceImport.objects.first()
    admin.post(f"/sources/import/{listed.pk}/")
    assert Feed.objects.count() == 3


def test_feeds_join_the_source_that_is_here(admin):
    source = make_source("The Selm Post", grade="A")
    source.domains.create(host="selm.example")
    take_over(admin, OPML)
    source.refresh_from_db()
    assert source.feeds.count() == 2
    assert (source.name, source.grade, source.homepage) == ("The Selm Post", "A", "https://www.selm.example/")


def test_a_table_of_sources_is_taken_over(admin):
    text = take_over(admin, TABLE, "list.csv")
    assert "New sources: 2; new feeds: 1; here already: 0; left out: 1." in text
    assert "is none of outlet, agency, government, blog" in text
    selm, quay = Source.objects.get(name="Selm Post"), Source.objects.get(name="Quay Agency")
    assert (selm.country, selm.grade, selm.tags) == ("DE", "B", ["harbour", "north"])
    assert (quay.kind, quay.homepage) == ("agency", "https://quay.example/")


def test_what_is_said_already_is_not_overwritten(admin):
    make_source("Selm Post", grade="E", country="FR")
    take_over(admin, TABLE, "list.csv")
    source = Source.objects.get(name="Selm Post")
    assert (source.grade, source.country, source.homepage) == ("E", "FR", "https://selm.example/")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>", "declares a document type"),
        ("", "The submitted file is empty"),
        ("colour\nred\n", "No column is named"),
        ("<rss/>", "The file is no OPML"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(admin, text, sentence):
    response = upload(admin, text)
    assert response.status_code == 422
    assert sentence in response.text
    assert not SourceImport.objects.exists()


def test_many_feeds_are_taken_over_with_few_queries(admin, django_assert_max_num_queries):
    rows = "".join(f'<outline text="Outlet {n}" xmlUrl="https://o{n}.example/feed"/>' for n in range(300))
    place = upload(admin, f"<opml>{rows}</opml>").url
    with django_assert_max_num_queries(30):
        admin.post(place)
    assert Feed.objects.count() == 300


def test_a_list_of_as_many_feeds_as_a_file_may_have_is_taken_over(admin):
    rows = "".join(f'<outline text="Outlet {n}" xmlUrl="https://o{n}.example/feed"/>' for n in range(MOST_ROWS))
    take_over(admin, f"<opml>{rows}</opml>")
    assert (Feed.objects.count(), Source.objects.count()) == (MOST_ROWS, MOST_ROWS)


def test_what_goes_out_comes_in_again(admin):
    source = make_source('Selm & "Post"\x0b <b>', homepage="https://selm.example/")
    url = "https://selm.example/feed?a=1&b=2"
    Feed.objects.create(source=source, url=url, url_hash=hash_url(url), title="All")
    response = admin.get("/sources/feeds.opml")
    assert response.headers["Content-Disposition"] == 'attachment; filename="feeds.opml"'
    (row,) = read_opml(response.content).rows
    assert (row.feed, row.name, row.tags, row.homepage) == (url, "All", ['selm & "post" <b>'], "https://selm.example/")


def test_folders_and_categories_become_topics_of_each_feed(admin):
    more = '<outline text="Clinic news" xmlUrl="https://clinic.example/f" category="/Health/Clinics, Selm Post"/>'
    take_over(admin, OPML.replace("<outline title", f"{more}<outline title"))
    assert Feed.objects.get(url="https://selm.example/sport").topics == ["north", "harbours"]
    assert Feed.objects.get(url="https://clinic.example/f").topics == ["/health/clinics", "selm post"]


def test_our_own_export_taken_over_again_changes_nothing(admin):
    take_over(admin, OPML)
    before = list(Source.objects.order_by("pk").values_list("name", "tags"))
    take_over(admin, admin.get("/sources/feeds.opml").text)
    assert list(Source.objects.order_by("pk").values_list("name", "tags")) == before
    assert Feed.objects.count() == 3


def test_the_preview_says_that_a_feed_was_removed(admin):
    take_over(admin, OPML)
    admin.post(f"/feeds/{Feed.objects.get(url='https://selm.example/feed').pk}/remove/")
    assert "This feed was removed; bring it back on the page of Selm Post." in admin.get(upload(admin, OPML).url).text
    take_over(admin, OPML)
    assert Feed.objects.kept().count() == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_table_in_the_encoding_of_a_spreadsheet_is_read(admin, encoding):
    table = "name;feed\nMöwe Post;https://moewe.example/feed\n".encode(encoding)
    admin.post(admin.post("/sources/import/", {"document": SimpleUploadedFile("list.csv", table)}).url)
    assert Source.objects.get().name == "Möwe Post"


def test_a_list_in_utf_16_is_read(admin):
    opml = OPML.replace('version="1.0"?>', 'version="1.0" encoding="UTF-16"?>', 1).encode("utf-16")
    admin.post(admin.post("/sources/import/", {"document": SimpleUploadedFile("list.opml", opml)}).url)
    assert Feed.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (f"{'a' * 201},en,", "Its name has 201 characters, and may have at most 200."),
        ("Selm Post,abc-12345678-12345678,", "is not written like en or pt-BR"),
        ("Selm Post,{{lang}},", "is not written like en or pt-BR"),
        (f"Selm Post,en,{'o' * 300}", "Its owner has 300 characters, and may have at most 200."),
    ],
)
def test_a_row_that_cannot_be_stored_is_told_and_left_out(admin, row, sentence):
    place = upload(admin, f"name,language,owner\n{row}\nQuay Herald,en-GB,\n", "list.csv").url
    assert sentence in unescape(admin.get(place).text)
    admin.post(place)
    assert Source.objects.get().name == "Quay Herald"
