"""What was just recorded, said where it was done: the next page opens there, with that sentence in focus.

At the head of a long page it would be out of sight of whoever acted further down. So a message carries its place, the
page shows it there, and at its head where it has no such place. The address names the sentence, and a browser goes to
what an address names and gives it the focus, with scripts and without; what has the focus is read out.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

SAID = "#said"  # the sentence, wherever the page shows it
HEAD = "head"
CONFLICTS, UPDATES, ORIGINS, COMMENTS, HISTORY = "conflicts", "updates", "origins", "comments", "history"


@dataclass(frozen=True, slots=True)
class Said:
    """`place` is a part of the page, or a quote; base.html leaves the message of that place out of the page's head."""

    place: str
    sentences: list[Any]

    @property
    def mention(self) -> int | None:
        """The quote that it is said at."""
        return int(self.place[1:]) if self.place[1:].isdigit() else None


def at_quote(mention_id: int) -> str:
    """The place of a quote."""
    return f"m{mention_id}"


def say(request: HttpRequest, place: str, sentence: Any, address: str) -> HttpResponse:
    """Leads to the page at `address`, where the sentence stands at `place`."""
    messages.success(request, sentence, extra_tags=place)
    return redirect(address + SAID)


def find_said_mention(request: HttpRequest) -> int:
    """The quote that something is to be said at, so that the page shows it; 0 for none."""
    found = [Said(one.extra_tags, []).mention for one in messages.get_messages(request) if one.extra_tags]
    return next((mention for mention in reversed(found) if mention), 0)


def place_said(request: HttpRequest, places: Container[str]) -> Said | None:
    """All that is to be said at one of the places that the page has; at the last, if there are several."""
    placed = [one for one in messages.get_messages(request) if one.extra_tags in places]
    if not placed:
        return None
    place = placed[-1].extra_tags
    return Said(place, [one.message for one in placed if one.extra_tags == place])
