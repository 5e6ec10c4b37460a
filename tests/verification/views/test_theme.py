import pytest

pytestmark = pytest.mark.django_db


def test_it_rejects_a_get(signed_in):
    assert signed_in.get("/theme/").status_code == 405


def test_a_chosen_theme_is_kept_in_a_cookie(signed_in):
    signed_in.post("/theme/", {"theme": "dark", "next": "/sources/"})
    assert 'data-theme="dark"' in signed_in.get("/").text


def test_system_forgets_the_choice(signed_in):
    signed_in.post("/theme/", {"theme": "dark"})
    signed_in.post("/theme/", {"theme": "auto"})
    assert "data-theme" not in signed_in.get("/").text


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_it_never_leads_elsewhere(signed_in, there):
    assert signed_in.post("/theme/", {"theme": "dark", "next": there}).url == "/"
