"""Claims as plain records, for the command line and for exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.models import Mention
from verification.domain.types import ConflictType
from verification.models import ClaimStanding

CHUNK = 200  # claims read at a time, so that a million can be listed in bounded memory


def list_claims(verdict: str | None = None) -> Iterator[dict[str, Any]]:
    """One record a claim, most urgent first; `verdict` keeps those whose decision, or else proposal, it is."""
    standings = ClaimStanding.objects.open().by_urgency()
    chunk: list[ClaimStanding] = []
    for standing in standings.iterator(chunk_size=CHUNK):
        if verdict is None or current_verdict(standing) == verdict:
            chunk.append(standing)
        if len(chunk) == CHUNK:
            yield from describe_claims(chunk)
            chunk = []
    yield from describe_claims(chunk)


def current_verdict(standing: ClaimStanding) -> str:
    return standing.review.verdict if standing.review else standing.proposal.verdict


def describe_claims(standings: list[ClaimStanding]) -> Iterator[dict[str, Any]]:
    ids = [entry["ids"]["mention"] for standing in standings for entry in standing.proposal.evidence["statements"]]
    mentions = Mention.objects.with_articles().in_bulk(ids)
    for standing in standings:
        yield describe_claim(standing, mentions)


def describe_claim(standing: ClaimStanding, mentions: dict[int, Mention]) -> dict[str, Any]:
    proposal = standing.proposal
    statements = proposal.evidence["statements"]
    labels = {origin["key"]: origin["label"] for origin in proposal.evidence["origins"]}
    return {
        "id": standing.claim_id,
        "text": standing.claim.text,
        "proposed_verdict": proposal.verdict,
        "reviewed_verdict": standing.review.verdict if standing.review else None,
        "stale": standing.stale,
        "outlets": proposal.outlets,
        "origins": proposal.origins,
        "reasons": proposal.reasons,
        "mentions": [describe_mention(entry, mentions[entry["ids"]["mention"]], labels) for entry in statements],
        "conflicts": [describe_conflict(conflict, statements) for conflict in proposal.evidence["conflicts"]],
    }


def describe_mention(entry: dict[str, Any], mention: Mention, labels: dict[str, str]) -> dict[str, Any]:
    article = mention.article_version.article
    return {
        "id": mention.pk,
        "quote": mention.quote,
        "article": article.pk,
        "title": article.title,
        "url": article.url,
        "source": article.source.name,
        "claimant": mention.claimant,
        "start": mention.start,
        "end": mention.end,
        "stance": entry["stance"],
        "origin": labels[entry["origin"]],
        "hedges": mention.hedges,
    }


def describe_conflict(conflict: dict[str, Any], statements: list[dict[str, Any]]) -> dict[str, Any]:
    """`a` and `b` are ids of mentions; of an update, `a` is the earlier one."""
    a, b = conflict["sides"]
    if conflict["type"] == ConflictType.SUPERSEDED:
        a, b = sorted((a, b), key=lambda side: statements[side["at"]]["published_at"] or "")
    return {
        "type": conflict["type"],
        "a": statements[a["at"]]["ids"]["mention"],
        "b": statements[b["at"]]["ids"]["mention"],
        "value_a": a["value"],
        "value_b": b["value"],
    }
