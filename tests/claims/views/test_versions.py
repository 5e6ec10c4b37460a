"""An article's versions, what each look found, and the evidence to take away."""

import gzip
import io

import pytest
from django.utils import timezone
from warcio.archiveiterator import ArchiveIterator

from claims.adapters.fetch_policy import FetchedPage
from claims.models import ArticleStanding, PipelineRun, Snapshot
from claims.services.keep_snapshot import keep_failure, keep_page
from tests.factories import make_article, make_version

pytestmark = pytest.mark.django_db

PAGE = b"<html><body><script>alert('x')</script><p>The dam failed at night.</p></body></html>"


@pytest.fixture
def article(db):
    article = make_article("The dam failed at night.", url="https://selm.example/dam", state="assessed")
    headers = (("Content-Type", "text/html"), ("Set-Cookie", "id=7"), ("X-Odd", "caf\u00e9 \u2713"))
    page = FetchedPage("https://selm.example/dam", "https://selm.example/dam", 200, "text/html", PAGE, headers=headers)
    article.versions.update(snapshot=keep_page(article, page))
    return article


def test_pages_require_sign_in(client, article):
    for path in ("versions/", "evidence/"):
        assert client.get(f"/articles/{article.pk}/{path}").status_code == 302
    for path in ("", "download/"):
        assert client.get(f"/snapshots/{Snapshot.objects.get().pk}/{path}").status_code == 302


def test_a_single_version_says_how_it_came(signed_in, article):
    text = signed_in.get(f"/articles/{article.pk}/versions/").text
    assert "1 version" in text and "nothing was there to compare it with" in text


def test_an_edit_shows_what_went_and_what_came(signed_in, article):
    make_version(article, "The dam held at night.")
    text = signed_in.get(f"/articles/{article.pk}/versions/").text
    assert "failed" in text.partition("<del>")[2].partition("</del>")[0]
    assert "held" in text.partition("<ins>")[2].partition("</ins>")[0]


def test_an_earlier_version_can_be_asked_for_and_nonsense_shows_the_newest(signed_in, article):
    make_version(article, "The dam held at night.")
    assert "how the article came" in signed_in.get(f"/articles/{article.pk}/versions/?version=1").text
    assert "<del>" in signed_in.get(f"/articles/{article.pk}/versions/?version=x%00").text


def test_markup_of_a_version_is_inert(signed_in, article):
    make_version(article, "<script>alert(1)</script> The dam held.")
    assert "<script>alert(1)" not in signed_in.get(f"/articles/{article.pk}/versions/").text


def test_each_look_is_listed_with_its_answer(signed_in, article):
    keep_failure(article, look="gone", status=410, detail="selm.example answered 410 Gone.")
    text = signed_in.get(f"/articles/{article.pk}/versions/").text
    assert "answered 410 Gone" in text and Snapshot.objects.last().body.sha256[:16] in text


def test_what_is_held_of_the_page_is_said_on_the_article_too(signed_in, article):
    words = "The outlet took the article down; its address answered “gone” (410) on 3 May 2027."
    ArticleStanding.objects.create(article=article, availability="gone", words=words)
    for path in ("", "versions/"):
        assert words in signed_in.get(f"/articles/{article.pk}/{path}").text


def test_a_snapshot_is_text_and_never_a_page(signed_in, article):
    answer = signed_in.get(f"/snapshots/{Snapshot.objects.get().pk}/")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.content == PAGE


def test_a_download_is_the_very_bytes(signed_in, article):
    answer = signed_in.get(f"/snapshots/{Snapshot.objects.get().pk}/download/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream" and answer.content == PAGE


@pytest.mark.parametrize("path", ["/snapshots/999/", "/snapshots/999/download/", "/articles/999/versions/"])
def test_what_does_not_exist_is_not_found(signed_in, path):
    assert signed_in.get(path).status_code == 404


def test_the_evidence_is_a_warc_file_with_every_look_and_every_text(signed_in, article):
    keep_failure(article, look="not found", status=404, detail="There is no such page.")
    content = b"".join(signed_in.get(f"/articles/{article.pk}/evidence/").streaming_content)
    assert gzip.decompress(content).startswith(b"WARC/1.1")
    records = [(r.rec_type, r.content_stream().read(), r.http_headers) for r in ArchiveIterator(io.BytesIO(content))]
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "metadata", "conversion"]
    assert records[1][1] == PAGE and records[1][2].get_header("Set-Cookie") is None
    assert b'"status": 404' in records[2][1] and records[3][1] == b"The dam failed at night."


def test_a_person_can_have_a_page_looked_at_again(signed_in, article):
    signed_in.post(f"/articles/{article.pk}/check/")
    assert ArticleStanding.objects.get(article=article).next_check_at <= timezone.now()


def test_a_given_text_has_no_page_to_look_at(signed_in):
    article = make_article(state="assessed", url="https://selm.example/given")
    answer = signed_in.post(f"/articles/{article.pk}/check/", follow=True)
    assert "nothing to look at again" in answer.text and not ArticleStanding.objects.exists()


def test_looking_again_rejects_a_get(signed_in, article):
    assert signed_in.get(f"/articles/{article.pk}/check/").status_code == 405


def test_an_article_fetched_before_snapshots_were_kept_is_watched_too(signed_in):
    article = make_article(state="assessed", url="https://selm.example/early")
    PipelineRun.objects.create(
        article=article,
        stage="fetch",
        attempt=1,
        outcome="succeeded",
        lease_token="0" * 8 + "-0000" * 3 + "-" + "0" * 12,
    )
    assert "Look again now" in signed_in.get(f"/articles/{article.pk}/versions/").text
