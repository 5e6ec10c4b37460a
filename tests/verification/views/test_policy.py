import pytest

from tests.claims.services.desk import tell_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_admin(client, admin_person):
    client.force_login(admin_person)
    return client


def test_it_rejects_a_post(as_admin):
    assert as_admin.post("/policy/").status_code == 405


def test_it_requires_sign_in(client):
    assert client.get("/policy/").status_code == 302


def test_it_is_for_administrators_alone(signed_in):
    assert signed_in.get("/policy/").status_code == 403
    assert "/policy/" not in signed_in.get("/").text


def test_it_shows_the_thresholds_in_force(as_admin):
    assert "In force: strong link 0.6, cut 0.42, from the settings." in as_admin.get("/policy/").text


def test_it_shows_what_would_change(as_admin):
    tell_all(0, 60)
    text = as_admin.get("/policy/", {"strong_link": "0.3", "cut": "0.2"}).text
    assert "2 claims of 2 mentions would become 1. Merges: 1; splits: 0;" in text


@pytest.mark.parametrize(
    "sent", [{"strong_link": "0.3"}, {"strong_link": "x", "cut": "1"}, {"strong_link": "0.2", "cut": "0.5"}]
)
def test_what_makes_no_thresholds_is_refused_with_a_reason(as_admin, sent):
    response = as_admin.get("/policy/", sent)
    assert response.status_code == 422
    assert "error" in response.text
