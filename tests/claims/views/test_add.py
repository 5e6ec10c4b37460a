import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.models import Article, Source

pytestmark = pytest.mark.django_db
STORY = "The harbour of Selm was closed for 12 hours on Tuesday."


def follow(client, response) -> str:
    assert response.status_code == 302
    return client.get(response.url).text


@pytest.mark.parametrize("place", ["", "paste/", "urls/", "files/"])
def test_it_requires_sign_in(client, place):
    assert client.post(f"/articles/add/{place}").status_code == 302
    assert not Article.objects.exists()


@pytest.mark.parametrize("place", ["paste/", "urls/", "files/"])
def test_the_forms_are_sent_by_post(signed_in, place):
    assert signed_in.get(f"/articles/add/{place}").status_code == 405


def test_it_shows_three_ways_in(signed_in):
    text = signed_in.get("/articles/add/").text
    assert all(way in text for way in ("Addresses", "Paste", "Files"))


def test_a_pasted_text_becomes_an_article(signed_in):
    sent = {"title": "Closed", "source": "Selm Post", "published": "2026-03-02T10:30", "text": STORY}
    text = follow(signed_in, signed_in.post("/articles/add/paste/", sent))
    article = Article.objects.get()
    assert (article.title, article.source.name, article.published_at.day) == ("Closed", "Selm Post", 2)
    assert article.versions.get().text == STORY
    assert "1 accepted" in text
    assert article.get_absolute_url() in text


def test_the_date_is_read_in_the_readers_zone_which_the_form_names(signed_in):
    signed_in.cookies["browser_zone"] = "Asia/Tokyo"
    assert signed_in.get("/articles/add/").text.count("Published (Asia/Tokyo time)") == 3
    signed_in.post("/articles/add/paste/", {"text": STORY, "published": "2026-03-02T10:30"})
    assert Article.objects.get().published_at == datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def test_where_no_zone_is_known_the_date_is_read_in_the_servers(signed_in):
    assert signed_in.get("/articles/add/").text.count("Published (UTC time)") == 3
    signed_in.post("/articles/add/paste/", {"text": STORY, "published": "2026-03-02T10:30"})
    assert Article.objects.get().published_at == datetime(2026, 3, 2, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("published", ["2026-03-29T02:30", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_time_that_the_zone_has_not_is_refused_in_words(signed_in, published):
    signed_in.cookies["browser_zone"] = "Europe/Berlin"
    response = signed_in.post("/articles/add/paste/", {"text": STORY, "published": published})
    assert response.status_code == 422 and 'id="paste-published-error"' in response.text


def test_a_duplicate_is_recognised(signed_in):
    for _ in range(2):
        response = signed_in.post("/articles/add/paste/", {"text": STORY, "source": "Selm Post"})
    assert "1 here already" in follow(signed_in, response)
    assert Article.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"text": STORY, "published": "yesterday"}, {"text": "a\0b"}])
def test_a_refused_paste_keeps_what_was_written(signed_in, sent):
    response = signed_in.post("/articles/add/paste/", sent)
    assert response.status_code == 422
    assert sent.get("text", "").partition("\0")[0] in response.text
    assert not Article.objects.exists()


@pytest.mark.parametrize("place", ["paste/", "urls/", "files/"])
@pytest.mark.parametrize(
    ("published", "sentence"),
    [
        ("0001-01-01", "older than any newspaper"),
        ("1599-12-31T23:59", "older than any newspaper"),
        ("2205-01-01", "lies in the future"),
        ("9999-12-31T23:59", "lies in the future"),
    ],
)
def test_a_date_that_no_article_can_have_is_refused_in_words(signed_in, place, published, sentence):
    sent = {"published": published, "text": STORY, "urls": "https://selm.example/a"}
    sent["documents"] = SimpleUploadedFile("note.txt", STORY.encode())
    response = signed_in.post(f"/articles/add/{place}", sent)
    assert response.status_code == 422
    assert sentence in response.text
    assert not Article.objects.exists()


def test_a_text_without_words_is_rejected_in_words(signed_in):
    response = signed_in.post("/articles/add/paste/", {"text": "... !!!"})
    assert "1 rejected" in follow(signed_in, response)


def test_each_address_gets_its_own_answer(signed_in):
    sent = {"urls": "https://selm.example/a\n\njavascript:alert(1)\nhttp://[bad\nnot an address\n"}
    text = follow(signed_in, signed_in.post("/articles/add/urls/", sent))
    assert "1 accepted, 0 here already, 3 rejected" in text
    assert Article.objects.get().url == "https://selm.example/a"


def test_an_address_with_a_long_host_does_not_stop_the_next_one(signed_in):
    long_host = "https://" + ".".join(["selm" * 10] * 5 + ["example"]) + "/"
    text = follow(signed_in, signed_in.post("/articles/add/urls/", {"urls": f"{long_host}\nhttps://selm.example/a"}))
    assert "1 accepted, 0 here already, 1 rejected" in text


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://10.0.0.7/a", "not a public address"),
        ("http://localhost/a", "not a public address"),
        ("http://[::1]/", "not a public address"),
        ("https://selm.example:8443/a", "port 8443"),
    ],
)
def test_an_address_that_is_never_fetched_leaves_no_article_and_no_source(signed_in, url, sentence):
    text = follow(signed_in, signed_in.post("/articles/add/urls/", {"urls": f"https://selm.example/a\n{url}"}))
    assert sentence in text
    assert "1 accepted, 0 here already, 1 rejected" in text
    assert [source.name for source in Source.objects.all()] == ["selm.example"]


def test_too_many_addresses_are_refused_as_a_whole(signed_in):
    lines = "\n".join(f"https://selm.example/{number}" for number in range(201))
    response = signed_in.post("/articles/add/urls/", {"urls": lines})
    assert response.status_code == 422
    assert "at most 200" in response.text


def test_good_files_go_in_beside_bad_ones(signed_in):
    lines = [json.dumps({"text": STORY, "source": "Selm Post", "title": "Closed"}), "{broken"]
    files = [
        SimpleUploadedFile("news.jsonl", "\n".join(lines).encode()),
        SimpleUploadedFile("picture.png", b"\x89PNG\r\n\x1a\n\0\0"),
        SimpleUploadedFile("note.txt", b"The ferry to Dunmar ran aground at noon."),
    ]
    text = follow(signed_in, signed_in.post("/articles/add/files/", {"documents": files, "source": "Desk"}))
    assert "2 accepted, 0 here already, 2 rejected" in text
    assert sorted(Article.objects.values_list("source__name", flat=True)) == ["Desk", "Selm Post"]


def test_an_empty_file_is_rejected_in_words(signed_in):
    response = signed_in.post("/articles/add/files/", {"documents": [SimpleUploadedFile("nothing.txt", b"")]})
    assert "The file is empty" in follow(signed_in, response)


def test_no_file_at_all_is_refused(signed_in):
    assert "Choose at least one file." in signed_in.post("/articles/add/files/", {}).text
