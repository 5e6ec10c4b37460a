"""The timeline of a claim as its page shows it: the picture, and the same as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import ArticleVersion, Mention
from claims.services.tell import tell
from verification.domain.timeline import (
    LEFT,
    RIGHT,
    UNDATED,
    Happening,
    Telling,
    Timeline,
    Told,
    draw_timeline,
    read_told,
    spans_days,
)
from verification.domain.types import Stance
from verification.models import ClaimReview, ProposedVerdict
from verification.views.marks import STANCE_WORDS

LISTED = 100  # entries written out below the picture
MOST_EDITS = 50
LEGEND = {
    "origin": gettext_lazy("first of its origin"),
    "origin-against": gettext_lazy("first of its origin, refutes"),
    "copy": gettext_lazy("copy or retelling"),
    "copy-against": gettext_lazy("copy or retelling, refutes"),
    "update": gettext_lazy("later update"),
    "update-against": gettext_lazy("later update, refutes"),
    "edit": gettext_lazy("article changed"),
    "decision": gettext_lazy("decision"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list; `at` is None where the date is unknown."""

    at: datetime | None
    words: str
    mention_id: int = 0


@dataclass(frozen=True, slots=True)
class ShownTimeline:
    picture: Timeline
    summary: str
    entries: list[Entry]
    unlisted: int
    by_days: bool
    left: float = LEFT
    right: float = RIGHT
    undated_x: float = UNDATED
    middle: float = (LEFT + RIGHT) / 2

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Each symbol that the picture shows, and what it means."""
        return [(symbol, str(words)) for symbol, words in LEGEND.items() if symbol in self.picture.symbols]


def show_timeline(proposal: ProposedVerdict, reviews: list[ClaimReview], mentions: list[Mention]) -> ShownTimeline:
    """`mentions` are the claim's present ones: an article of a first version was never changed."""
    told = read_told(proposal.evidence)
    edited = any(mention.article_version.number > 1 for mention in mentions)
    happenings = [*(list_edits(proposal) if edited else []), *list_decisions(reviews)]
    picture = draw_timeline(told, happenings)
    entries = [Entry(one.at, describe_told(one), one.mention_id) for one in told]
    entries += [Entry(one.at, one.words, one.mention_id) for one in happenings]
    entries.sort(key=lambda entry: (entry.at is None, entry.at.timestamp() if entry.at else 0))
    rest = max(0, len(entries) - LISTED)
    return ShownTimeline(picture, summarise(told), entries[:LISTED], rest, spans_days(picture))


def list_edits(proposal: ProposedVerdict) -> list[Happening]:
    """Later versions of the articles, where their words tell what changed."""
    home = {one["ids"]["article"]: one["ids"]["mention"] for one in reversed(proposal.evidence["statements"])}
    later = ArticleVersion.objects.filter(article__in=home, number__gt=1).exclude(change="")
    rows = later.select_related("article__source").defer("text", "sketch").order_by("-seen_at")[:MOST_EDITS]
    said = _("%(outlet)s changed its article. %(what)s")
    return [
        Happening(
            row.seen_at,
            "edit",
            said % {"outlet": row.article.source, "what": tell(row.change_sentence)},
            home[row.article_id],
        )
        for row in rows
    ]


def list_decisions(reviews: list[ClaimReview]) -> list[Happening]:
    said = _("%(person)s signed %(verdict)s.")
    return [
        Happening(one.decided_at, "decision", said % {"person": one.reviewer, "verdict": one.get_verdict_display()})
        for one in reviews
        if one.settles and not one.withdraws_id
    ]


def describe_told(one: Told) -> str:
    names = {
        "outlet": one.outlet or _("an unknown source"),
        "origin": tell(one.label),
        "stance": STANCE_WORDS[Stance(one.stance)],
    }
    match one.telling:
        case Telling.COPY:
            return _("%(outlet)s told it again from the origin %(origin)s; %(stance)s.") % names
        case Telling.UPDATE:
            return _("%(outlet)s told a later state of things (origin %(origin)s); %(stance)s.") % names
        case _first:
            return _("%(outlet)s told it first of the origin %(origin)s; %(stance)s.") % names


def summarise(told: tuple[Told, ...]) -> str:
    """What the picture shows, in one sentence, for those who do not see it."""
    count = {kind: sum(1 for one in told if one.telling is kind) for kind in Telling}
    undated = sum(1 for one in told if one.at is None)
    said = _(
        "First tellings: %(origins)s; copies or retellings: %(copies)s; later updates: %(updates)s; "
        "without a date: %(undated)s. The list below says who and when."
    )
    return said % {
        "origins": count[Telling.ORIGIN],
        "copies": count[Telling.COPY],
        "updates": count[Telling.UPDATE],
        "undated": undated,
    }
