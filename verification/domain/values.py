"""When two numbers can both be true, and when they can not.

Method: a number is read as the interval that its wording allows: a bound ("at least") is open to one side,
"about" widens by a tenth, and a plain number stands for everything that a writer would have rounded to it
(half a unit of its second significant digit, so "10,000" allows 10,412 but not 10,600). Two numbers agree
when their intervals meet. Units of one measure are converted, and the result is taken for approximate.

Numbers are compared only when they count the same thing: equal units, and heads that are equal, listed as
one kind, or unknown on one side (which asks more of the surrounding words).

Limits: no conversion between currencies; the kinds are a short English list. Reference: the
interval view of approximate numbers follows Krifka, "Approximate interpretation of number words" (2007).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from decimal import Decimal
from enum import IntEnum

from claims.domain.types import Quantity
from verification.domain.wording import stem_word

# "about 10,000" covers 9,000 to 11,000: wider swallows real differences (10,000 / 12,000), narrower splits
# 9,200.
APPROXIMATION_SHARE = Decimal("0.1")
# The measure of a unit, and what it is in the measure's base unit.
_SCALE = {
    "g": ("mass", Decimal("0.001")),
    "kg": ("mass", Decimal(1)),
    "t": ("mass", Decimal(1000)),
    "lb": ("mass", Decimal("0.4536")),
    "cm": ("length", Decimal("0.01")),
    "m": ("length", Decimal(1)),
    "km": ("length", Decimal(1000)),
    "ft": ("length", Decimal("0.3048")),
    "mi": ("length", Decimal("1609.3")),
    "km/h": ("speed", Decimal(1)),
    "mph": ("speed", Decimal("1.6093")),
    "ha": ("area", Decimal(1)),
    "acre": ("area", Decimal("0.4047")),
    "km2": ("area", Decimal(100)),
    "mi2": ("area", Decimal(259)),
    "second": ("time", Decimal(1)),
    "minute": ("time", Decimal(60)),
    "hour": ("time", Decimal(3600)),
    "day": ("time", Decimal(86_400)),
    "week": ("time", Decimal(604_800)),
    "month": ("time", Decimal(2_629_800)),
    "year": ("time", Decimal(31_557_600)),
}

_KINDS = (
    "soldier troop serviceman servicemen servicewoman guardsman guardsmen",
    "dead death killed fatality victim body casualty",
    "injured injury wounded hurt",
    "people person individual",
    "migrant immigrant refugee",
    "child kid minor",
    "officer policeman policemen police",
    "job position post",
    "plane aircraft jet airplane",
    "tariff duty levy",
    "worker employee staff",
    "visitor guest attendee",
    "house home",
    "company firm business",
    "student pupil",
    "shop store branch",
    "protester demonstrator marcher",
    "inmate prisoner",
    "voter vote ballot",
    "fan spectator supporter",
    "crew sailor seaman seamen",
    "tree sapling",
    "patient case infection",
    "arrest detention",
    "resident inhabitant villager",
    "tonne ton",
)
_KIND_OF = {stem_word(word): number for number, words in enumerate(_KINDS) for word in words.split()}
# Heads that say too little to tell things apart: the 300 "members" of a brigade may be its 300 soldiers.
_VAGUE_HEADS = ("member", "personnel", "people", "person", "individual", "others", "total")
_VAGUE = frozenset(stem_word(word) for word in _VAGUE_HEADS)


# A value as it is compared: equal wherever it stands.
Value = tuple[Hashable, ...]


class Likeness(IntEnum):
    """How surely two numbers count the same thing."""

    NONE = 0
    POSSIBLE = 1  # one side does not say what it counts
    SAME = 2


def compare_counted(a: Quantity, b: Quantity) -> Likeness:
    """Whether two quantities count the same thing; symmetric."""
    if not _are_of_one_unit(a.unit, b.unit):
        return Likeness.NONE
    head_a, head_b = _name_head(a), _name_head(b)
    if head_a == head_b:
        return Likeness.SAME if head_a or a.unit else Likeness.POSSIBLE
    if not head_a or not head_b:
        return Likeness.POSSIBLE
    kind = _KIND_OF.get(head_a)
    if kind is not None and kind == _KIND_OF.get(head_b):
        return Likeness.SAME
    return Likeness.POSSIBLE if head_a in _VAGUE or head_b in _VAGUE else Likeness.NONE


def _are_of_one_unit(a: str, b: str) -> bool:
    """Whether values of both units can be compared: one unit, two of one measure, or pounds of either kind."""
    return a == b or (a in _SCALE and b in _SCALE and _SCALE[a][0] == _SCALE[b][0]) or {a, b} == {"lb", "GBP"}


def _name_head(quantity: Quantity) -> str:
    words = quantity.counted.split()
    return stem_word(words[-1]) if words else ""


def agree_quantities(a: Quantity, b: Quantity) -> bool:
    """Whether both quantities can be true of the same thing; symmetric."""
    if a.unit != b.unit and a.unit in _SCALE and b.unit in _SCALE:
        # Nobody converts without rounding.
        a, b = (replace(_convert(quantity), approximate=True) for quantity in (a, b))
    low_a, high_a = _widen_quantity(a)
    low_b, high_b = _widen_quantity(b)
    if not _meet(low_a, high_a, low_b, high_b):
        return _round_alike(a, b)
    return True


def _convert(quantity: Quantity) -> Quantity:
    factor = _SCALE[quantity.unit][1]
    return replace(quantity, low=quantity.low * factor, high=quantity.high * factor)


def _meet(low_a: Decimal | None, high_a: Decimal | None, low_b: Decimal | None, high_b: Decimal | None) -> bool:
    a_reaches_b = high_a is None or low_b is None or high_a >= low_b
    b_reaches_a = high_b is None or low_a is None or high_b >= low_a
    return a_reaches_b and b_reaches_a


def _widen_quantity(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The closed interval that the wording allows; None is an open end."""
    if quantity.bound == "at_least":
        return quantity.low, None
    if quantity.bound == "at_most":
        return None, quantity.high
    if not quantity.approximate:
        return quantity.low, quantity.high
    return (
        quantity.low - abs(quantity.low) * APPROXIMATION_SHARE,
        quantity.high + abs(quantity.high) * APPROXIMATION_SHARE,
    )


def _round_alike(a: Quantity, b: Quantity) -> bool:
    """Whether one plain number is the other, rounded."""
    gap = max(a.low - b.high, b.low - a.high)
    return gap < max(_find_rounding(a.low), _find_rounding(a.high), _find_rounding(b.low), _find_rounding(b.high))


def _find_rounding(value: Decimal) -> Decimal:
    """Half of the unit that the number seems rounded to, never coarser than its second significant digit."""
    if not value or not value.is_finite():
        return Decimal(0)
    stated = value.normalize().as_tuple().exponent
    assert isinstance(stated, int)  # only infinities and NaN have a letter here
    return Decimal(1).scaleb(min(stated, value.adjusted() - 1)) / 2


def key_quantity(q: Quantity) -> Value:
    """What makes two quantities equal wherever they stand."""
    return q.low, q.high, q.unit, q.counted, q.approximate, q.bound
