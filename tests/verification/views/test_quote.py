"""A mention of a claim that is shown whole, and open to correction, where somebody asks for it."""

import pytest

from tests.factories import list_mentions, make_article, make_assessed_claim, make_mention, make_source, make_told_claim

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TOLD = "The town of Selm counted 12 storks on Monday."


@pytest.fixture
def retold():
    """A claim that one outlet tells three times."""
    outlet = make_source("The Harbour Post")
    return make_assessed_claim(
        *(make_mention(make_article(f"{opening}{TOLD} A band played.", source=outlet), TOLD) for opening in "ABC")
    )


def ask(client, claim, mention_id, **headers):
    return client.get(f"/claims/{claim.pk}/quotes/{mention_id}/", headers=headers)


def test_what_an_origin_tells_again_takes_a_line_and_its_first_quote_is_whole(signed_in, retold):
    page = signed_in.get(f"/claims/{retold.pk}/").text
    assert page.count('<article class="told') == 1
    assert page.count('<div class="brief"') == 2
    assert "2 more from this origin" in page


def test_a_line_has_the_exact_words_the_outlet_and_the_reason_why_it_is_no_origin_of_its_own(signed_in, retold):
    line = signed_in.get(f"/claims/{retold.pk}/").text.partition('<div class="brief"')[2].partition("</div>")[0]
    assert TOLD in line
    assert "The Harbour Post" in line
    assert "tells it in its own" in line


def test_htmx_gets_the_quote_with_its_surroundings_and_its_corrections(signed_in, retold):
    last = list_mentions(retold)[-1]
    part = ask(signed_in, retold, last, **HTMX).text
    assert "<html" not in part
    assert f'id="m{last}"' in part
    assert "A band played." in part
    assert "It refutes the claim" in part and "Not the same claim" in part


def test_without_htmx_it_stands_open_on_the_claims_page(signed_in, retold):
    last = list_mentions(retold)[-1]
    address = ask(signed_in, retold, last).url
    assert address.endswith(f"#m{last}")
    page = signed_in.get(address).text
    assert page.count('<article class="told') == 2
    assert page.count("It refutes the claim") == 1


def test_a_quote_of_a_later_page_is_opened_there(signed_in, retold, monkeypatch):
    monkeypatch.setattr("verification.views.claim.SHOWN_QUOTES", 1)
    last = list_mentions(retold)[-1]
    page = signed_in.get(f"/claims/{retold.pk}/", {"open": last}).text
    assert "Page 3 of 3" in page
    assert f'<article class="told stance-supports" id="m{last}"' in page


@pytest.mark.parametrize("form", ["stance", "origin"])
def test_after_a_correction_the_page_of_its_quote_is_shown_again(signed_in, retold, monkeypatch, form):
    monkeypatch.setattr("verification.views.claim.SHOWN_QUOTES", 1)
    last = list_mentions(retold)[-1]
    sent = {"mention": last, "stance": "neutral", "kind": "from", "name": "The Selm Record"}
    page = signed_in.post(f"/claims/{retold.pk}/{form}/", sent, follow=True).text
    assert "Recorded:" in page
    assert "Page 3 of 3" in page


@pytest.mark.parametrize("number", ["0", "nothing", "9" * 30])
def test_what_is_no_mention_of_the_claim_opens_nothing(signed_in, retold, number):
    page = signed_in.get(f"/claims/{retold.pk}/", {"open": number})
    assert page.status_code == 200
    assert "It refutes the claim" not in page.text


def test_a_mention_of_another_claim_is_not_found(signed_in, retold):
    other = make_told_claim()
    assert ask(signed_in, retold, list_mentions(other)[0], **HTMX).status_code == 404
    assert ask(signed_in, retold, 2**63, **HTMX).status_code == 404
    assert "It refutes the claim" not in signed_in.get(f"/claims/{retold.pk}/?open={list_mentions(other)[0]}").text


def test_who_may_not_correct_is_offered_nothing_to_correct(client_of, reader, retold):
    browser = client_of(reader)
    part = ask(browser, retold, list_mentions(retold)[-1], **HTMX).text
    assert TOLD in part
    assert "<form" not in part
    assert ">Correct<" not in browser.get(f"/claims/{retold.pk}/").text
