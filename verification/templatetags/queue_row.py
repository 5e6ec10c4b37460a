"""`{% queue_row row %}`: a row of the queue as it stands in the list, its preview closed.

A row says all that it says in its own words, so the same row is the same markup, whoever reads it: the rows at the top of
the queue, which everybody opens, are drawn once and kept.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from verification.views.queue_rows import QueueRow

register = template.Library()

KEPT = 2_000  # rows, about 3 KiB each


@register.simple_tag
def queue_row(row: QueueRow) -> SafeString:
    return draw_row(row, get_language())


@lru_cache(maxsize=KEPT)
def draw_row(row: QueueRow, language: str | None) -> SafeString:
    """`language` is part of what is kept: the buttons of a row speak it."""
    return render_to_string("queue/_row.html", {"row": row})
