import pytest
from django.contrib import admin

from claims.domain.lifecycle import State
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


def test_a_source_can_be_changed(at_the_desk):
    source = make_source("Selm Post")
    sent = {"name": "Selm Post", "kind": "agency", "homepage": "", "owner": "Quay", "notes": ""}
    at_the_desk.post(f"/admin/claims/source/{source.pk}/change/", sent)
    source.refresh_from_db()
    assert source.owner == "Quay"


@pytest.mark.parametrize("model", [model for model in OURS if model.__name__ != "Source"], ids=lambda m: m.__name__)
def test_nothing_else_can_be_added_by_hand(at_the_desk, model):
    assert at_the_desk.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/").status_code == 403


def test_stopped_articles_can_be_retried(at_the_desk):
    article = make_article(state=State.FAILED, resume_state=State.RECEIVED, failure="Gone.")
    at_the_desk.post("/admin/claims/article/", {"action": "retry_stopped", "_selected_action": [article.pk]})
    article.refresh_from_db()
    assert article.state == State.RECEIVED
