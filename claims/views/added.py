"""What became of the items that were just added, and how far each has come."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.models import Article
from claims.services.intake import ItemResult, Status
from claims.views.access import requires
from claims.views.progress import Progress, describe_progress
from claims.views.requests import HtmxRequest

SESSION_KEY = "added"
BATCHES = 5  # remembered a person; enough for a few browser tabs
LISTED = 200  # items of one batch that are listed one by one; the rest is counted


@dataclass(frozen=True, slots=True)
class AddedItem:
    label: str
    status: str
    message: str
    article: Article | None
    progress: Progress | None


def remember_results(request: HttpRequest, results: Iterable[ItemResult]) -> str:
    """Keep a batch in the session and return the address that shows it. Rejected items are listed first."""
    collected = [
        {
            "label": result.label[:200],
            "status": result.status,
            "message": result.message,
            "article": result.article.pk if result.article else None,
        }
        for result in results
    ]
    counts = Counter(item["status"] for item in collected)
    collected.sort(key=lambda item: item["status"] != Status.REJECTED)
    batch = secrets.token_urlsafe(9)
    batches = list(request.session.get(SESSION_KEY, []))[-(BATCHES - 1) :]
    batches.append({"batch": batch, "items": collected[:LISTED], "counts": dict(counts), "total": len(collected)})
    request.session[SESSION_KEY] = batches
    return reverse("claims:added") + f"?batch={batch}"


@requires(Action.ADD_ARTICLES)
@require_GET
def show_added(request: HtmxRequest) -> HttpResponse:
    """The batch named in the address; the list alone when htmx asks for it."""
    found = [batch for batch in request.session.get(SESSION_KEY, []) if batch["batch"] == request.GET.get("batch")]
    if not found:
        return redirect("claims:articles")
    items = build_items(found[0]["items"])
    stopped = sum(1 for item in items if item.progress and item.progress.tone == "stopped")
    context = {
        "batch": found[0],
        "accepted": found[0]["counts"].get(Status.ACCEPTED, 0),
        "duplicates": found[0]["counts"].get(Status.DUPLICATE, 0),
        "rejected": found[0]["counts"].get(Status.REJECTED, 0),
        "unlisted": found[0]["total"] - len(items),
        "items": items,
        "stopped": stopped,
        "working": sum(1 for item in items if item.progress and not item.progress.settled),
        "settled": sum(1 for item in items if item.progress and item.progress.settled),
    }
    return render(request, "articles/_added.html" if request.htmx else "articles/added.html", context)


def build_items(items: list[dict]) -> list[AddedItem]:
    articles = Article.objects.select_related("source").in_bulk([item["article"] for item in items if item["article"]])
    return [build_item(item, articles.get(item["article"])) for item in items]


def build_item(item: dict, article: Article | None) -> AddedItem:
    progress = describe_progress(article) if article else None
    return AddedItem(item["label"], item["status"], item["message"], article, progress)
