"""Whether an article can still be had where it was, told from one check after the other.

Idea: an answer says more or less for sure. "410 Gone" is the outlet's own word and holds at once. "404 Not Found" and a
page with something else in place of the article happen by mistake and for an hour; they hold when a second check, hours
later, finds the same. No answer, a refusal or a server in trouble say nothing about the article. Whatever was said, the
article is available again as soon as it is read again.

Limits: an article that moved without a redirect counts as missing. Nobody is told "deleted": what is known is that it
was absent on that day. Reference: RFC 9110, sections 15.5.5 and 15.5.11.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from claims.domain.phrases import Phrase, mark_phrase, phrase

# Publishing systems break for an hour and are mended by the next shift; half a day catches nearly all of that.
CONFIRM_AFTER = timedelta(hours=6)


class Look(StrEnum):
    """What one check found."""

    READ = "read"
    NOT_FOUND = "not found"  # 404
    GONE = "gone"  # 410
    REFUSED = "refused"  # 401, 402, 403, 451, or against our own policy
    OBSCURED = "obscured"  # a page, but without the article's text
    REPLACED = "replaced"  # an article that shares next to nothing with the one known
    UNREACHABLE = "unreachable"  # no answer, or a server in trouble


class Availability(StrEnum):
    AVAILABLE = "available"
    MISSING = "missing"
    GONE = "gone"
    OBSCURED = "obscured"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


WITHDRAWN = (Availability.MISSING, Availability.GONE)
"""What such an article says no longer counts, neither for a claim nor against one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is held of an article: since when, and what was found for the first time and waits to be confirmed."""

    availability: Availability = Availability.AVAILABLE
    since: datetime | None = None
    suspected: Look | None = None
    suspected_at: datetime | None = None


_HELD = {
    Look.NOT_FOUND: Availability.MISSING,
    Look.GONE: Availability.GONE,
    Look.OBSCURED: Availability.OBSCURED,
    Look.REFUSED: Availability.REFUSED,
    Look.UNREACHABLE: Availability.UNREACHABLE,
    Look.READ: Availability.AVAILABLE,
    Look.REPLACED: Availability.AVAILABLE,
}
_NEEDS_CONFIRMING = (Look.NOT_FOUND, Look.OBSCURED, Look.REPLACED)
_SAYS_NOTHING = (Look.REFUSED, Look.UNREACHABLE)


def is_confirmed(known: Known, look: Look, at: datetime) -> bool:
    """The same was found before, long enough ago."""
    return known.suspected is look and known.suspected_at is not None and at - known.suspected_at >= CONFIRM_AFTER


def fold_look(known: Known, look: Look, at: datetime) -> Known:
    """What is held after this check."""
    held = _HELD[look]
    if look in _SAYS_NOTHING:
        # A withdrawn article does not come back because its site is down.
        return known if known.availability in WITHDRAWN else _hold(known, held, at, keep_suspicion=True)
    news = look is Look.REPLACED or known.availability is not held
    if look in _NEEDS_CONFIRMING and news and not is_confirmed(known, look, at):
        return known if known.suspected is look else replace(known, suspected=look, suspected_at=at)
    return _hold(known, held, at)


def _hold(known: Known, held: Availability, at: datetime, *, keep_suspicion: bool = False) -> Known:
    since = known.since if held is known.availability else at
    if keep_suspicion:
        return replace(known, availability=held, since=since)
    return Known(held, since)


# For each availability, what is told of it with the day it began on, and without.
_SENTENCES = {
    Availability.MISSING: (
        mark_phrase("The article was absent on {day}: its address answered “not found” (404) twice."),
        mark_phrase("The article was absent: its address answered “not found” (404) twice."),
    ),
    Availability.GONE: (
        mark_phrase("The outlet took the article down; its address answered “gone” (410) on {day}."),
        mark_phrase("The outlet took the article down; its address answered “gone” (410)."),
    ),
    Availability.OBSCURED: (
        mark_phrase("The page showed something else than the article on {day}: a wall, a notice or nothing."),
        mark_phrase("The page showed something else than the article: a wall, a notice or nothing."),
    ),
    Availability.REFUSED: (
        mark_phrase("The site refused us on {day}, so nobody knows whether the article changed."),
        mark_phrase("The site refused us, so nobody knows whether the article changed."),
    ),
    Availability.UNREACHABLE: (
        mark_phrase("The site could not be reached on {day}, so nobody knows whether the article changed."),
        mark_phrase("The site could not be reached, so nobody knows whether the article changed."),
    ),
}


def tell_availability(known: Known) -> Phrase:
    """What people are told, "" of an article that is simply there."""
    held, suspicion = _tell_held(known), _tell_suspicion(known)
    return phrase("{held} {suspicion}", held=held, suspicion=suspicion) if held and suspicion else held or suspicion


def _tell_held(known: Known) -> Phrase:
    if known.availability not in _SENTENCES:
        return Phrase("")
    dated, undated = _SENTENCES[known.availability]
    return phrase(dated, day=known.since.date()) if known.since else phrase(undated)


def _tell_suspicion(known: Known) -> Phrase:
    if known.suspected is None or known.suspected_at is None:
        return Phrase("")
    day = known.suspected_at.date()
    if known.suspected is Look.NOT_FOUND:
        return phrase("On {day} the page was not found (404); a second check will tell.", day=day)
    return phrase("On {day} the page was another one than the article known; a second check will tell.", day=day)
