"""Statements for tests, with the few fields that a test is about and plain values for the others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from claims.domain.types import AUTHOR, Claimant, ClaimantKind, DatedSpan, Quantity
from verification.domain.independence import fold_origins
from verification.domain.types import Statement

MONDAY = datetime(2026, 3, 2, 9)
TUESDAY = MONDAY + timedelta(days=1)


def make_statement(id: int, quote: str = "The river flooded the old town", **fields: Any) -> Statement:
    """A statement of its own article and outlet, in the author's own voice, unless told otherwise."""
    values: dict[str, Any] = {
        "article": id,
        "text": quote,
        "source": f"Outlet {id}",
        "owner": "",
        "published_at": MONDAY,
        "claimant": AUTHOR,
        "hedges": (),
        "negated": False,
        "quantities": (),
        "dates": (),
    }
    return Statement(id=id, quote=quote, **(values | fields))


def make_quantity(quote: str, written: str, low: str, counted: str = "", **fields: Any) -> Quantity:
    """The number `written` in `quote`; a point value unless `high` is given."""
    start = quote.index(written)
    values: dict[str, Any] = {"high": low, "unit": "", "approximate": False, "bound": ""} | fields
    values["high"] = Decimal(values["high"])
    return Quantity(start=start, end=start + len(written), low=Decimal(low), counted=counted, **values)


def make_date(quote: str, written: str, first: date, last: date | None = None, **fields: Any) -> DatedSpan:
    """The date `written` in `quote`, a single day unless `last` is given."""
    start = quote.index(written)
    values: dict[str, Any] = {"precision": "month" if last else "day", "relative": False} | fields
    return DatedSpan(start=start, end=start + len(written), earliest=first, latest=last or first, **values)


def count_soldiers(id: int, written: str, value: str, **fields: Any) -> Statement:
    """ "The ministry will send <written> soldiers to the northern valley"."""
    quote = fields.pop("quote", "The ministry will send {} soldiers to the northern valley").format(written)
    about = {name: fields.pop(name) for name in ("approximate", "bound", "high", "unit") if name in fields}
    counted = fields.pop("counted", "soldiers")
    return make_statement(id, quote, quantities=(make_quantity(quote, written, value, counted, **about),), **fields)


def cite(name: str, kind: ClaimantKind = ClaimantKind.OUTLET, via: str | None = None) -> Claimant:
    """Somebody else who asserts the statement."""
    return Claimant(name=name, kind=kind, via=via)


def list_origin_keys(*statements: Statement) -> list[str]:
    """The key of each statement's origin."""
    return [origin.key for origin in fold_origins(statements).values()]
