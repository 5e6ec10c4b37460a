"""Quantities and dates as JSON columns, and back. Decimals travel as strings: 0.1 must stay 0.1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from claims.domain.types import Claimant, ClaimantKind, DatedSpan, Quantity
from claims.models import Mention


def dump_quantities(quantities: Iterable[Quantity]) -> list[dict[str, Any]]:
    return [{**asdict(one), "low": str(one.low), "high": str(one.high)} for one in quantities]


def load_quantities(rows: Iterable[dict[str, Any]]) -> tuple[Quantity, ...]:
    return tuple(Quantity(**{**row, "low": Decimal(row["low"]), "high": Decimal(row["high"])}) for row in rows)


def dump_dates(dates: Iterable[DatedSpan]) -> list[dict[str, Any]]:
    return [{**asdict(one), "earliest": one.earliest.isoformat(), "latest": one.latest.isoformat()} for one in dates]


def load_dates(rows: Iterable[dict[str, Any]]) -> tuple[DatedSpan, ...]:
    return tuple(
        DatedSpan(
            **{
                **row,
                "earliest": date.fromisoformat(row["earliest"]),
                "latest": date.fromisoformat(row["latest"]),
            }
        )
        for row in rows
    )


def load_claimant(mention: Mention) -> Claimant:
    return Claimant(
        name=mention.claimant_name,
        kind=ClaimantKind(mention.claimant_kind),
        direct=mention.claimant_direct,
        via=mention.claimant_via or None,
    )
