"""How the desk is doing: what waits, what is signed, how people agree. Every figure is a bounded query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from claims.domain.access import Action
from claims.services.check_right import may
from claims.views.access import requires
from verification.domain.agreement import (
    Agreement,
    DoubleReview,
    measure_all,
    measure_by_pair,
    measure_by_verdict,
)
from verification.domain.pictures import Picture, draw_bars, draw_line
from verification.models import REVIEW_VERDICTS, ClaimStanding
from verification.services.measure_desk import (
    AGREEMENT_DAYS,
    DAYS,
    count_decisions,
    count_intake,
    count_troubles,
    list_days,
    list_double_reviews,
)
from verification.services.read_round import needs_second_review

MOST_PAIRS = 30
FEW = 30  # claims below which kappa says little


@dataclass(frozen=True, slots=True)
class Figure:
    label: str
    value: int
    address: str


@dataclass(frozen=True, slots=True)
class PictureTable:
    """A picture and, for everybody who does not see it, its figures; `said` sums it up in a sentence."""

    id: str
    title: str
    said: str
    picture: Picture
    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class AgreementLine:
    label: str
    claims: int
    raw: str
    kappa: str
    few: bool


@requires(Action.READ)
@require_GET
def show_dashboard(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    counts = ClaimStanding.objects.count_desk(request.user.pk, adjudicates=may(request.user, Action.ADJUDICATE))
    backlog = ClaimStanding.objects.count_backlog()
    reviews = list_double_reviews(now)
    context = {
        "figures": build_figures(backlog, counts),
        "backlog": build_backlog(now.date(), backlog, list_days(now)),
        "throughput": build_throughput(count_decisions(now)),
        "intake": build_intake(count_intake(now)),
        "troubles": build_troubles(*count_troubles()),
        "overall": build_line(_("all claims"), measure_all(reviews)) if reviews else None,
        "by_verdict": build_by_verdict(reviews),
        "by_pair": build_by_pair(reviews) if may(request.user, Action.SEE_AGREEMENT) else [],
        "two": needs_second_review(),
        "few": FEW,
        "agreement_days": AGREEMENT_DAYS,
        "days": DAYS,
    }
    return render(request, "dashboard/page.html", context)


def build_figures(backlog: dict[str, int], counts: dict[str, int]) -> list[Figure]:
    return [
        Figure(_("await review"), backlog["awaiting"], "/"),
        Figure(_("stale"), backlog["stale"], "/?show=stale"),
        Figure(_("wait for a second look"), backlog["second_look"], "/?show=second"),
        Figure(_("have a verdict"), counts["decided"], "/?show=decided"),
    ]


def build_backlog(today: date, backlog: dict[str, int], days: list[Any]) -> PictureTable:
    """What was counted each day, and today as it is now."""
    counted = [(day.day, day.awaiting, day.stale) for day in days if day.day != today]
    counted.append((today, backlog["awaiting"], backlog["stale"]))
    labels = [write_day(day) for day, _, _ in counted]
    said = _("Today: {now}.") if len(counted) < 2 else _("Today: {now}; on {day}: {then}.")
    said = said.format(now=intcomma(counted[-1][1]), day=labels[0], then=intcomma(counted[0][1]))
    picture = draw_line(labels, [awaiting for _, awaiting, _ in counted])
    rows = [[label, intcomma(row[1]), intcomma(row[2])] for label, row in zip(labels, counted, strict=True)][::-1]
    return PictureTable(
        "backlog", _("Claims that await review"), said, picture, [_("Day"), _("Awaiting"), _("Stale")], rows
    )


def build_throughput(days: dict[date, dict[str, int]]) -> PictureTable:
    labels = [write_day(day) for day in days]
    series = {verdict: [day.get(verdict, 0) for day in days.values()] for verdict, _ in REVIEW_VERDICTS}
    totals = {label: sum(series[verdict]) for verdict, label in REVIEW_VERDICTS}
    words = ", ".join(f"{intcomma(total)} {label}" for label, total in totals.items())
    said = _("In {days} days: {total}, of these {words}.").format(
        days=DAYS, total=intcomma(sum(totals.values())), words=words
    )
    rows = [
        [label, *(intcomma(series[verdict][at]) for verdict, _ in REVIEW_VERDICTS)]
        for at, label in enumerate(labels)
        if any(series[verdict][at] for verdict in series)
    ][::-1]
    columns = [_("Day"), *(str(label) for _, label in REVIEW_VERDICTS)]
    return PictureTable("throughput", _("Verdicts signed"), said, draw_bars(labels, series), columns, rows)


def build_intake(days: dict[date, int]) -> PictureTable:
    labels = [write_day(day) for day in days]
    said = _("In {days} days: {total}, today {today}.").format(
        days=DAYS, total=intcomma(sum(days.values())), today=intcomma(list(days.values())[-1])
    )
    rows = [[label, intcomma(came)] for label, came in zip(labels, days.values(), strict=True) if came][::-1]
    picture = draw_bars(labels, {"received": list(days.values())})
    return PictureTable("intake", _("Articles that came in"), said, picture, [_("Day"), _("Articles")], rows)


def build_troubles(stopped: int, failing: int) -> list[Figure]:
    return [
        Figure(
            ngettext("article waits for somebody", "articles wait for somebody", stopped), stopped, "/runs/#quarantine"
        ),
        Figure(ngettext("feed fails", "feeds fail", failing), failing, "/sources/"),
    ]


def build_by_verdict(reviews: list[DoubleReview]) -> list[AgreementLine]:
    words = dict(REVIEW_VERDICTS)
    return [build_line(str(words[verdict]), one) for verdict, one in measure_by_verdict(reviews, words).items()]


def build_by_pair(reviews: list[DoubleReview]) -> list[AgreementLine]:
    pairs = list(measure_by_pair(reviews).items())[:MOST_PAIRS]
    people = get_user_model().objects.in_bulk({person for pair, _ in pairs for person in pair})
    return [
        build_line(_("{first} and {last}").format(first=people[low], last=people[high]), measured)
        for (low, high), measured in pairs
    ]


def build_line(label: str, measured: Agreement) -> AgreementLine:
    raw = _("none") if measured.raw is None else f"{measured.raw:.0%}"
    kappa = _("undefined") if measured.kappa is None else number_format(measured.kappa, 2)
    return AgreementLine(label, measured.claims, raw, kappa, few=measured.claims < FEW)


def write_day(day: date) -> str:
    return date_format(day, "j M")
