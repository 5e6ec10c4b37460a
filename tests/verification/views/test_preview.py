import pytest

from tests.factories import (
    make_article,
    make_assessed_claim,
    make_count,
    make_disputed_claim,
    make_mention,
    make_source,
    make_told_claim,
)
from verification.models import ClaimStanding

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_it_gives_htmx_the_quotes_and_the_decision_form(signed_in):
    claim = make_disputed_claim()
    response = signed_in.get(f"/claims/{claim.pk}/preview/", headers=HTMX)
    assert "<html" not in response.text
    assert 'class="value">120<' in response.text
    assert 'class="value">450<' in response.text
    assert 'name="expected_version" value="0"' in response.text


def make_boats(number: int, *, opening: str = "", **article):
    """A mention of that many boats."""
    quote = f"The mayor sent {number} boats to Selm."
    return make_mention(make_article(opening + quote, **article), quote, quantities=[make_count(15, 18, number)])


def test_it_shows_the_denial_of_an_origin_that_first_said_it(signed_in):
    outlet = make_source("The Harbour Post")
    said = [
        make_boats(number, source=outlet, opening=opening) for number, opening in ((120, ""), (120, "So. "), (450, ""))
    ]
    claim = make_assessed_claim(*said)
    stances = [entry["stance"] for entry in ClaimStanding.objects.get(claim=claim).proposal.evidence["statements"]]
    assert sorted(stances) == ["refutes", "supports", "supports"]
    text = signed_in.get(f"/claims/{claim.pk}/preview/", headers=HTMX).text
    assert ">450<" in text
    assert "and 1 more of this origin" in text


def test_it_shows_a_denial_that_comes_after_many_origins(signed_in):
    numbers = zip("ABCDEFG", [120] * 6 + [450], strict=True)
    claim = make_assessed_claim(*(make_boats(number, opening=f"{name} looked on. ") for name, number in numbers))
    text = signed_in.get(f"/claims/{claim.pk}/preview/", headers=HTMX).text
    assert ">450<" in text
    assert "3 more origins" in text


def test_without_htmx_it_leads_to_the_claim(signed_in):
    claim = make_told_claim()
    response = signed_in.get(f"/claims/{claim.pk}/preview/")
    assert response.url == f"/claims/{claim.pk}/"


def test_it_rejects_a_post(signed_in):
    assert signed_in.post(f"/claims/{make_told_claim().pk}/preview/").status_code == 405


def test_an_unknown_claim_is_not_found(signed_in):
    assert signed_in.get("/claims/9223372036854775808/preview/", headers=HTMX).status_code == 404
