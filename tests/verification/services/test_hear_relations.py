"""Scores of the relation model: read once, stored, left out where the model is off."""

import pytest

from claims.models import Claim, Mention
from tests.factories import make_article, make_claim, make_mention, make_vector
from verification.adapters.relation_model import OWN
from verification.models import ClaimStanding, ProposedVerdict, RelationScore
from verification.services.assess import assess_claim, assess_claims

pytestmark = pytest.mark.django_db(transaction=True)

QUOTES = (
    "The mayor of Selm signed the harbour contract.",
    "Harbour contract: the mayor of Selm put her name under it.",
    "Did the mayor of Selm sign the harbour contract?",
)


def make_told_claim(*quotes: str) -> Claim:
    mentions = [make_mention(make_article(quote), quote) for quote in quotes]
    claim = make_claim(quotes[0], canonical_mention=mentions[0])
    Mention.objects.filter(pk__in=[mention.pk for mention in mentions]).update(claim=claim)
    for mention in mentions:
        make_vector(mention)
    return claim


def is_due(claim: Claim) -> bool:
    return Claim.objects.needing_assessment().filter(pk=claim.pk).exists()


def test_a_worker_reads_what_the_rules_leave_open_and_stores_it():
    assess_claim(make_told_claim(*QUOTES).pk, ask=True)
    score = RelationScore.objects.get()  # the question is the rules' affair, and the first stands for the claim
    assert score.model == OWN
    assert score.supports + score.refutes + score.neutral == pytest.approx(1.0, abs=1e-3)


def test_a_pair_is_read_once_whichever_claim_it_stands_in():
    for _ in range(2):
        assess_claim(make_told_claim(*QUOTES).pk, ask=True)
    assert RelationScore.objects.count() == 1


def test_the_same_evidence_gives_no_second_proposal():
    claim = make_told_claim(*QUOTES)
    assess_claim(claim.pk, ask=True)
    assert assess_claim(claim.pk, ask=True) is False
    assert ProposedVerdict.objects.count() == 1


def test_a_request_does_not_read_and_leaves_the_claim_to_a_worker():
    claim = make_told_claim(*QUOTES)
    assess_claims([claim.pk])
    assert ClaimStanding.objects.filter(claim=claim).exists()
    assert RelationScore.objects.count() == 0
    assert is_due(claim)


def test_a_request_uses_what_a_worker_has_read():
    claim = make_told_claim(*QUOTES)
    assess_claim(claim.pk, ask=True)
    Claim.objects.filter(pk=claim.pk).update(revision=claim.revision + 1)
    assert assess_claim(claim.pk) is False
    assert not is_due(claim)


@pytest.mark.parametrize(("model", "words"), [("off", "switched off"), ("/no/such/model", "no such folder")])
def test_without_a_model_the_rules_decide_and_the_standing_says_why(settings, model, words):
    settings.RELATION_MODEL = model
    claim = make_told_claim(*QUOTES)
    assess_claim(claim.pk, ask=True)
    standing = ClaimStanding.objects.get(claim=claim)
    assert words in standing.relation_note
    assert standing.proposal.policy["relation_model"] == ""
    assert not is_due(claim)


def test_the_note_goes_when_the_model_is_back(settings):
    claim = make_told_claim(*QUOTES)
    settings.RELATION_MODEL = "off"
    assess_claim(claim.pk, ask=True)
    settings.RELATION_MODEL = ""
    assess_claim(claim.pk, ask=True)
    assert ClaimStanding.objects.get(claim=claim).relation_note == ""


def test_the_claim_page_says_that_the_model_is_off(settings, signed_in):
    settings.RELATION_MODEL = "off"
    claim = make_told_claim(*QUOTES)
    assess_claim(claim.pk, ask=True)
    assert "switched off" in signed_in.get(f"/claims/{claim.pk}/").text
