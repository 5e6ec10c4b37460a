"""A person's own searches."""

import pytest

from claims.models import Watch, WatchAlert
from tests.factories import make_told_claim

pytestmark = pytest.mark.django_db


def test_it_requires_sign_in(client):
    assert client.get("/watches/").status_code == 302


def test_an_empty_page_says_what_to_do(signed_in):
    assert "Write down a search above" in signed_in.get("/watches/").text


def test_a_search_is_kept(signed_in, reviewer):
    signed_in.post("/watches/", {"words": "storks", "meaning": ""})
    assert Watch.objects.get().owner == reviewer and "storks" in signed_in.get("/watches/").text


def test_an_empty_search_is_refused_with_a_sentence(signed_in):
    answer = signed_in.post("/watches/", {"words": " "})
    assert answer.status_code == 422 and "Write the words or the sentence" in answer.text


def test_a_search_of_novel_length_is_refused(signed_in):
    assert signed_in.post("/watches/", {"words": "x" * 501}).status_code == 422
    assert not Watch.objects.exists()


def test_somebody_elses_owner_field_is_ignored(signed_in, reviewer, colleague):
    signed_in.post("/watches/", {"words": "storks", "owner": colleague.pk})
    assert Watch.objects.get().owner == reviewer


@pytest.mark.parametrize("path", ["turn", "delete"])
def test_another_persons_search_is_not_found(signed_in, colleague, path):
    watch = Watch.objects.create(owner=colleague, words="storks")
    assert signed_in.post(f"/watches/{watch.pk}/{path}/").status_code == 404
    assert "storks" not in signed_in.get("/watches/").text


def test_a_search_can_be_paused_and_deleted(signed_in, reviewer):
    watch = Watch.objects.create(owner=reviewer, words="storks")
    signed_in.post(f"/watches/{watch.pk}/turn/")
    assert not Watch.objects.get().active
    signed_in.post(f"/watches/{watch.pk}/delete/")
    assert not Watch.objects.exists()


def test_alerts_are_new_until_they_are_marked(signed_in, reviewer):
    watch = Watch.objects.create(owner=reviewer, words="storks")
    WatchAlert.objects.create(watch=watch, claim=make_told_claim(), kind="appeared", words="A claim appeared.")
    assert "1 new" in signed_in.get("/watches/").text
    signed_in.post("/watches/read/")
    assert "1 new" not in signed_in.get("/watches/").text


def test_changes_reject_a_get(signed_in, reviewer):
    watch = Watch.objects.create(owner=reviewer, words="storks")
    for path in (f"{watch.pk}/turn/", f"{watch.pk}/delete/", "read/"):
        assert signed_in.get(f"/watches/{path}").status_code == 405
