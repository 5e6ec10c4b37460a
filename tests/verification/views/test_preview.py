import pytest

from tests.factories import make_disputed_claim, make_told_claim

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_it_gives_htmx_the_quotes_and_the_decision_form(signed_in):
    claim = make_disputed_claim()
    response = signed_in.get(f"/claims/{claim.pk}/preview/", headers=HTMX)
    assert "<html" not in response.text
    assert 'class="value">120<' in response.text
    assert 'class="value">450<' in response.text
    assert 'name="expected_version" value="0"' in response.text


def test_without_htmx_it_leads_to_the_claim(signed_in):
    claim = make_told_claim()
    response = signed_in.get(f"/claims/{claim.pk}/preview/")
    assert response.url == f"/claims/{claim.pk}/"


def test_it_rejects_a_post(signed_in):
    assert signed_in.post(f"/claims/{make_told_claim().pk}/preview/").status_code == 405


def test_an_unknown_claim_is_not_found(signed_in):
    assert signed_in.get("/claims/9223372036854775808/preview/", headers=HTMX).status_code == 404
