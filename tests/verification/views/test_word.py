"""The forms on the claim page by which a person judges a conflict or corrects a stance."""

import pytest

from claims.models import Mention
from tests.factories import list_mentions, make_disputed_claim, make_told_claim
from verification.models import ClaimStanding, ConflictEntry, StanceEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    claim = make_disputed_claim()
    return claim, *Mention.objects.filter(claim=claim).order_by("id")


def judge(client, told, **sent):
    claim, a, b = told
    return client.post(
        f"/claims/{claim.pk}/conflict/", {"mention": a.pk, "other": b.pk, "type": "number", "say": "none", **sent}
    )


def correct(client, told, **sent):
    claim, _, b = told
    return client.post(f"/claims/{claim.pk}/stance/", {"mention": b.pk, "stance": "neutral", **sent})


def test_a_refused_stance_keeps_its_quote_open_and_a_refused_conflict_opens_none(signed_in, told):
    assert "It supports the claim" in correct(signed_in, told, stance="").text
    assert "It supports the claim" not in judge(signed_in, told, say="").text


@pytest.mark.parametrize("place", ["conflict", "stance"])
def test_it_rejects_a_get(signed_in, told, place):
    assert signed_in.get(f"/claims/{told[0].pk}/{place}/").status_code == 405


def test_a_reader_may_not(client_of, reader, told):
    browser = client_of(reader)
    assert judge(browser, told).status_code == correct(browser, told).status_code == 403
    page = browser.get(f"/claims/{told[0].pk}/").text
    assert "No conflict" not in page and ">Correct<" not in page


def test_a_word_on_a_conflict_is_in_force_on_the_next_page_and_told_in_the_history(signed_in, told):
    response = judge(signed_in, told, note="one counts the crews")
    page = signed_in.get(response.url).text
    assert "rosa says that this is no conflict." in page
    assert "one counts the crews" in page
    assert "are not in conflict (number)" in page
    assert ClaimStanding.objects.get().proposal.verdict != "contradicted"
    entry = ConflictEntry.objects.get()
    signed_in.post(f"/conflict-words/{entry.pk}/turn/", {"claim": told[0].pk, "turn": "undo"})
    assert ClaimStanding.objects.get().proposal.verdict == "contradicted"
    assert "rosa took back" in signed_in.get(f"/claims/{told[0].pk}/").text


def test_what_was_recorded_is_said_at_the_conflict_once_and_nowhere_else(signed_in, told):
    page = signed_in.get(judge(signed_in, told).url).text
    assert page.count("Recorded:") == page.count('id="said"') == 1
    assert page.index('id="conflicts"') < page.index("Recorded:") < page.index('id="origins"')


def test_what_time_explains_is_said_where_the_conflict_went(signed_in, told):
    page = signed_in.get(judge(signed_in, told, say="time").url).text
    assert page.index('id="updates"') < page.index("Recorded:") < page.index('id="timeline"')


def test_a_word_on_a_stance_is_said_at_its_quote(signed_in, told):
    page = signed_in.get(correct(signed_in, told).url).text
    quote = page.partition(f'id="m{told[2].pk}"')[2].partition("</article>")[0]
    assert "Recorded:" in quote and page.count("Recorded:") == 1


def test_a_word_on_a_quote_of_a_later_page_is_said_there(signed_in, told, monkeypatch):
    monkeypatch.setattr("verification.views.claim.SHOWN_QUOTES", 1)
    page = signed_in.get(correct(signed_in, told).url).text
    assert "Page 2 of 2" in page
    assert "Recorded:" in page.partition(f'id="m{told[2].pk}"')[2].partition("</article>")[0]


def test_where_the_place_is_gone_it_is_said_at_the_head_of_the_page(signed_in, told):
    address = correct(signed_in, told).url
    Mention.objects.filter(pk=told[2].pk).update(claim=None)
    page = signed_in.get(address).text
    assert page.index('id="said"') < page.index("<h1")


def test_a_word_on_a_stance_is_in_force_on_the_next_page_and_told_in_the_history(signed_in, told):
    response = correct(signed_in, told, note="the reporter only quotes the radio")
    page = signed_in.get(response.url).text
    assert "reports it without taking a position, says rosa" in page
    assert "the reporter only quotes the radio" in page
    entry = StanceEntry.objects.get()
    assert f'action="/stance-words/{entry.pk}/turn/"' in page
    signed_in.post(f"/stance-words/{entry.pk}/turn/", {"claim": told[0].pk, "turn": "undo"})
    assert "without taking a position, says rosa" not in signed_in.get(f"/claims/{told[0].pk}/").text


def test_a_refusal_keeps_what_was_written(signed_in, told):
    response = judge(signed_in, told, type="date", note="asked both")
    assert response.status_code == 422
    assert "is not there any more" in response.text and "asked both" in response.text


@pytest.mark.parametrize("sent", [{"mention": "x"}, {"other": ""}, {"type": "colour"}])
def test_a_form_that_names_nothing_is_one_sentence(signed_in, told, sent):
    response = judge(signed_in, told, **sent)
    assert response.status_code == 422
    assert "does not say which mention or conflict" in response.text


@pytest.mark.parametrize(("send", "kind"), [(judge, ConflictEntry), (correct, StanceEntry)])
def test_sending_it_twice_records_it_once(signed_in, told, send, kind):
    for _ in range(2):
        assert send(signed_in, told).status_code == 302
    assert kind.objects.count() == 1


def test_what_was_recorded_at_one_place_before_a_page_came_is_all_told_there(signed_in, reviewer):
    claim = make_told_claim()
    for text in ("See the log.", "And the map."):
        signed_in.post(f"/claims/{claim.pk}/comment/", {"text": text, "author": reviewer.pk})
    page = signed_in.get(f"/claims/{claim.pk}/").text
    assert page.count("Your comment is there.") == 2
    assert page.count('id="said"') == 1


def test_a_page_without_either_place_tells_both_and_opens_at_one(signed_in, reviewer):
    claim = make_told_claim(outlets=2)
    signed_in.post(f"/claims/{claim.pk}/comment/", {"text": "See the log.", "author": reviewer.pk})
    sent = {"mention": list_mentions(claim)[1], "stance": "neutral", "author": reviewer.pk}
    signed_in.post(f"/claims/{claim.pk}/stance/", sent)
    page = signed_in.get("/").text
    assert "Your comment is there." in page and "Recorded:" in page
    assert page.count('id="said"') == 1
