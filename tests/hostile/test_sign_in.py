"""Signing in under attack and without Redis."""

import pytest

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client, login="rosa", password=PASSWORD, **headers):
    return client.post("/accounts/login/", {"login": login, "password": password}, **headers)


def test_a_reviewer_signs_in_while_redis_is_away(client, reviewer, silent_redis):
    assert sign_in(client).status_code == 302
    assert client.get("/").status_code == 200


def test_guessing_the_password_of_one_person_is_refused_after_five_attempts(client, reviewer):
    for _ in range(5):
        assert sign_in(client, password="a wrong guess").status_code == 200
    assert "Too many failed login attempts" in sign_in(client).text


def test_spraying_passwords_from_one_address_is_refused_whatever_address_the_header_claims(client, reviewer):
    answers = [
        sign_in(client, login=f"person{number}", password="a wrong guess", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        for number in range(11)
    ]
    assert "Too many failed login attempts" in answers[-1].text


def test_whoever_asks_too_often_gets_a_page_of_ours(client, db):
    answers = [sign_in(client, login=f"person{number}") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].text and "workbench.css" in answers[-1].text


def test_sign_in_leads_to_no_other_site(client, reviewer):
    answer = client.post(
        "/accounts/login/?next=//evil.example/", {"login": "rosa", "password": PASSWORD, "next": "//evil.example/"}
    )
    assert answer["Location"] == "/"


def test_the_admin_has_no_sign_in_of_its_own(client, admin_person):
    answer = client.post("/admin/login/", {"username": "ada", "password": PASSWORD})
    assert answer["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "place", ["password/reset/", "confirm-email/", "email/", "password/set/", "login/code/confirm/"]
)
def test_pages_that_would_send_mail_do_not_exist(client, place):
    assert client.get(f"/accounts/{place}").status_code == 404


def test_nobody_signs_up(client, db):
    answer = client.post("/accounts/signup/", {"username": "eve", "password1": PASSWORD, "password2": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert "Nobody signs up alone" in answer.text
