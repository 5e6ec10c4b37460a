import pytest

from verification.models import SavedView
from verification.services.save_view import MOST_VIEWS

pytestmark = pytest.mark.django_db


def save(browser, name="storks", query="q=storks&verdict=single_source", **sent):
    return browser.post("/views/save/", {"name": name, "query": query, **sent}, follow=True)


def test_a_view_is_kept_under_a_name_and_leads_back(signed_in):
    text = save(signed_in, query="q=storks&verdict=nonsense&after=1,1&theme=dark").text
    assert "Kept as “storks”." in text
    assert 'href="/?q=storks"' in text
    assert SavedView.objects.get().filters == {"q": "storks"}


def test_a_view_of_the_same_name_is_replaced(signed_in):
    save(signed_in)
    save(signed_in, query="q=gulls")
    assert SavedView.objects.get().filters == {"q": "gulls"}


@pytest.mark.parametrize(
    ("sent", "sentence"), [({"name": ""}, "Give the view a name"), ({"query": ""}, "Choose a filter first")]
)
def test_what_makes_no_view_is_refused(signed_in, sent, sentence):
    assert sentence in save(signed_in, **sent).text
    assert not SavedView.objects.exists()


def test_ones_own_views_are_not_shown_to_others(signed_in, client_of, colleague):
    save(signed_in)
    assert "storks" not in client_of(colleague).get("/").text


def test_a_lead_shares_a_view_and_a_reviewer_may_not(signed_in, client_of, lead):
    assert save(signed_in, shared="yes").status_code == 403
    save(client_of(lead), shared="yes")
    assert "from lena" in signed_in.get("/").text


def test_only_its_owner_removes_a_view(signed_in, client_of, lead):
    save(client_of(lead), shared="yes")
    address = f"/views/{SavedView.objects.get().pk}/remove/"
    assert signed_in.post(address).status_code == 404
    client_of(lead).post(address)
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_keeping(signed_in, reviewer):
    SavedView.objects.bulk_create(SavedView(owner=reviewer, name=f"view {n}") for n in range(MOST_VIEWS))
    assert "remove one first" in save(signed_in).text
