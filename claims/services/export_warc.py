"""An article's evidence as a WARC file, which archives and their tools read.

Holds every fetch: the answer with its headers and the body, a metadata record where
there was none, or none but that nothing has changed; and each text as we
read it, as a conversion of the page it came from. Headers about the transfer are left out, because the body is stored
unpacked. Reference: ISO 28500:2017, WARC 1.1.
"""

from __future__ import annotations

import http
import json
from datetime import UTC, datetime
from io import BytesIO
from typing import IO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claims.models import Article, ArticleVersion, Snapshot

OF_TRANSFER = {"content-encoding", "transfer-encoding", "content-length", "connection"}
SOFTWARE = "Claim Workbench"


def export_warc(article: Article, file: IO[bytes]) -> int:
    """Write the records of an article, oldest first; returns how many."""
    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    about = {"software": SOFTWARE, "format": "WARC File Format 1.1", "description": f"evidence of article {article.pk}"}
    writer.write_record(writer.create_warcinfo_record(f"article-{article.pk}.warc.gz", about))
    count = 1
    for snapshot in article.snapshots.select_related("body").order_by("fetched_at", "id").iterator(chunk_size=20):
        writer.write_record(build_answer(writer, snapshot) if snapshot.body else build_failure(writer, snapshot))
        count += 1
    for version in article.versions.order_by("number").defer("sketch").iterator(chunk_size=20):
        writer.write_record(build_text(writer, article, version))
        count += 1
    return count


def build_answer(writer: WARCWriter, snapshot: Snapshot):
    assert snapshot.body is not None
    kept = [(name, clean(value)) for name, value in snapshot.headers if name.lower() not in OF_TRANSFER]
    headers = [*kept, ("Content-Length", str(snapshot.body.size))]
    status = snapshot.status or 0
    phrase = http.HTTPStatus(status).phrase if status in set(http.HTTPStatus) else ""
    return writer.create_warc_record(
        clean(snapshot.final_url or snapshot.url),
        "response",
        payload=BytesIO(snapshot.body.unpack()),
        http_headers=StatusAndHeaders(f"{status} {phrase}".strip(), headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": write_date(snapshot.fetched_at)},
    )


def build_failure(writer: WARCWriter, snapshot: Snapshot):
    said = {"status": snapshot.status, "found": snapshot.look, "detail": snapshot.detail}
    return writer.create_warc_record(
        clean(snapshot.url),
        "metadata",
        payload=BytesIO(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")),
        warc_content_type="application/json",
        warc_headers_dict={"WARC-Date": write_date(snapshot.fetched_at)},
    )


def build_text(writer: WARCWriter, article: Article, version: ArticleVersion):
    return writer.create_warc_record(
        clean(article.url or f"urn:article:{article.pk}"),
        "conversion",
        payload=BytesIO(version.text.encode("utf-8", "replace")),
        warc_content_type="text/plain; charset=utf-8",
        warc_headers_dict={"WARC-Date": write_date(version.seen_at), "X-Article-Version": str(version.number)},
    )


def clean(value: str) -> str:
    """A header is one line of ASCII; what is not stands escaped."""
    line = " ".join(value.split())
    return line.encode("ascii", "backslashreplace").decode()


def write_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
