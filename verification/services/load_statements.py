"""A claim's live mentions as the values that the rules read."""

from __future__ import annotations

import numpy as np

from claims.domain.availability import WITHDRAWN
from claims.domain.near_copies import find_copied
from claims.domain.notices import NoticeKind
from claims.models import ArticleVersion, Claim, Mention, MentionVector
from claims.services.serialise import load_claimant, load_dates, load_quantities
from verification.domain.independence import find_agency
from verification.domain.types import Statement


def load_statements(claim: Claim) -> list[Statement]:
    live = Mention.objects.live().filter(claim=claim).with_articles()
    mentions = list(
        live.select_related("article_version__article__standing").order_by("article_version__article_id", "start")
    )
    versions = {mention.article_version_id: mention.article_version for mention in mentions}
    copies = find_copies(list(versions.values()))
    agencies = {pk: find_agency(version.text) for pk, version in versions.items()}
    return [
        build_statement(mention, agencies[mention.article_version_id], copies.get(mention.article_version.article_id))
        for mention in mentions
    ]


def measure_closeness(mention_ids: list[int], canonical: int, model: str) -> dict[int, float]:
    """Cosine similarity of each mention to the canonical one; mentions without a vector of `model` are left out."""
    rows = MentionVector.objects.of_model(model).filter(mention__in=mention_ids)
    vectors = {row.mention_id: np.asarray(row.vector) for row in rows}
    if canonical not in vectors:
        return {}
    return {mention: float(vector @ vectors[canonical]) for mention, vector in vectors.items()}


def build_statement(mention: Mention, agency: str, copy_of: int | None) -> Statement:
    article = mention.article_version.article
    source = article.source
    return Statement(
        id=mention.pk,
        article=article.pk,
        quote=mention.quote,
        text=mention.text,
        source=source.name if source.is_known else "",
        owner=source.owner,
        published_at=article.published_at,
        claimant=load_claimant(mention),
        hedges=tuple(mention.hedges),
        negated=mention.negated,
        quantities=load_quantities(mention.quantities),
        dates=load_dates(mention.dates),
        agency=agency or (source.name if source.kind == source.Kind.AGENCY else ""),
        copy_of=copy_of,
        retracted=is_retracted(mention.article_version),
        article_sha256=mention.article_version.text_sha256,
    )


def is_retracted(version: ArticleVersion) -> bool:
    """The outlet withdrew it: in words, by a page that says so in its place, or by taking it down."""
    if version.notice in (NoticeKind.RETRACTION, NoticeKind.REMOVAL) or version.text.lstrip().startswith("RETRACTED"):
        return True
    standing = getattr(version.article, "standing", None)
    return standing is not None and standing.availability in WITHDRAWN


def find_copies(versions: list[ArticleVersion]) -> dict[int, int]:
    """Article id -> id of the earliest article in this group that it shares most of its text with."""
    order = sorted(versions, key=lambda v: (v.article.published_at or v.article.received_at, v.article.source.name))
    ids = [version.article_id for version in order]
    return {ids[later]: ids[earlier] for later, earlier in find_copied([version.sketch for version in order]).items()}
