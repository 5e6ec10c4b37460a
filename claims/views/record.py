"""The earned record of each source, as a whole and by topic: shown and exported, and never used as a verdict."""

from __future__ import annotations

import csv
import json
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.adapters.spreadsheet_cells import escape_cell
from claims.domain.access import Action
from claims.models import SourceRecord
from claims.views.access import requires

PAGE = 100
MOST_EXPORTED = 50_000
MOST_TOPICS = 200
LONGEST_NAME = 200
COLUMNS = ["source", "topic", "since", "until", "mentions", "decided", "corroborated", "contradicted", "withdrawn"]
COLUMNS += ["copied"]


@requires(Action.READ)
@require_GET
def show_record(request: HttpRequest) -> HttpResponse:
    after = request.GET.get("after", "")[:LONGEST_NAME].replace("\0", "")
    topics = list_topics()
    topic = request.GET.get("topic", "") if request.GET.get("topic") in topics else ""
    found = list(tell_records(after).filter(tag=topic)[: PAGE + 1])
    context = {
        "records": found[:PAGE],
        "topics": topics,
        "topic": topic,
        "after": after,
        "next": found[PAGE - 1].source.name if len(found) > PAGE else "",
    }
    return render(request, "sources/record.html", context)


def tell_records(after: str = "") -> QuerySet[SourceRecord]:
    """Records by the source's name whatever its case, those behind the name `after` where one is given."""
    named = SourceRecord.objects.select_related("source").annotate(folded=Lower("source__name"))
    behind = named.filter(folded__gt=after.lower()) if after else named
    return behind.order_by("folded", "tag")


def list_topics() -> list[str]:
    topics = SourceRecord.objects.exclude(tag="").order_by("tag").values_list("tag", flat=True).distinct()
    return list(topics[:MOST_TOPICS])


@requires(Action.READ)
@require_GET
def export_record(request: HttpRequest) -> HttpResponse:
    """All of it as CSV, or as JSON where that is asked for; the topic is empty in the row of all of them together."""
    rows = [describe_record(record) for record in tell_records()[:MOST_EXPORTED]]
    if request.GET.get("format") == "json":
        answer = HttpResponse(json.dumps(rows, ensure_ascii=False, indent=1), content_type="application/json")
        answer.headers["Content-Disposition"] = 'attachment; filename="source-record.json"'
        return answer
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="source-record.csv"'
    writer = csv.DictWriter(answer, COLUMNS)
    writer.writeheader()
    writer.writerows({name: escape_cell(value) for name, value in row.items()} for row in rows)
    return answer


def describe_record(record: SourceRecord) -> dict[str, Any]:
    figures = {name: getattr(record, name) for name in COLUMNS[4:]}
    return {
        "source": record.source.name,
        "topic": record.tag,
        "since": record.since.isoformat(),
        "until": record.until.isoformat(),
        **figures,
    }
