import pytest

from claims.models import Claim, LedgerAct
from tests.claims.services.desk import tell
from tests.factories import make_review
from tests.verification.views.regrouping import address, claim_of, seen, tell_claim
from verification.models import ClaimStanding

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentions():
    return tell_claim(0, 3, 6)


def send(client, mentions, *ticked, **changed):
    return client.post(
        address(mentions[0], "split"),
        {"seen": seen(mentions[0]), "mentions": [mention.pk for mention in ticked], **changed},
    )


def test_it_rejects_a_get(signed_in, mentions):
    assert signed_in.get(address(mentions[0], "split")).status_code == 405


def test_it_requires_sign_in(client, mentions):
    send(client, mentions, mentions[2])
    assert not LedgerAct.objects.exists()


def test_the_ticked_mentions_become_another_claim_which_the_answer_links(signed_in, mentions):
    response = send(signed_in, mentions, mentions[2], note="last year’s")
    other = claim_of(mentions[2])
    assert other != claim_of(mentions[0])
    text = signed_in.get(response.url).text
    assert f'href="/claims/{other}/"' in text
    assert "last year’s" in text


def test_a_signed_claim_becomes_stale_and_names_the_split(signed_in, colleague, mentions):
    make_review(Claim.objects.get(pk=claim_of(mentions[0])), colleague)
    send(signed_in, mentions, mentions[2])
    standing = ClaimStanding.objects.get(claim=claim_of(mentions[0]))
    assert standing.stale
    assert "rosa split mentions off this claim" in standing.stale_because[0]


def test_without_ticks_it_says_what_to_do(signed_in, mentions):
    response = send(signed_in, mentions)
    assert response.status_code == 422
    assert "Tick the mentions" in response.text


def test_a_stale_version_is_refused_and_the_ticks_are_kept(signed_in, mentions):
    old = seen(mentions[0])
    tell(2)
    response = send(signed_in, mentions, mentions[2], seen=old)
    assert response.status_code == 409
    assert f'value="{mentions[2].pk}" checked' in response.text


def test_a_form_of_another_claim_is_refused(signed_in, mentions):
    response = send(signed_in, mentions, mentions[2], seen=seen(tell_claim(90)[0]))
    assert response.status_code == 422


@pytest.mark.parametrize("tick", ["0" * 5_000, "x", "-1", "9" * 40])
def test_a_tick_that_names_no_mention_is_refused(signed_in, mentions, tick):
    response = signed_in.post(address(mentions[0], "split"), {"seen": seen(mentions[0]), "mentions": [tick]})
    assert response.status_code == 422
