"""Articles a day as a small picture: bars for an inline SVG, with a sentence for who does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import ngettext

BAR = 5  # width of a bar and its gap, in units of the picture
HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class DailyBars:
    bars: list[Bar]
    width: int
    height: int
    total: int
    sentence: str


def draw_days(days: Sequence[tuple[date, int]]) -> DailyBars:
    """One bar a day; the tallest fills the picture, and a day without articles keeps a hair of its bar."""
    most = max((count for _, count in days), default=0)
    total = sum(count for _, count in days)
    bars = []
    for number, (day, count) in enumerate(days):
        height = round(max(1.0, HEIGHT * count / most), 1) if most else 1.0
        bars.append(Bar(number * BAR, round(HEIGHT - height, 1), height, f"{date_format(day, 'j M')}: {count}"))
    told = ngettext(
        "{total} article in {days} days, at most {most} a day",
        "{total} articles in {days} days, at most {most} a day",
        total,
    )
    sentence = told.format(total=intcomma(total), days=len(days), most=intcomma(most))
    return DailyBars(bars, len(days) * BAR, HEIGHT, total, sentence)
