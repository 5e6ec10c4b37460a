"""How well articles come in from a feed and from a source, in one word and one sentence.

Idea: a feed that "works" may bring nothing that can be read: refused pages, paywalls, empty texts. So what became
of the pages counts as much as whether the feed answered.

Method: a feed's own trouble comes first, then what happened to most of the newest pages of its source. A share of
half is "most"; with fewer than three pages nothing is said of them.

Limits: paywalls are known only where the page declares them (schema.org `isAccessibleForFree`) or the site answers
402; a teaser without a declaration passes for a short article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.domain.phrases import Phrase, phrase


class Condition(StrEnum):
    """What a feed or a source is like at the moment."""

    NEW = "new"
    WORKING = "working"
    QUIET = "quiet"
    FAILING = "failing"
    BLOCKED = "blocked"
    PAYWALLED = "paywalled"
    EMPTY = "empty"
    AGGREGATOR = "aggregator_only"
    OFF = "off"


class Trouble(StrEnum):
    """Why one page or feed could not be had."""

    BLOCKED = "blocked"
    PAYWALLED = "paywalled"
    EMPTY = "empty"
    GONE = "gone"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"


WORDS = {
    Condition.NEW: phrase("not asked yet"),
    Condition.WORKING: phrase("working"),
    Condition.QUIET: phrase("quiet"),
    Condition.FAILING: phrase("failing"),
    Condition.BLOCKED: phrase("blocked"),
    Condition.PAYWALLED: phrase("paywalled"),
    Condition.EMPTY: phrase("empty"),
    Condition.AGGREGATOR: phrase("aggregator only"),
    Condition.OFF: phrase("off"),
}

MOST = 0.5
FEWEST_PAGES = 3
PAGES_LOOKED_AT = 20

_BLOCKING = {401, 403, 407, 451}
_OF_PAGES = {
    Trouble.BLOCKED: (Condition.BLOCKED, phrase("Most of its pages refuse us")),
    Trouble.PAYWALLED: (Condition.PAYWALLED, phrase("Most of its pages are behind a paywall, so only teasers come in")),
    Trouble.EMPTY: (Condition.EMPTY, phrase("Most of its pages hold no text that can be read")),
    Trouble.GONE: (Condition.FAILING, phrase("Most of its pages are not there")),
    Trouble.UNREACHABLE: (Condition.FAILING, phrase("Most of its pages do not answer")),
    Trouble.REFUSED: (Condition.BLOCKED, phrase("Most of its pages are of a kind that is not fetched")),
}
_WORST_FIRST = (
    Condition.BLOCKED,
    Condition.FAILING,
    Condition.PAYWALLED,
    Condition.EMPTY,
    Condition.AGGREGATOR,
    Condition.QUIET,
    Condition.WORKING,
    Condition.NEW,
    Condition.OFF,
)


@dataclass(frozen=True, slots=True)
class Health:
    """`condition` and one sentence without a full stop, "" where there is nothing to add."""

    condition: Condition
    sentence: str = ""

    @property
    def words(self) -> Phrase:
        return WORDS[self.condition]

    @property
    def tone(self) -> str:
        """good, poor or still: how a page marks it."""
        if self.condition == Condition.WORKING:
            return "good"
        return "still" if self.condition in (Condition.NEW, Condition.QUIET, Condition.OFF) else "poor"


def name_trouble(status: int | None, *, refused: bool = False) -> Trouble:
    """The trouble that an HTTP status means (None: no answer); `refused` when our own policy forbids the fetch."""
    if refused:
        return Trouble.REFUSED
    if status == 402:
        return Trouble.PAYWALLED
    if status in _BLOCKING:
        return Trouble.BLOCKED
    return Trouble.GONE if status in (404, 410) else Trouble.UNREACHABLE


def judge_pages(troubles: Sequence[Trouble | None]) -> Health | None:
    """What the newest pages say together, None for a page that was read; None when nothing stands out."""
    newest = troubles[:PAGES_LOOKED_AT]
    counts = Counter(trouble for trouble in newest if trouble is not None)
    if len(newest) < FEWEST_PAGES or not counts:
        return None
    trouble, count = counts.most_common(1)[0]
    if count < MOST * len(newest):
        return None
    condition, sentence = _OF_PAGES[trouble]
    return Health(
        condition,
        phrase("{sentence} ({count} of the {total} newest)", sentence=sentence, count=count, total=len(newest)),
    )


def judge_source(active: bool, feeds: Sequence[Condition], pages: Health | None) -> Health:
    """A source's health from the conditions of its feeds that are on, and what its pages say."""
    if not active:
        return Health(Condition.OFF, phrase("It is not active, so its feeds are not asked"))
    if pages is not None:
        return pages
    if not feeds:
        return Health(Condition.QUIET, phrase("It has no feed; articles are added by hand"))
    worst = min(feeds, key=_WORST_FIRST.index)
    bad = sum(condition == worst for condition in feeds)
    if len(feeds) < 2 or worst == Condition.WORKING:
        return Health(worst)
    return Health(worst, phrase("{count} of {total} feeds", count=bad, total=len(feeds)))
