"""Count the earned record of every source anew.

What an article is about, people said once: of the feed that listed it, else of its source. A newspaper's feeds divide
its record by desk, and a specialist has its one topic; nothing is guessed from the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.domain.anchoring import Fate
from claims.lookups import AnyOf
from claims.models import FeedEntry, Mention, Reanchoring, Source, SourceRecord
from claims.services.run_job import JobReport
from verification.domain.source_record import ALL_TOPICS, Told, tally_records
from verification.domain.types import Verdict
from verification.models import ClaimStanding

PERIOD = timedelta(days=365)
CHUNK = 500  # claims whose evidence is in memory at once


def count_records() -> JobReport:
    now = timezone.now()
    since = now - PERIOD
    tallies = tally_records([*list_told(since), *list_absent(since)])
    with transaction.atomic():
        SourceRecord.objects.all().delete()
        SourceRecord.objects.bulk_create(
            SourceRecord(source_id=source, tag=topic, since=since.date(), until=now.date(), **asdict(tally))
            for (source, topic), tally in tallies.items()
        )
    whole = [tally for (_, topic), tally in tallies.items() if topic == ALL_TOPICS]
    return JobReport({"sources": len(whole), "mentions": sum(tally.mentions for tally in whole)})


def list_told(since: datetime) -> Iterator[Told]:
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
    tellers = find_tellers(entry["ids"]["mention"] for _, entry in entries)
    for standing, entry in entries:
        if (teller := tellers.get(entry["ids"]["mention"])) is not None:
            source, topics = teller
            yield Told(
                source=source,
                verdict=Verdict(standing.review.verdict) if standing.review else None,
                withdrawn=entry["retracted"],
                copied=entry["copy_of"] is not None or bool(entry["agency"]),
                topics=topics,
            )


def list_absent(since: datetime) -> Iterator[Told]:
    """Statements that are absent from the present version of their article, and so in no evidence any more."""
    absent = Reanchoring.objects.filter(fate=Fate.ABSENT, made_at__gte=since, mention__article_version__current=False)
    mentions = absent.order_by("mention_id").values_list("mention_id", flat=True).distinct()
    for source, topics in find_tellers(mentions).values():
        yield Told(source, None, withdrawn=True, copied=False, topics=topics)


def find_tellers(mention_ids: Iterable[int]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Of each mention the source, and the topics of its article."""
    article = "article_version__article"
    rows = Mention.objects.filter(AnyOf(F("pk"), list(mention_ids))).values_list("pk", article, f"{article}__source")
    topics = find_topics({article_id: source for _, article_id, source in rows})
    return {mention: (source, topics[article_id]) for mention, article_id, source in rows}


def find_topics(sources: dict[int, int]) -> dict[int, tuple[str, ...]]:
    """By article, given the source of each: the topics of the feeds that listed it, else the tags of its source."""
    listed: dict[int, set[str]] = defaultdict(set)
    entries = FeedEntry.objects.filter(AnyOf(F("article_id"), sources)).exclude(feed__topics=[])
    for article, topics in entries.order_by().values_list("article", "feed__topics").distinct():
        listed[article].update(topics)
    tags = dict(Source.objects.filter(pk__in=set(sources.values())).values_list("pk", "tags"))
    return {article: tuple(sorted(listed.get(article) or set(tags[source]))) for article, source in sources.items()}
