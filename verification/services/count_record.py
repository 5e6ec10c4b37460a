"""Count the earned record of every source anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from claims.domain.anchoring import Fate
from claims.models import Mention, Reanchoring, SourceRecord
from claims.services.run_job import JobReport
from verification.domain.source_record import Told, tally_records
from verification.domain.types import Verdict
from verification.models import ClaimStanding

PERIOD = timedelta(days=365)
CHUNK = 500  # claims whose evidence is in memory at once


def count_records() -> JobReport:
    now = timezone.now()
    since = now - PERIOD
    tallies = tally_records([*list_told(since), *list_absent(since)])
    with transaction.atomic():
        SourceRecord.objects.filter(tag="").delete()
        SourceRecord.objects.bulk_create(
            SourceRecord(source_id=source, since=since.date(), until=now.date(), **asdict(tally))
            for source, tally in tallies.items()
        )
    return JobReport({"sources": len(tallies), "mentions": sum(tally.mentions for tally in tallies.values())})


def list_told(since) -> Iterator[Told]:
    """What stands in the evidence of claims first seen in the period."""
    recent = ClaimStanding.objects.open().filter(claim__first_seen__gte=since)
    standings = recent.select_related("proposal", "review").order_by("claim_id")
    chunk: list[ClaimStanding] = []
    for standing in standings.iterator(chunk_size=CHUNK):
        chunk.append(standing)
        if len(chunk) == CHUNK:
            yield from read_standings(chunk)
            chunk = []
    yield from read_standings(chunk)


def read_standings(standings: list[ClaimStanding]) -> Iterator[Told]:
    entries = [(standing, entry) for standing in standings for entry in standing.proposal.evidence["statements"]]
    ids = {entry["ids"]["mention"] for _, entry in entries}
    sources = dict(Mention.objects.filter(pk__in=ids).values_list("pk", "article_version__article__source"))
    for standing, entry in entries:
        if entry["ids"]["mention"] in sources:
            yield Told(
                source=sources[entry["ids"]["mention"]],
                verdict=Verdict(standing.review.verdict) if standing.review else None,
                withdrawn=entry["retracted"],
                copied=entry["copy_of"] is not None or bool(entry["agency"]),
            )


def list_absent(since) -> Iterator[Told]:
    """Statements that are absent from the present version of their article, and so in no evidence any more."""
    absent = Reanchoring.objects.filter(fate=Fate.ABSENT, made_at__gte=since, mention__article_version__current=False)
    rows = absent.order_by("mention_id", "-id").distinct("mention_id")
    for source in rows.values_list("mention__article_version__article__source", flat=True):
        yield Told(source, None, withdrawn=True, copied=False)
