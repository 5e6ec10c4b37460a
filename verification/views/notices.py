"""What a person was told, and how they want to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.domain.access import Action
from claims.domain.row_ids import read_id
from claims.services.tell import tell
from claims.views.access import requires
from verification.desk_forms import NoticeChoicesForm
from verification.domain.notices import KIND_WORDS, Choice, NoticeKind
from verification.models import Notice, NoticeChoice

PAGE = 50


@dataclass(frozen=True, slots=True)
class NoticeRow:
    sentence: str
    said: str
    address: str
    made_at: datetime
    unread: bool


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    kind: str
    words: str
    in_app: bool
    by_mail: bool


@requires(Action.READ)
@require_GET
def show_notices(request: HttpRequest) -> HttpResponse:
    notices = Notice.objects.shown_to(request.user.pk)
    after = read_id(request.GET.get("after", ""))
    if after:
        notices = notices.filter(pk__lt=after)
    found = list(notices[: PAGE + 1])
    context = {
        "rows": [build_row(notice) for notice in found[:PAGE]],
        "newest": found[0].pk if found else 0,
        "any_unread": any(notice.read_at is None for notice in found),
        "first_page": "?" if after else "",
        "next_page": f"?after={found[PAGE - 1].pk}" if len(found) > PAGE else "",
    }
    return render(request, "people/notices.html", context)


def build_row(notice: Notice) -> NoticeRow:
    kind = NoticeKind(notice.kind)
    return NoticeRow(
        sentence=tell(notice.sentence),
        said=notice.detail if kind is NoticeKind.ADDRESSED else "",
        address=notice.claim.get_absolute_url() + ("#comments" if kind is NoticeKind.ADDRESSED else ""),
        made_at=notice.made_at,
        unread=notice.read_at is None,
    )


@requires(Action.READ)
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Those that the page showed, and older ones; what came since stays unread."""
    newest = read_id(request.POST.get("newest", "")) or 0
    Notice.objects.unread().filter(person=request.user.pk, pk__lte=newest).update(read_at=timezone.now())
    return redirect("verification:notices")


@requires(Action.READ)
@require_http_methods(["GET", "POST"])
def choose_notices(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        form = NoticeChoicesForm(request.POST)
        if form.is_valid():
            save_choices(request, form.read_choices())
            messages.success(request, _("Saved. It holds for what happens from now on."))
            return redirect("verification:choose_notices")
    rows = NoticeChoice.objects.filter(person=request.user.pk)
    chosen = {row.kind: Choice(row.in_app, row.by_mail) for row in rows}
    lines = [build_line(kind, chosen.get(kind, Choice())) for kind in NoticeKind]
    return render(request, "people/notice_choices.html", {"lines": lines})


def build_line(kind: NoticeKind, choice: Choice) -> ChoiceLine:
    return ChoiceLine(kind.value, tell(KIND_WORDS[kind]), choice.in_app, choice.by_mail)


@transaction.atomic
def save_choices(request: HttpRequest, choices: dict[NoticeKind, Choice]) -> None:
    for kind, choice in choices.items():
        given = {"in_app": choice.in_app, "by_mail": choice.by_mail}
        NoticeChoice.objects.update_or_create(person_id=request.user.pk, kind=kind, defaults=given)
