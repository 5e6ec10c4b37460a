import pytest

from claims.models import Claim, Mention, MentionVector, PairDecision
from tests.factories import make_assessed_claim, make_mention

pytestmark = pytest.mark.django_db
MODEL = "sentence-transformers/all-MiniLM-L6-v2"


@pytest.fixture
def alike():
    """Two mentions in one claim, with vectors as close as can be."""
    mentions = [make_mention(quote=quote) for quote in ("The mill burnt down.", "The mill has burnt down.")]
    for mention in mentions:
        MentionVector.objects.create(mention=mention, model=MODEL, dimension=2, vector=[1.0, 0.0])
    return make_assessed_claim(*mentions), *mentions


def send(client, claim, a, b, decision="different", **changed):
    sent = {
        "claim": claim.pk,
        "mention_a": a.pk,
        "mention_b": f"m{b.pk}",
        "decision": decision,
        "reason": "",
        **changed,
    }
    return client.post("/pairs/decide/", sent)


def test_it_rejects_a_get(signed_in):
    assert signed_in.get("/pairs/decide/").status_code == 405


def test_it_requires_sign_in(client, alike):
    send(client, *alike)
    assert not PairDecision.objects.exists()


def test_not_the_same_claim_parts_two_quotes_and_says_where_they_stand(signed_in, alike):
    claim, a, b = alike
    response = send(signed_in, claim, a, b, reason="another mill")
    homes = set(Mention.objects.filter(pk__in=(a.pk, b.pk)).values_list("claim_id", flat=True))
    assert len(homes) == 2
    text = signed_in.get(response.url).text
    assert "stay apart" in text
    for home in homes:
        assert f"/claims/{home}/" in text


def test_the_ledger_keeps_who_and_why(signed_in, reviewer, alike):
    send(signed_in, *alike, reason="another mill")
    entry = PairDecision.objects.get()
    assert (entry.decided_by, entry.decision, entry.reason) == (reviewer, "different", "another mill")


def test_taking_it_back_brings_them_together_again(signed_in, alike):
    claim, a, b = alike
    send(signed_in, claim, a, b)
    send(signed_in, claim, a, b, "withdrawn")
    assert len(set(Mention.objects.filter(pk__in=(a.pk, b.pk)).values_list("claim_id", flat=True))) == 1


def test_every_changed_claim_is_assessed_at_once(signed_in, alike):
    send(signed_in, *alike)
    assert not Claim.objects.active().needing_assessment().exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"mention_b": "x"}, "by its number"),
        ({"mention_b": "m99999999999999999999"}, "by its number"),
        ({"mention_b": "9223372036854775807"}, "does not exist"),
        ({"decision": "perhaps"}, "Select a valid choice"),
        ({"reason": "a\0"}, "Null characters"),
    ],
)
def test_it_refuses_what_makes_no_pair_and_says_why(signed_in, alike, changed, sentence):
    response = send(signed_in, *alike, **changed)
    assert response.status_code == 422
    assert sentence in response.text


def test_a_refused_word_keeps_what_was_written_and_leads_to_the_error(signed_in, alike):
    claim, _, b = alike
    text = send(signed_in, claim, b, b, reason="two mills", mention_b="m77777777").text
    assert 'value="m77777777"' in text
    assert 'value="two mills"' in text
    assert f'<option value="{b.pk}" selected>' in text
    assert 'value="different" checked' in text
    assert 'id="pair-error" tabindex="-1" autofocus' in text


def test_a_quote_is_not_compared_with_itself(signed_in, alike):
    claim, a, _ = alike
    assert "cannot be compared with itself" in send(signed_in, claim, a, a).text


def test_without_a_claim_to_go_back_to_it_leads_to_the_queue(signed_in, alike):
    claim, a, b = alike
    assert signed_in.post("/pairs/decide/", {"claim": "x", "mention_a": a.pk, "mention_b": b.pk}).url == "/"
