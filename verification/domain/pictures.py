"""The geometry of the dashboard's pictures: where a bar or a point stands, in the units of a small drawing.

Idea: two kinds of pictures tell how a desk is doing, a line over days and stacked bars over days, and both are a few
numbers that a template can write as SVG; so no script draws them, and they look the same in print. Method: the scale
ends at a round number at or above the largest value; days are spread evenly. Limits: made for some 30 days; with one
day there is a point and no line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 160  # of the drawing; the page scales it
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 10, 22  # room for the scale and the days
GAP = 0.25  # of a day's width, left free between two bars
STEPS = (1, 2, 4, 6)  # times a power of ten; half of each is whole from 2 on


@dataclass(frozen=True, slots=True)
class Tick:
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bar:
    """`series` names what it counts; stacked from the ground up."""

    series: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A line has `points`, as SVG writes them, and `last`; bars have `bars`."""

    ticks: tuple[Tick, ...]
    days: tuple[Tick, ...]
    bars: tuple[Bar, ...] = ()
    points: str = ""
    last: Tick | None = None


def choose_top(largest: int) -> int:
    """The end of the scale: 1, 2, 4 or 6 times a power of ten, and at least 2, so that its half is whole."""
    power = 1
    while True:
        for step in STEPS:
            if step * power >= max(largest, 2):
                return step * power
        power *= 10


def draw_line(labels: Sequence[str], values: Sequence[int]) -> Picture:
    """One value >= 0 a label. Raises ValueError when the two differ in length."""
    top = choose_top(max(values, default=0))
    spots = [(round(place_day(at, len(labels)), 1), place_value(value, top)) for at, value in _pair(labels, values)]
    last = Tick(str(values[-1]), *spots[-1]) if spots else None
    return Picture(draw_scale(top), draw_days(labels), points=" ".join(f"{x},{y}" for x, y in spots), last=last)


def draw_bars(labels: Sequence[str], series: Mapping[str, Sequence[int]]) -> Picture:
    """Stacked in the order of `series`. Raises ValueError when a series and the labels differ in length."""
    totals = [sum(parts) for parts in zip(*series.values(), strict=True)] if series else []
    top = choose_top(max(totals, default=0))
    ground = [0] * len(labels)
    width = (WIDTH - LEFT - RIGHT) / max(len(labels), 1) * (1 - GAP)
    bars: list[Bar] = []
    for name, values in series.items():
        for at, value in _pair(labels, values):
            if value:
                high, low = place_value(ground[at] + value, top), place_value(ground[at], top)
                x = round(place_day(at, len(labels)) - width / 2, 1)
                bars.append(Bar(name, x, high, round(width, 1), round(low - high, 1)))
                ground[at] += value
    return Picture(draw_scale(top), draw_days(labels), bars=tuple(bars))


def draw_scale(top: int) -> tuple[Tick, ...]:
    return tuple(Tick(f"{value:g}", LEFT, place_value(value, top)) for value in (0, top / 2, top))


def draw_days(labels: Sequence[str]) -> tuple[Tick, ...]:
    """The first, the middle and the last day are named; more would not fit a phone."""
    named = sorted({0, len(labels) // 2, len(labels) - 1}) if labels else []
    return tuple(Tick(labels[at], round(place_day(at, len(labels)), 1), HEIGHT - 6) for at in named)


def place_day(at: int, days: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (at + 0.5) / days


def place_value(value: float, top: int) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)


def _pair(labels: Sequence[str], values: Sequence[int]) -> list[tuple[int, int]]:
    if len(labels) != len(values):
        raise ValueError("a picture needs one value for each label")
    return list(enumerate(values))
