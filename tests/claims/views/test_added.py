import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.domain.lifecycle import State
from claims.models import Article

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def address(signed_in):
    return signed_in.post("/articles/add/paste/", {"text": "The harbour of Selm froze."}).url


def test_it_asks_again_until_everything_has_settled(signed_in, address):
    assert 'hx-trigger="every 2s"' in signed_in.get(address).text
    Article.objects.update(state=State.ASSESSED)
    settled = signed_in.get(address).text
    assert "hx-trigger" not in settled
    assert "Go to the queue" in settled


def test_only_what_was_taken_in_is_counted_among_what_goes_through(signed_in):
    files = [SimpleUploadedFile(f"{name}.txt", text.encode()) for name, text in (("a", "Selm froze."), ("b", "... !!"))]
    address = signed_in.post("/articles/add/files/", {"documents": files}).url
    text = signed_in.get(address).text
    assert "1 accepted, 0 here already, 1 rejected." in text
    assert "Through the pipeline: 0 of 1." in text


def test_htmx_gets_the_list_alone(signed_in, address):
    assert "<html" not in signed_in.get(address, headers=HTMX).text


def test_a_failure_is_shown_with_its_reason(signed_in, address):
    Article.objects.update(state=State.QUARANTINED, resume_state=State.FETCHED, failure="It broke three times.")
    text = signed_in.get(address).text
    assert "It broke three times." in text
    assert "All of it is through" not in text
    assert "could not be taken through" in text


@pytest.mark.parametrize("query", ["", "?batch=unknown", "?batch=%00"])
def test_an_unknown_batch_leads_to_the_articles(signed_in, query):
    assert signed_in.get(f"/articles/added/{query}").url == "/articles/"


def test_one_person_does_not_see_what_another_added(client, colleague, address):
    client.force_login(colleague)
    assert client.get(address).url == "/articles/"


def test_it_rejects_a_post(signed_in):
    assert signed_in.post("/articles/added/").status_code == 405
