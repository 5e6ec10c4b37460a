"""Addresses of rows, for pages that write many."""

from __future__ import annotations

from functools import cache

from django.urls import reverse


def write_address(name: str, row_id: int) -> str:
    return find_pattern(name).replace("/0/", f"/{row_id}/", 1)


@cache
def find_pattern(name: str) -> str:
    """The address of row 0: working one out for each row takes longer than all else about it."""
    return reverse(name, args=[0])
