import pytest
from django.contrib import admin

from claims.domain.lifecycle import State
from claims.models import Source
from tests.factories import make_article, make_disputed_claim, make_review, make_source

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label in ("claims", "verification")]


@pytest.fixture
def at_the_desk(client, admin_person):
    client.force_login(admin_person)
    return client


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_opens_and_can_be_searched(at_the_desk, admin_person, model):
    make_review(make_disputed_claim(), admin_person)
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    assert at_the_desk.get(address).status_code == 200
    assert at_the_desk.get(f"{address}?q=mayor").status_code == 200


def test_a_source_is_changed_on_its_own_page_alone(at_the_desk):
    source = make_source("Selm Post")
    sent = {"name": "unknown source", "kind": "unknown", "homepage": "javascript:alert(1)", "active": "", "grade": "Z"}
    place = f"/admin/claims/source/{source.pk}"
    assert at_the_desk.post(f"{place}/change/", sent).status_code == 403
    assert at_the_desk.post(f"{place}/delete/", {"post": "yes"}).status_code == 403
    assert "View on site" in at_the_desk.get(f"{place}/change/").text
    assert Source.objects.get().name == "Selm Post"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_nothing_can_be_added_by_hand(at_the_desk, model):
    assert at_the_desk.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/").status_code == 403


def test_stopped_articles_can_be_retried(at_the_desk):
    article = make_article(state=State.FAILED, resume_state=State.RECEIVED, failure="Gone.")
    at_the_desk.post("/admin/claims/article/", {"action": "retry_stopped", "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert article.state == State.RECEIVED
