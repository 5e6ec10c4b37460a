import pytest

from claims.domain.lifecycle import State
from tests.factories import make_article, make_assessed_claim, make_mention
from verification.views.article import Found, build_paragraphs
from verification.views.marks import UNREVIEWED

pytestmark = pytest.mark.django_db


def read(client, article) -> str:
    response = client.get(f"/articles/{article.pk}/")
    assert response.status_code == 200
    return response.text


def test_it_requires_sign_in(client):
    assert client.get("/articles/1/").status_code == 302


def test_it_rejects_a_post(signed_in):
    assert signed_in.post(f"/articles/{make_article().pk}/").status_code == 405


@pytest.mark.parametrize("number", ["0", "9223372036854775808"])
def test_an_article_that_does_not_exist_is_not_found(signed_in, number):
    assert signed_in.get(f"/articles/{number}/").status_code == 404


def test_a_retracted_article_says_that_it_does_not_count(signed_in):
    assert "no longer counts" in read(signed_in, make_article("RETRACTED: The mayor resigned."))
    assert "no longer counts" not in read(signed_in, make_article("The mayor resigned."))


def test_an_article_without_a_title_is_named_alike_everywhere(signed_in):
    article = make_article("The mayor resigned.")
    type(article).objects.update(title="")
    assert f'<h1 dir="auto">Untitled article {article.pk}</h1>' in read(signed_in, article)
    assert f"Untitled article {article.pk}</a>" in signed_in.get("/articles/").text


def test_a_mention_stands_in_its_place_with_mark_anchor_and_link(signed_in):
    article = make_article("Snow fell. The mayor resigned. Dogs barked.", state=State.ASSESSED)
    mention = make_mention(article, "The mayor resigned.")
    claim = make_assessed_claim(mention)
    text = read(signed_in, article)
    assert f'id="m{mention.pk}"' in text
    assert f'href="/claims/{claim.pk}/#m{mention.pk}">The mayor resigned.</a>' in text
    assert "found-single_source" in text


def test_what_was_cut_away_stands_behind_a_switch(signed_in):
    article = make_article("The mayor resigned.\nRead more here")
    article.versions.update(debris=[[20, 34]])
    text = read(signed_in, article)
    assert "Show what was cut away (1 piece)" in text
    assert '<span class="debris">Read more here</span>' in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://selm.example/a", "http://[bad"])
def test_only_web_addresses_become_links(signed_in, url):
    assert "Original" not in read(signed_in, make_article(url=url))


def test_the_original_is_linked_without_telling_it_where_one_came_from(signed_in):
    text = read(signed_in, make_article(url="https://selm.example/storks"))
    assert 'href="https://selm.example/storks" rel="noreferrer noopener external"' in text


def test_a_stopped_article_says_why_and_offers_to_retry(signed_in):
    article = make_article(state=State.FAILED, resume_state=State.RECEIVED, failure="The site said 404.")
    text = read(signed_in, article)
    assert "The site said 404." in text
    assert f'action="/articles/{article.pk}/retry/"' in text


def test_an_article_on_its_way_is_watched(signed_in):
    article = make_article(state=State.FETCHED)
    assert f'hx-get="/articles/{article.pk}/progress/"' in read(signed_in, article)


def test_an_article_without_text_says_so(signed_in):
    article = make_article(state=State.RECEIVED)
    article.versions.all().delete()
    assert "The text is not here yet" in read(signed_in, article)


def test_every_character_of_the_text_is_shown_once():
    text = "One.\n\nTwo and three.\nFour 🐦 five."
    paragraphs = build_paragraphs(text, [], [[0, 4], [2, 9], [25, 400]])
    assert ["".join(segment.text for segment in paragraph.segments) for paragraph in paragraphs] == [
        "One.", "Two and three.", "Four 🐦 five.",
    ]  # fmt: skip


def test_a_statement_inside_a_sentence_is_marked_within_it():
    mark = UNREVIEWED
    whole = Found(1, 0, 20, mark, None, "", "")
    inner = Found(2, 5, 10, mark, None, "", "")
    (paragraph,) = build_paragraphs("abcdefghijklmnopqrst", [whole, inner], [])
    assert [(s.text, s.found.mention_id) for s in paragraph.segments] == [("abcde", 1), ("fghij", 2), ("klmnopqrst", 1)]
    assert paragraph.found == [whole, inner]
