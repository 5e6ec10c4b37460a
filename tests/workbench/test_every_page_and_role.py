"""Every address of ours, asked by everybody: a new view without a rule, or with a hole in it, fails here."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from claims.domain.access import TABLE, Action, Role, allows
from claims.services.give_role import give_role
from claims.views.access import RULE
from tests.conftest import make_person

pytestmark = pytest.mark.django_db
NUMBER = 987_654_321  # of nothing that exists: what a page answers to those who may is not the point here
OPEN = {
    *("healthz", "verification:theme", "verification:language"),
    *("account_login", "account_logout", "account_inactive", "account_signup"),
}
ONES_OWN = {"account_change_password", "account_reauthenticate"}  # for everybody who is signed in
MEANT = {302, 403}


def list_pages(resolver=None, prefix=""):
    """(name, view, parameters) of every address but Django's administration, which has rules of its own."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from list_pages(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        elif isinstance(entry, URLPattern):
            yield prefix + (entry.name or ""), entry.callback, entry.pattern.converters


PAGES = {name: (view, converters) for name, view, converters in list_pages()}
RULED = sorted(set(PAGES) - OPEN - ONES_OWN)


def write_address(name):
    _, converters = PAGES[name]
    return reverse(
        name, kwargs={key: NUMBER if isinstance(one, IntConverter) else "x" for key, one in converters.items()}
    )


def ask_all_ways(client, address):
    return [client.get(address), client.post(address), client.get(address, headers={"HX-Request": "true"})]


def test_every_address_has_a_name():
    assert "" not in PAGES


def test_every_view_of_ours_names_its_action():
    silent = [name for name in RULED if not isinstance(getattr(PAGES[name][0], RULE, None), Action)]
    assert silent == [], "mark them: @requires(Action.…) from claims.views.access"


@pytest.mark.parametrize("name", RULED)
def test_a_stranger_is_sent_to_sign_in(client, name):
    for response in ask_all_ways(client, write_address(name)):
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name.lower())
def test_a_role_gets_through_where_the_table_says_so_and_nowhere_else(client, role):
    client.force_login(make_person("somebody", role))
    for name in RULED:
        may = allows(role, getattr(PAGES[name][0], RULE))
        for response in ask_all_ways(client, write_address(name)):
            assert (response.status_code != 403) == may, (name, response.status_code)
            assert may or "An administrator can change your role." in response.text, name


def test_an_account_without_a_role_gets_through_nowhere(client):
    client.force_login(get_user_model().objects.create_user("newcomer"))
    for name in RULED:
        assert {response.status_code for response in ask_all_ways(client, write_address(name))} == {403}, name
    assert "no role yet" in client.get("/").text


@pytest.mark.parametrize(
    "role", [role for role in Role if role is not Role.ADMINISTRATOR], ids=lambda r: r.name.lower()
)
def test_the_administration_is_closed_to_all_but_administrators(client, role):
    client.force_login(make_person("somebody", role))
    assert client.get("/admin/auth/user/").status_code in MEANT


def test_a_view_that_names_no_action_is_refused_to_everybody(client, admin_person, monkeypatch):
    client.force_login(admin_person)
    monkeypatch.delattr(PAGES["verification:queue"][0], RULE)
    response = client.get("/")
    assert response.status_code == 403
    assert "No rule says who may open this page" in response.text


def test_what_the_migration_gave_each_role_is_what_the_table_says():
    for role in Role:
        give_role(get_user_model().objects.create_user(role.name), role)  # a flushed database has no groups yet
        held = set(Group.objects.get(name=role.value).permissions.values_list("codename", flat=True))
        assert held == {action.value for action in TABLE[role]}, f"{role}: a change of the table needs a migration"


def test_a_session_loses_its_powers_with_the_role(client):
    person = make_person("rosa")
    client.force_login(person)
    assert client.get("/articles/add/").status_code == 200
    give_role(person, Role.READER)
    assert client.get("/articles/add/").status_code == 403


def test_a_session_ends_when_the_account_is_disabled(client):
    person = make_person("rosa")
    client.force_login(person)
    get_user_model().objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/").status_code == 302
