"""The form on the claim page by which a person corrects an origin."""

import pytest

from claims.models import Mention
from tests.factories import make_told_claim
from verification.models import ClaimStanding, OriginEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    claim = make_told_claim(outlets=2)
    return claim, *Mention.objects.filter(claim=claim).order_by("id")


def send(client, claim, a, **sent):
    return client.post(f"/claims/{claim.pk}/origin/", {"mention": a.pk, **sent})


def test_it_rejects_a_get(signed_in, told):
    assert signed_in.get(f"/claims/{told[0].pk}/origin/").status_code == 405


def test_it_requires_sign_in(client, told):
    claim, a, b = told
    assert send(client, claim, a, kind="share", other=b.pk).status_code == 302
    assert not OriginEntry.objects.exists()


def test_a_word_is_in_force_on_the_next_page(signed_in, reviewer, told):
    claim, a, b = told
    response = send(signed_in, claim, a, kind="share", other=f"m{b.pk}", note="same press release")
    assert response.status_code == 302
    text = signed_in.get(response.url).text
    assert "shares its origin with The Daily" in text
    assert "same press release" in text
    assert ClaimStanding.objects.get(claim=claim).proposal.origins == 1
    assert OriginEntry.objects.get().person == reviewer


def test_it_can_be_undone_from_the_history(signed_in, told):
    claim, a, _ = told
    send(signed_in, claim, a, kind="from", name="EFE")
    entry = OriginEntry.objects.get()
    page = signed_in.get(f"/claims/{claim.pk}/").text
    assert f'action="/origin-words/{entry.pk}/turn/"' in page
    response = signed_in.post(f"/origin-words/{entry.pk}/turn/", {"claim": claim.pk, "turn": "undo"})
    page = signed_in.get(response.url).text
    assert "rosa took back" in page
    assert "comes from EFE, says rosa" not in page


def test_a_refusal_keeps_what_was_written(signed_in, told):
    claim, a, _ = told
    response = send(signed_in, claim, a, kind="apart", other="m999999", note="I asked them")
    assert response.status_code == 422
    assert "m999999 is no mention of this claim." in response.text
    assert "I asked them" in response.text


@pytest.mark.parametrize("sent", [{}, {"kind": "undo"}, {"kind": "share", "other": "xyz"}, {"kind": "share"}])
def test_half_a_form_is_one_sentence(signed_in, told, sent):
    claim, a, _ = told
    response = send(signed_in, claim, a, **sent)
    assert response.status_code == 422
    assert 'id="origin-error"' in response.text


def test_the_page_says_what_a_new_proposal_changed(signed_in, told):
    claim, a, b = told
    send(signed_in, claim, a, kind="share", other=b.pk)
    text = signed_in.get(f"/claims/{claim.pk}/").text
    assert "−1 origin" in text
    assert "correction: rosa says that" in text


def test_the_page_shows_the_tree(signed_in, told):
    text = signed_in.get(f"/claims/{told[0].pk}/").text
    assert "How this was worked out" in text
    assert f"manage.py explain {told[0].pk}" in text
