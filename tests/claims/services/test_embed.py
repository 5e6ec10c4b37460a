"""The final check-worthiness, given where the vector is known."""

import pytest
from django.core.checks import run_checks
from sentence_transformers import SentenceTransformer

from claims.adapters.encoder import find_packaged_model
from claims.domain.lifecycle import State
from claims.models import Claim, Mention, MentionVector, PipelineRun
from claims.services.cluster import cluster_article
from claims.services.embed import BY_RULES, embed_article
from tests.factories import make_article, make_mention

pytestmark = pytest.mark.django_db(transaction=True)

FACT = "The ministry of Kestra closed 14 harbours in March 2024 after Lena Ortiz signed the order."
WISH = "We must always believe, you and I, in the wonderful dreams of our hearts."


@pytest.fixture
def article():
    article = make_article(f"{FACT} {WISH}", state=State.EXTRACTED)
    for quote in (FACT, WISH):
        make_mention(article, quote, check_worthiness=0.45)
    return article


def test_the_vector_decides_what_is_worth_checking(article):
    embed_article(article.pk)
    fact, wish = Mention.objects.order_by("start")
    assert (fact.worth_checking, wish.worth_checking) == (True, False)
    assert fact.check_worthiness > 0.8
    assert "states a quantity" in fact.worth_reasons
    counts = PipelineRun.objects.get().counts
    assert (counts["vectors"], counts["not_worth_checking"], counts["scored_by"]) == (2, 1, "model")


def test_what_is_not_worth_checking_is_kept_and_in_no_claim(article):
    embed_article(article.pk)
    cluster_article(article.pk)
    fact, wish = Mention.objects.order_by("start")
    assert fact.claim is not None
    assert wish.claim is None
    assert (Claim.objects.count(), MentionVector.objects.count()) == (1, 2)


@pytest.fixture
def copied_encoder(settings, tmp_path):
    """The same network under another name: another embedding model, as far as the workbench can tell."""
    folder = tmp_path / "another-encoder"
    SentenceTransformer(str(find_packaged_model()), device="cpu").save(str(folder))
    settings.EMBEDDING_MODEL = str(folder)


def test_with_another_encoder_the_rules_decide_and_the_run_says_so(article, copied_encoder):
    Mention.objects.filter(quote=WISH).update(check_worthiness=0.1)
    embed_article(article.pk)
    fact, wish = Mention.objects.order_by("start")
    assert (fact.check_worthiness, fact.worth_checking) == (0.45, True)
    assert (wish.check_worthiness, wish.worth_checking) == (0.1, False)
    assert PipelineRun.objects.get().counts["scored_by"] == BY_RULES


def test_every_start_warns_when_the_weights_are_for_another_encoder(settings):
    assert [found.id for found in run_checks() if found.id.startswith("claims.")] == []
    settings.EMBEDDING_MODEL = "example/other-encoder"
    warnings = [found for found in run_checks() if found.id == "claims.W001"]
    assert "rules alone" in warnings[0].msg
