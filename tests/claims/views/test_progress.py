import pytest

from claims.domain.lifecycle import State
from tests.factories import make_article

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_htmx_gets_the_state_and_asks_again(signed_in):
    article = make_article(state=State.EXTRACTED)
    response = signed_in.get(f"/articles/{article.pk}/progress/", headers=HTMX)
    assert "Statements found." in response.text
    assert 'hx-trigger="every 2s"' in response.text
    assert "HX-Refresh" not in response.headers


def test_a_settled_article_makes_the_page_load_again(signed_in):
    article = make_article(state=State.ASSESSED)
    response = signed_in.get(f"/articles/{article.pk}/progress/", headers=HTMX)
    assert response.headers["HX-Refresh"] == "true"


def test_without_htmx_it_leads_to_the_article(signed_in):
    article = make_article()
    assert signed_in.get(f"/articles/{article.pk}/progress/").url == f"/articles/{article.pk}/"


def test_it_rejects_a_post(signed_in):
    assert signed_in.post(f"/articles/{make_article().pk}/progress/").status_code == 405
