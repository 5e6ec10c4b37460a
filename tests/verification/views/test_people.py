import pytest
from django.contrib.auth import get_user_model

from claims.domain.access import Role
from claims.services.give_role import read_role
from tests.factories import make_told_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_admin(client, admin_person):
    client.force_login(admin_person)
    return client


def read(person):
    return read_role(get_user_model().objects.get(pk=person.pk))


def test_it_lists_people_with_their_roles_and_what_roles_may(as_admin, reviewer):
    text = as_admin.get("/people/").text
    assert "rosa" in text
    assert "settle what two reviewers disagree on" in text


def test_a_role_is_given(as_admin, reviewer):
    as_admin.post(f"/people/{reviewer.pk}/role/", {"role": "Lead"})
    assert read(reviewer) is Role.LEAD


def test_a_role_that_does_not_exist_is_refused(as_admin, reviewer):
    response = as_admin.post(f"/people/{reviewer.pk}/role/", {"role": "Emperor"})
    assert response.status_code == 422
    assert "Choose one of the five roles." in response.text


def test_the_last_administrator_cannot_step_down_or_be_disabled(as_admin, admin_person):
    for address, sent in (("role", {"role": "Lead"}), ("active", {"active": "no"})):
        response = as_admin.post(f"/people/{admin_person.pk}/{address}/", sent)
        assert response.status_code == 422
        assert "only administrator left" in response.text
    assert read(admin_person) is Role.ADMINISTRATOR


def test_an_administrator_becomes_staff_and_loses_it_with_the_role(as_admin, reviewer):
    for role, staff in (("Administrator", True), ("Reviewer", False)):
        as_admin.post(f"/people/{reviewer.pk}/role/", {"role": role})
        reviewer.refresh_from_db()
        assert (reviewer.is_staff, reviewer.is_superuser) == (staff, staff)


def test_a_disabled_account_is_signed_out_at_once(as_admin, reviewer, client_of):
    theirs = client_of(reviewer)
    as_admin.post(f"/people/{reviewer.pk}/active/", {"active": "no"})
    assert theirs.get("/").status_code == 302


def test_a_person_is_added_with_a_password_that_works_and_is_shown_once(as_admin, client_of):
    response = as_admin.post("/people/add/", {"username": "nia", "email": "nia@desk.example", "role": "Lead"})
    password = response.text.split("<code>")[1].split("</code>")[0]
    nia = get_user_model().objects.get(username="nia")
    assert nia.check_password(password) and read(nia) is Role.LEAD
    assert password not in as_admin.get("/people/").text


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"username": "ROSA"}, "has this name already"),
        ({"username": "a b"}, "valid username"),
        ({"email": "x"}, "valid email"),
    ],
)
def test_what_makes_no_account_is_refused_and_kept(as_admin, reviewer, sent, sentence):
    response = as_admin.post("/people/add/", {"username": "nia", "email": "", "role": "Lead", **sent})
    assert response.status_code == 422
    assert sentence in response.text
    assert next(iter(sent.values())) in response.text


def test_what_a_role_may_not_do_is_not_shown(client, reader):
    claim = make_told_claim()
    client.force_login(reader)
    pages = client.get("/").text + client.get(f"/claims/{claim.pk}/").text
    for address in ("/decide/", "/grouping/", "/pairs/", "/articles/add/", "/people/", "/policy/"):
        assert address not in pages
