"""The claim's page bears what the world sends: long claims, other scripts, hundreds of mentions, forms sent twice."""

import hashlib
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.adapters.encoder import name_encoder
from claims.domain.lifecycle import State
from claims.models import Article, ArticleVersion, Claim, Mention, MentionVector, Source
from tests.factories import make_article, make_assessed_claim, make_count, make_mention, make_told_claim
from verification.models import ClaimReview, ClaimStanding, Comment
from verification.services.assess import assess_claim

pytestmark = pytest.mark.django_db
HEAVIEST = 150 * 1024  # bytes of a page
MOST_QUERIES = 12
MANY = 500


def read(client, claim, **asked) -> str:
    response = client.get(f"/claims/{claim.pk}/", asked)
    assert response.status_code == 200
    return response.text


@pytest.fixture
def told_by_many(db) -> Claim:
    """Twenty outlets, 25 articles each; one in fifty gives another number, one in seven has no date."""
    claim = Claim.objects.create(text="The mayor sent 120 boats to Selm.", check_worthiness=0.8)
    sources = Source.objects.bulk_create(Source(name=f"Outlet {n}") for n in range(20))
    start, now = timezone.now() - timedelta(days=30), timezone.now()
    articles = Article.objects.bulk_create(
        Article(
            source=sources[n % 20],
            title=f"Boats {n}",
            state=State.ASSESSED,
            received_at=now,
            published_at=None if n % 7 == 0 else start + timedelta(hours=n),
        )
        for n in range(MANY)
    )
    texts = [f"The mayor sent {450 if n % 50 == 0 else 120} boats to Selm." for n in range(MANY)]
    versions = ArticleVersion.objects.bulk_create(
        ArticleVersion(article=one, number=1, text=text, text_sha256=hashlib.sha256(text.encode()).hexdigest())
        for one, text in zip(articles, texts, strict=True)
    )
    mentions = Mention.objects.bulk_create(
        Mention(
            article_version=version,
            start=0,
            end=len(text),
            quote=text,
            text=text,
            text_sha256="",
            check_worthiness=0.8,
            claim=claim,
            quantities=[make_count(15, 18, int(text[15:18]))],
        )
        for version, text in zip(versions, texts, strict=True)
    )
    model = name_encoder(settings.EMBEDDING_MODEL)
    MentionVector.objects.bulk_create(
        MentionVector(mention=mention, model=model, dimension=2, vector=[1.0, 0.0]) for mention in mentions
    )
    Claim.objects.filter(pk=claim.pk).update(canonical_mention=mentions[1], first_seen=start)
    assess_claim(claim.pk)
    return claim


def count_quotes(page: str) -> int:
    """Whole and in brief."""
    return page.count('<article class="told') + page.count('<div class="brief"')


def test_five_hundred_mentions_stay_a_light_page_in_parts(signed_in, told_by_many):
    read(signed_in, told_by_many)
    with CaptureQueriesContext(connection) as captured:
        text = read(signed_in, told_by_many)
    assert len(captured) <= MOST_QUERIES
    assert len(text.encode()) <= HEAVIEST
    assert "Page 1 of 17, 500 mentions in all" in text
    assert [count_quotes(read(signed_in, told_by_many, mentions=page)) for page in (1, 2, 17, 99)] == [30, 30, 20, 20]
    assert count_quotes(read(signed_in, told_by_many, mentions="٣")) == 30
    assert len(signed_in.get(f"/claims/{told_by_many.pk}/grouping/").content) <= 2 * HEAVIEST


def test_a_very_long_claim_is_shown_whole_with_a_short_title(signed_in):
    long = "The harbour of Selm " + "froze again and " * 1200 + "thawed."
    text = read(signed_in, make_assessed_claim(make_mention(make_article(long))))
    assert long in text
    title = text.partition("<title>")[2].partition("</title>")[0]
    assert len(title) < 120


@pytest.mark.parametrize(
    "words",
    [
        "أعلنت بلدية سلم أن 120 قاربا وصلت يوم الاثنين",
        "עיריית סלם שלחה 120 סירות ביום שני, says the Selm Post",
        "塞尔姆市长派出了120艘船",
        "The mayor said \u202egnihton\u202c and left",
    ],
)
def test_other_scripts_stand_in_their_own_direction(signed_in, words):
    text = read(signed_in, make_assessed_claim(make_mention(make_article(words))))
    assert f'<h1 dir="auto">{words}</h1>' in text
    assert '<blockquote class="quote" dir="auto">' in text
    assert "<bdi>The Daily" in text


def test_a_decision_sent_twice_is_one_decision(signed_in):
    claim = make_told_claim()
    standing = ClaimStanding.objects.get(claim=claim)
    sent = {"verdict": "single_source", "proposal": standing.proposal_id, "expected_version": 0, "note": "read it"}
    for _ in range(2):
        answer = signed_in.post(f"/claims/{claim.pk}/decide/", sent, follow=True)
        assert "Signed single-source" in answer.text
    assert ClaimReview.objects.count() == 1


def test_another_decision_on_the_same_page_is_refused_as_overtaken(signed_in):
    claim = make_told_claim()
    standing = ClaimStanding.objects.get(claim=claim)
    sent = {"verdict": "single_source", "proposal": standing.proposal_id, "expected_version": 0}
    signed_in.post(f"/claims/{claim.pk}/decide/", sent)
    answer = signed_in.post(f"/claims/{claim.pk}/decide/", {**sent, "verdict": "contradicted", "note": "no"})
    assert answer.status_code == 409
    assert ClaimReview.objects.count() == 1


def test_a_comment_sent_twice_is_one_comment(signed_in):
    claim = make_told_claim()
    for _ in range(2):
        signed_in.post(f"/claims/{claim.pk}/comment/", {"text": "see the log"})
    assert Comment.objects.count() == 1
