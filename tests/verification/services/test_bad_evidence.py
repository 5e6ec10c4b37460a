"""Evidence as it should not be: undated, contradictory, in hundreds, one text everywhere, a hoax and its debunk."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.domain.near_copies import hash_shingles, sketch_shingles
from claims.models import Article, ArticleVersion, Claim, Mention
from tests.factories import make_article, make_assessed_claim, make_mention, make_source, make_vector, read_proposal
from verification.models import ClaimStanding, ProposedVerdict
from verification.services.assess import assess_claim

pytestmark = pytest.mark.django_db

STORY = (
    "The council of Orven met behind closed doors on Thursday. {} The decision was taken after a debate of six hours, "
    "in which the members for the harbour district left the hall twice. Reporters were let in when it was over, and "
    "the clerk read the result to them without a comment. The next sitting is in two weeks."
)
QUOTE = "The council of Orven sold the old lighthouse to a hotel company for two million."


def tell(text: str, quote: str, **fields) -> Mention:
    article = make_article(text, **fields)
    version = article.versions.get(current=True)
    ArticleVersion.objects.filter(pk=version.pk).update(sketch=sketch_shingles(hash_shingles(text)))
    return make_mention(article, quote)


def propose(*mentions: Mention) -> ProposedVerdict:
    return read_proposal(make_assessed_claim(*mentions))


def test_one_text_under_five_names_is_one_origin():
    proposal = propose(*(tell(STORY.format(QUOTE), QUOTE) for _ in range(5)))
    assert (proposal.outlets, proposal.origins, proposal.verdict) == (5, 1, "single_source")


def test_articles_without_dates_are_folded_all_the_same():
    mentions = [tell(STORY.format(QUOTE), QUOTE, published_at=None) for _ in range(3)]
    assert propose(*mentions).origins == 1


def test_a_copy_that_claims_to_be_older_than_its_original_folds_too():
    ancient = datetime(1, 1, 2, tzinfo=UTC)
    mentions = [
        tell(STORY.format(QUOTE), QUOTE, published_at=at) for at in (None, ancient, ancient - timedelta(days=1))
    ]
    assert propose(*mentions).origins == 1


def test_a_text_that_carries_two_markers_has_one_origin():
    text = "ORVEN (Reuters) — " + STORY.format(QUOTE) + "\nQuelle: dpa"
    assert propose(tell(text, QUOTE), tell("ORVEN (AP) — " + STORY.format(QUOTE), QUOTE)).origins == 1


def test_an_agency_whose_article_carries_anothers_marker_is_folded_with_that_one():
    agency = make_source("Reuters", kind="agency")
    mention = tell("ORVEN (AFP) — " + STORY.format(QUOTE), QUOTE, source=agency)
    assert propose(mention).origins == 1


def test_a_debunk_that_quotes_the_hoax_almost_word_for_word_contradicts_it():
    hoax = tell(STORY.format(QUOTE), QUOTE)
    denial = "It is false that the council of Orven sold the old lighthouse to a hotel company for two million."
    debunk = tell(STORY.format(denial), denial, published_at=datetime(2030, 1, 1, tzinfo=UTC))
    proposal = propose(hoax, debunk)
    assert (proposal.verdict, proposal.origins) == ("contradicted", 2)
    reasons = [statement["origin_reason"] for statement in proposal.evidence["statements"]]
    assert any("to deny them, so it speaks for itself" in reason for reason in reasons)


def test_a_copy_with_the_son_in_the_daughters_place_is_seen_as_saying_something_else():
    quote = "The consul left the harbour of Orven on the evening ferry with his wife and {}."
    mentions = [tell(STORY.format(quote.format(child)), quote.format(child)) for child in ("daughter", "son")]
    assert propose(*mentions).origins == 2


def test_a_claim_with_500_mentions_is_assessed_in_bounded_time_and_queries():
    claim = make_told_by_many(500)
    began = time.process_time()
    with CaptureQueriesContext(connection) as captured:
        assert assess_claim(claim.pk)
    assert time.process_time() - began < 10
    assert len(captured) <= 24
    standing = ClaimStanding.objects.select_related("proposal").get(claim=claim)
    assert (standing.proposal.outlets, standing.proposal.origins) == (500, 1)


def make_told_by_many(count: int) -> Claim:
    """One text under many names, written in bulk."""
    text = STORY.format(QUOTE)
    sketch = sketch_shingles(hash_shingles(text))
    start = text.index(QUOTE)
    first = make_mention(make_article(text), QUOTE)
    claim = make_assessed_claim(first)
    ArticleVersion.objects.update(sketch=sketch)
    sources = [make_source() for _ in range(count - 1)]
    articles = Article.objects.bulk_create(Article(source=source, title="t", state="clustered") for source in sources)
    versions = ArticleVersion.objects.bulk_create(
        ArticleVersion(article=article, number=1, text=text, text_sha256="0" * 64, sketch=sketch)
        for article in articles
    )
    mentions = Mention.objects.bulk_create(
        Mention(article_version=version, start=start, end=start + len(QUOTE), quote=QUOTE, text=QUOTE,
                text_sha256="0" * 64, check_worthiness=0.8, claim=claim)
        for version in versions
    )  # fmt: skip
    for mention in mentions:
        make_vector(mention)
    return claim
