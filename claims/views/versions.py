"""An article's versions: what changed from one to the next, what each check found, and the evidence to take away."""

from __future__ import annotations

from dataclasses import dataclass
from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from claims.domain.access import Action
from claims.domain.anchoring import Fate
from claims.domain.text_diff import Block, compare_texts
from claims.models import Article, ArticleStanding, ArticleVersion, Mention, Reanchoring, Snapshot
from claims.services.ask_for_look import ask_for_look
from claims.services.export_warc import export_warc
from claims.views.access import requires

MOST_CHECKS = 50  # the newest; the export holds all
MOST_VERSIONS = 200


@dataclass(frozen=True, slots=True)
class Edited:
    """A statement that reads differently in this version, or is absent from it."""

    before: str
    after: str
    claim_id: int | None


@requires(Action.READ)
@require_GET
def show_versions(request: HttpRequest, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.select_related("source"), pk=article_id)
    versions = list(article.versions.order_by("-number").defer("text", "sketch")[:MOST_VERSIONS])
    chosen = choose_version(versions, request.GET.get("version", ""))
    context = {
        "article": article,
        "versions": versions,
        "chosen": chosen,
        "blocks": compare_with_earlier(chosen) if chosen else [],
        "edited": list_edited(chosen) if chosen else [],
        "standing": ArticleStanding.objects.filter(article=article).first(),
        "checks": article.snapshots.told()[:MOST_CHECKS],
        "watched": Article.objects.recheckable().filter(pk=article_id).exists(),
        "check_count": article.snapshots.count(),
    }
    return render(request, "articles/versions.html", context)


def choose_version(versions: list[ArticleVersion], number: str) -> ArticleVersion | None:
    """The one asked for, else the newest."""
    wanted = next((version for version in versions if str(version.number) == number), None)
    return wanted or (versions[0] if versions else None)


def compare_with_earlier(version: ArticleVersion) -> list[Block]:
    texts = dict(
        ArticleVersion.objects.filter(article=version.article_id, number__lte=version.number)
        .order_by("-number")
        .values_list("number", "text")[:2]
    )
    newer, *older = texts.values()
    return compare_texts(older[0], newer) if older else []


def list_edited(version: ArticleVersion) -> list[Edited]:
    rows = Reanchoring.objects.filter(version=version, fate__in=[Fate.EDITED, Fate.ABSENT]).order_by("mention__start")
    told = list(rows.select_related("mention", "record"))
    later = find_later_quotes(version, [row.mention_id for row in told])
    return [
        Edited(
            row.record.quote if row.record else row.mention.quote,
            "" if row.fate == Fate.ABSENT else later.get(row.mention_id, row.mention.quote),
            row.claim_id,
        )
        for row in told
    ]


def find_later_quotes(version: ArticleVersion, mention_ids: list[int]) -> dict[int, str]:
    """What was kept of these mentions in this very version, where a later one has edited them again."""
    records = Mention.objects.filter(article_version=version, recorded_by__mention__in=mention_ids)
    return dict(records.values_list("recorded_by__mention", "quote"))


@requires(Action.ADD_ARTICLES)
@require_POST
def check_now(request: HttpRequest, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=article_id)
    if ask_for_look(article.pk):
        messages.success(request, _("The page will be looked at again within ten minutes."))
    else:
        messages.info(request, _("The text was given and not read from a page, so there is nothing to look at again."))
    return redirect("claims:versions", article_id=article_id)


@requires(Action.READ)
@require_GET
def show_snapshot(request: HttpRequest, snapshot_id: int) -> HttpResponse:
    """The page's source as plain text. Nothing that came from outside is ever rendered."""
    snapshot = get_object_or_404(Snapshot.objects.select_related("body"), pk=snapshot_id, body__isnull=False)
    assert snapshot.body is not None
    text = snapshot.body.unpack().decode("utf-8", "replace")
    return guard(HttpResponse(text, content_type="text/plain; charset=utf-8"))


@requires(Action.READ)
@require_GET
def download_snapshot(request: HttpRequest, snapshot_id: int) -> HttpResponse:
    snapshot = get_object_or_404(Snapshot.objects.select_related("body"), pk=snapshot_id, body__isnull=False)
    assert snapshot.body is not None
    answer = HttpResponse(snapshot.body.unpack(), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="snapshot-{snapshot.pk}.bin"'
    return guard(answer)


def guard(answer: HttpResponse) -> HttpResponse:
    """Whatever a browser believes it is, it runs nothing and guesses nothing."""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@requires(Action.READ)
@require_GET
def download_evidence(request: HttpRequest, article_id: int) -> FileResponse:
    article = get_object_or_404(Article, pk=article_id)
    file = TemporaryFile()  # noqa: SIM115 -- the response closes it
    export_warc(article, file)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"article-{article.pk}.warc.gz", content_type="application/warc"
    )
