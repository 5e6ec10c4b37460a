"""Plain `make_*` functions: each makes one valid row, and what it stands on, from a few words."""

from __future__ import annotations

import hashlib
import itertools
from typing import Any

import numpy as np
from django.conf import settings

from claims.adapters.encoder import name_encoder
from claims.domain.lifecycle import State
from claims.models import Article, ArticleVersion, Claim, Mention, MentionVector, Source
from verification.models import ClaimReview, ClaimStanding, ProposedVerdict
from verification.services.assess import assess_claim
from verification.services.review import record_review

_numbers = itertools.count(1)


def make_source(name: str = "", **fields: Any) -> Source:
    return Source.objects.create(name=name or f"The Daily {next(_numbers)}", **fields)


def make_article(text: str = "", *, state: str = State.FETCHED, **fields: Any) -> Article:
    number = next(_numbers)
    text = text or f"The town of Selm counted {number} storks on Monday."
    article = Article.objects.create(
        source=fields.pop("source", None) or make_source(),
        title=fields.pop("title", f"Article {number}"),
        state=state,
        **fields,
    )
    make_version(article, text)
    return article


def make_version(article: Article, text: str) -> ArticleVersion:
    article.versions.update(current=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ArticleVersion.objects.create(
        article=article, number=article.versions.count() + 1, text=text, text_sha256=digest
    )


def make_mention(
    article: Article | None = None, quote: str = "", *, claim: Claim | None = None, **fields: Any
) -> Mention:
    """A mention of the whole text, or of `quote` where it first stands in it; in a claim, it has a vector."""
    article = article or make_article(quote)
    version = article.versions.get(current=True)
    quote = quote or version.text
    start = version.text.index(quote)
    mention = Mention.objects.create(
        article_version=version,
        start=start,
        end=start + len(quote),
        quote=quote,
        text=fields.pop("text", quote),
        text_sha256=hashlib.sha256(quote.encode()).hexdigest(),
        check_worthiness=fields.pop("check_worthiness", 0.8),
        claim=claim,
        **fields,
    )
    if claim is not None:
        make_vector(mention)
    return mention


def make_vector(mention: Mention) -> MentionVector:
    """One and the same vector for every mention: all are as close to each other as can be."""
    return MentionVector.objects.create(
        mention=mention, model=name_encoder(settings.EMBEDDING_MODEL), dimension=2, vector=[1.0, 0.0]
    )


def make_vectors(vectors: np.ndarray, model: str) -> list[int]:
    """A mention with each of the vectors, all in one article; their ids."""
    version = make_article("x" * len(vectors)).versions.get()
    mentions = Mention.objects.bulk_create(
        Mention(article_version=version, start=i, end=i + 1, quote="x", text="x", text_sha256="", check_worthiness=1)
        for i in range(len(vectors))
    )
    rows = zip(mentions, vectors, strict=True)
    MentionVector.objects.bulk_create(
        MentionVector(mention=mention, model=model, dimension=len(vector), vector=vector) for mention, vector in rows
    )
    return [mention.pk for mention in mentions]


def make_claim(text: str = "The town of Selm counted storks.", **fields: Any) -> Claim:
    return Claim.objects.create(text=text, **fields)


def make_assessed_claim(*mentions: Mention, text: str = "", check_worthiness: float = 0.8) -> Claim:
    """A claim of these mentions, the first of them canonical, with the proposal that the rules make of it."""
    claim = make_claim(text or mentions[0].text, check_worthiness=check_worthiness)
    Mention.objects.filter(pk__in=[mention.pk for mention in mentions]).update(claim=claim)
    claim.canonical_mention = mentions[0]
    claim.first_seen = mentions[0].article_version.article.received_at
    claim.save()
    for mention in mentions:
        if not mention.vectors.exists():
            make_vector(mention)
    assess_claim(claim.pk)
    return claim


def make_told_claim(quote: str = "", *, outlets: int = 1, **fields: Any) -> Claim:
    """A claim told by that many outlets, each in an article of its own."""
    number = next(_numbers)
    quote = quote or f"The town of Selm counted {number} storks on Monday."
    texts = [f"{name} writes from the square. {quote} A band played." for name in "ABCDEFGH"[:outlets]]
    return make_assessed_claim(*(make_mention(make_article(text), quote) for text in texts), **fields)


def make_disputed_claim() -> Claim:
    """Two outlets, two numbers."""
    one = make_mention(
        make_article(state=State.ASSESSED, text="Rain fell. The mayor sent 120 boats to Selm. It was late."),
        "The mayor sent 120 boats to Selm.",
        quantities=[make_count(15, 18, 120)],
    )
    two = make_mention(
        make_article(state=State.ASSESSED, text="The mayor sent 450 boats to Selm. People waved."),
        "The mayor sent 450 boats to Selm.",
        quantities=[make_count(15, 18, 450)],
    )
    return make_assessed_claim(one, two)


def list_mentions(claim: Claim) -> list[int]:
    """The ids of its mentions, the oldest first."""
    return list(Mention.objects.filter(claim=claim).order_by("id").values_list("id", flat=True))


def read_proposal(claim: Claim) -> ProposedVerdict:
    """What is proposed of it now."""
    return ClaimStanding.objects.select_related("proposal").get(claim=claim).proposal


def make_count(start: int, end: int, number: int) -> dict[str, Any]:
    exact = {"approximate": False, "bound": "", "unit": "", "counted": "boats"}
    return {"start": start, "end": end, "low": str(number), "high": str(number), **exact}


def make_review(claim: Claim, reviewer: Any, verdict: str = "single_source", note: str = "") -> ClaimReview:
    """Signed on what stands; where it differs from the proposal, with the note that this needs."""
    standing = ClaimStanding.objects.select_related("proposal").get(claim=claim)
    if verdict != standing.proposal.verdict:
        note = note or "the town hall confirms it"
    return record_review(
        claim.pk,
        reviewer=reviewer,
        verdict=verdict,
        proposal_id=standing.proposal_id,
        expected_version=standing.review_version,
        note=note,
    )
