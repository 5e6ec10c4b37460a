import pytest

from claims.domain.lifecycle import State
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_it_rejects_a_get(signed_in):
    assert signed_in.get(f"/articles/{make_article().pk}/retry/").status_code == 405


def test_it_requires_sign_in(client):
    article = make_article(state=State.FAILED, resume_state=State.RECEIVED, failure="Gone.")
    client.post(f"/articles/{article.pk}/retry/")
    article.refresh_from_db()
    assert article.state == State.FAILED


def test_it_puts_a_stopped_article_back_where_it_was(signed_in):
    article = make_article(state=State.QUARANTINED, resume_state=State.EXTRACTED, failure="Broke.")
    text = signed_in.post(f"/articles/{article.pk}/retry/", follow=True).text
    article.refresh_from_db()
    assert article.state == State.EXTRACTED
    assert "back in line" in text


def test_an_article_that_is_not_stopped_is_left_alone(signed_in):
    article = make_article(state=State.ASSESSED)
    assert "nothing to try again" in signed_in.post(f"/articles/{article.pk}/retry/", follow=True).text


def test_an_unknown_article_is_not_found(signed_in):
    assert signed_in.post("/articles/9223372036854775808/retry/").status_code == 404
