"""A claim's live mentions as the values that the rules read."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from claims.domain.availability import WITHDRAWN
from claims.domain.near_copies import find_copied
from claims.domain.notices import NoticeKind
from claims.domain.passages import Passage, find_reused, hash_passage
from claims.domain.types import Span
from claims.models import ArticleVersion, Claim, Mention, MentionVector
from claims.services.serialise import load_claimant, load_dates, load_quantities
from verification.domain.agencies import find_agency
from verification.domain.types import Statement


def load_statements(claim: Claim) -> list[Statement]:
    live = Mention.objects.live().filter(claim=claim).with_articles()
    mentions = list(
        live.select_related("article_version__article__standing").order_by("article_version__article_id", "start")
    )
    versions = {mention.article_version_id: mention.article_version for mention in mentions}
    order = sort_by_time(versions.values())
    copies = find_copies(order)
    lifted = find_lifted(mentions, order)
    agencies = {pk: find_agency(version.text) for pk, version in versions.items()}
    return [
        build_statement(
            mention,
            agencies[mention.article_version_id],
            copies.get(mention.article_version.article_id),
            lifted.get(mention.pk),
        )
        for mention in mentions
    ]


def measure_closeness(mention_ids: list[int], canonical: int, model: str) -> dict[int, float]:
    """Cosine similarity of each mention to the canonical one; mentions without a vector of `model` are left out."""
    rows = MentionVector.objects.of_model(model).filter(mention__in=mention_ids)
    vectors = {row.mention_id: np.asarray(row.vector) for row in rows}
    if canonical not in vectors:
        return {}
    return {mention: float(vector @ vectors[canonical]) for mention, vector in vectors.items()}


def build_statement(mention: Mention, agency: str, copy_of: int | None, lifted_from: int | None) -> Statement:
    """`copy_of` is the article that the whole article copies, `lifted_from` the one that has this passage."""
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
        copy_of=copy_of if copy_of is not None else lifted_from,
        copied_passage=copy_of is None and lifted_from is not None,
        retracted=is_retracted(mention.article_version),
        article_sha256=mention.article_version.text_sha256,
        grade=source.grade,
    )


def is_retracted(version: ArticleVersion) -> bool:
    """The outlet withdrew it: in words, by a page that says so in its place, or by taking it down."""
    if version.notice in (NoticeKind.RETRACTION, NoticeKind.REMOVAL) or version.text.lstrip().startswith("RETRACTED"):
        return True
    standing = getattr(version.article, "standing", None)
    return standing is not None and standing.availability in WITHDRAWN


def sort_by_time(versions: Iterable[ArticleVersion]) -> list[ArticleVersion]:
    return sorted(versions, key=lambda v: (v.article.published_at or v.article.received_at, v.article.source.name))


def find_copies(order: list[ArticleVersion]) -> dict[int, int]:
    """Article id -> id of the earliest article in this group that it shares most of its text with."""
    ids = [version.article_id for version in order]
    return {ids[later]: ids[earlier] for later, earlier in find_copied([version.sketch for version in order]).items()}


def find_lifted(mentions: list[Mention], order: list[ArticleVersion]) -> dict[int, int]:
    """Mention id -> id of the earliest article that has the passage around it word for word."""
    places = {version.pk: place for place, version in enumerate(order)}
    texts = {version.pk: version.text for version in order}
    passages = [
        Passage(places[m.article_version_id], hash_passage(texts[m.article_version_id], Span(m.start, m.end)))
        for m in mentions
    ]
    found = find_reused(passages, [version.sketch for version in order])
    return {mentions[number].pk: order[place].article_id for number, place in found.items()}
