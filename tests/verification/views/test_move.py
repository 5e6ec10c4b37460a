import pytest

from claims.models import LedgerAct
from tests.claims.services.desk import tell
from tests.verification.views.regrouping import address, claim_of, seen, tell_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    return tell_claim(0, 5), tell_claim(90, 95)


def send(client, claims, **changed):
    (a, b), (c, _) = claims
    return client.post(address(a, "move"), {"seen": seen(a), "other": seen(c), "mention": b.pk, **changed})


def test_it_rejects_a_get(signed_in, claims):
    assert signed_in.get(address(claims[0][0], "move")).status_code == 405


def test_it_requires_sign_in(client, claims):
    send(client, claims)
    assert not LedgerAct.objects.exists()


def test_the_mention_moves_and_the_answer_says_so(signed_in, claims):
    (a, b), (c, _) = claims
    response = send(signed_in, claims)
    assert claim_of(b) == claim_of(c) != claim_of(a)
    assert "rosa moved a mention from this claim to" in signed_in.get(response.url).text


def test_moving_the_last_mention_leads_to_a_page_that_says_where_it_went(signed_in, claims):
    alone = tell(180)
    home = claim_of(alone)
    (c, _) = claims[1]
    tell_claim(181)
    response = send(signed_in, ((alone, alone), (c, c)), seen=seen(alone))
    assert response.status_code == 302
    assert response.url == f"/claims/{home}/#said"


def test_a_stale_version_is_refused(signed_in, claims):
    (a, _), _ = claims
    old = seen(a)
    tell(2)
    assert send(signed_in, claims, seen=old).status_code == 409


@pytest.mark.parametrize("mention", ["", "x", "9" * 30])
def test_what_names_no_mention_is_refused(signed_in, claims, mention):
    assert send(signed_in, claims, mention=mention).status_code == 422
