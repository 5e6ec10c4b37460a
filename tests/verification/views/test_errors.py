import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client

from verification.views.errors import answer_bad_request

pytestmark = pytest.mark.django_db


def test_an_unknown_page_is_not_found_in_our_style(signed_in):
    response = signed_in.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_a_form_without_its_token_is_refused_in_our_style(reviewer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    response = client.post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "This form has expired" in response.text


def test_too_much_at_once_is_told_apart_from_nonsense(rf):
    assert answer_bad_request(rf.get("/"), RequestDataTooBig()).status_code == 413
    assert answer_bad_request(rf.get("/"), SuspiciousOperation()).status_code == 400


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "409", "413", "500"])
def test_each_error_page_needs_nothing_to_be_shown(name):
    assert "Claim Workbench" in render_to_string(f"{name}.html")
