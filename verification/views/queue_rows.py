"""One claim as a row of the queue: what a reviewer needs to choose it, and what it was when the page was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.domain.search_words import Search, find_terms, holds_all
from claims.services.tell import set_apart, tell
from verification.domain.four_eyes import SecondLook
from verification.domain.types import ConflictType, Verdict, disputes
from verification.domain.urgency import MOST, Part, compute_urgency
from verification.models import ClaimReview, ClaimStanding, Conflict
from verification.services.find_seen_before import find_seen_before
from verification.views.addresses import write_address
from verification.views.claim_conflicts import CONFLICT_WORDS, describe_alike
from verification.views.marks import WORDS, Mark, show_state
from verification.views.quoting import Piece, drop_repetition, mark_ranges, shorten_value
from verification.views.work import Who, build_who

QUOTED_WORDS = 28  # of the quote in a row; its preview has it whole
WAITS_FOR = {
    SecondLook.NONE: "",
    SecondLook.WANTED: gettext_lazy("waits for a second opinion"),
    SecondLook.DISPUTED: gettext_lazy("two reviewers disagree"),
}


@dataclass(frozen=True, slots=True)
class RowConflict:
    type: str
    value_a: str
    value_b: str
    alike: str  # said instead of the values where both would read the same; else ""
    superseded: bool  # explained by time, so not shown as an alarm


@dataclass(frozen=True, slots=True)
class QueueRow:
    """Everything that a row says, as it is written: the template only prints, because a page prints many."""

    claim_id: int
    text: str
    pieces: tuple[Piece, ...]  # of the text, where something in it is marked; else empty
    address: str
    preview_address: str
    mark: Mark
    quote: str
    outlet: str
    conflict: RowConflict | None
    facts: str
    urgency: str
    urgent_because: str  # one line a part
    stale_because: str
    word: str
    who: Who
    waits_for: str
    seen_before: str
    seen_before_address: str
    found_by: str


@dataclass(frozen=True, slots=True)
class Found:
    """The search that a page of rows answers; `near` are the claims that are near in meaning."""

    search: Search
    near: frozenset[int]


def build_rows(standings: list[Any], viewer: Any, found: Found | None = None) -> list[QueueRow]:
    """`standings` as `in_rows` reads them."""
    conflicts = load_strongest([standing.proposal_id for standing in standings])
    seen = find_seen_before([standing.claim_id for standing in standings if standing.review_id is None])
    return [
        build_row(
            standing,
            conflicts.get(standing.proposal_id, []),
            seen.get(standing.claim_id),
            found,
            build_who(standing, viewer, standing.holder),
        )
        for standing in standings
    ]


def load_strongest(proposal_ids: list[int]) -> dict[int, list[Conflict]]:
    """Of each type of conflict the strongest one; what a later update explains comes last."""
    theirs = Conflict.objects.filter(proposal__in=proposal_ids)
    found: dict[int, list[Conflict]] = {}
    for conflict in theirs.order_by("proposal_id", "type", "-strength", "id").distinct("proposal_id", "type"):
        found.setdefault(conflict.proposal_id, []).append(conflict)
    return {id: sorted(ones, key=place_conflict) for id, ones in found.items()}


def place_conflict(conflict: Conflict) -> tuple[bool, float, int]:
    return conflict.type == ConflictType.SUPERSEDED, -conflict.strength, conflict.pk


def build_row(
    standing: Any,
    conflicts: list[Conflict],
    seen_before: ClaimReview | None,
    found: Found | None,
    who: Who,
) -> QueueRow:
    claim, outlet = standing.claim, standing.outlet or ""
    mark = show_state(standing.proposal.verdict, standing.decided, stale=standing.stale)
    quote = drop_repetition(standing.quote or "", claim.text)
    terms = found.search.terms if found else ()
    marked = find_terms(claim.text, terms) if holds_all(claim.text, terms) else []
    return QueueRow(
        claim_id=standing.claim_id,
        text=claim.text,
        pieces=tuple(mark_ranges(claim.text, marked)) if marked else (),
        address=write_address("verification:claim", standing.claim_id),
        preview_address=write_address("verification:preview", standing.claim_id),
        mark=mark,
        quote=shorten_quote(quote),
        outlet=outlet if quote else "",
        conflict=build_conflict(conflicts[0]) if conflicts else None,
        facts=describe_facts(standing, "" if quote else outlet),
        urgency=_("urgency %(points)d") % {"points": round(standing.urgency)},
        urgent_because="\n".join(explain_urgency(standing, conflicts)),
        stale_because=describe_staleness(standing),
        word=f"{mark.word} · {standing.reviewer}" if standing.review_id else str(mark.word),
        who=who,
        waits_for=str(WAITS_FOR[SecondLook(standing.second_look)]),
        seen_before=describe_seen_before(seen_before) if seen_before else "",
        seen_before_address=write_address("verification:claim", seen_before.claim_id) if seen_before else "",
        found_by=explain_match(standing, found) if found else "",
    )


def shorten_quote(quote: str) -> str:
    words = quote.split()
    return quote if len(words) <= QUOTED_WORDS else " ".join(words[:QUOTED_WORDS]) + " …"


def describe_facts(standing: ClaimStanding, outlet: str) -> str:
    """How far it has spread and since when, in one line; `outlet` is the one that tells it, where no quote says so."""
    outlets, origins = standing.proposal.outlets, standing.proposal.origins
    facts = [_("in %(outlet)s") % {"outlet": set_apart(outlet)}] if outlet else []
    facts.append(ngettext("%(n)d outlet", "%(n)d outlets", outlets) % {"n": outlets})
    facts.append(ngettext("%(n)d origin", "%(n)d origins", origins) % {"n": origins})
    if standing.claim.first_seen:
        facts.append(_("first %(day)s") % {"day": write_day(standing.claim.first_seen)})
    return " · ".join(facts)


def write_day(moment: datetime) -> str:
    return date_format(localtime(moment), "j M Y")


def describe_staleness(standing: ClaimStanding) -> str:
    if not standing.stale_because:
        return ""
    return _("Changed since it was signed: %(changes)s. Proposed now: %(verdict)s.") % {
        "changes": "; ".join(tell(change) for change in standing.stale_because),
        "verdict": WORDS[Verdict(standing.proposal.verdict)],
    }


def describe_seen_before(review: ClaimReview) -> str:
    return _("A claim like it was signed %(verdict)s by %(person)s on %(day)s.") % {
        "verdict": review.get_verdict_display(),
        "person": review.reviewer,
        "day": write_day(review.decided_at),
    }


def explain_match(standing: ClaimStanding, found: Found) -> str:
    """Why the search found it, where the marked words do not show it."""
    if holds_all(standing.claim.text, found.search.terms):
        return ""
    return _("near in meaning") if standing.claim_id in found.near else _("your words stand in a quote")


def explain_urgency(standing: ClaimStanding, conflicts: list[Conflict]) -> list[str]:
    """What the points are for, one line a part that has any."""
    urgency = compute_urgency(
        check_worthiness=standing.claim.check_worthiness,
        outlets=standing.proposal.outlets,
        disputed=any(disputes(ConflictType(one.type), one.strength) for one in conflicts),
        stale=standing.stale,
    )
    return [describe_part(part, points, standing.proposal.outlets) for part, points in urgency.parts if points >= 0.5]


def describe_part(part: Part, points: float, outlets: int) -> str:
    values: Mapping[str, Any] = {"points": round(points), "most": MOST[part], "outlets": outlets}
    if part is Part.WORTH:
        return _("%(points)d of %(most)d: how much it is worth checking") % values
    if part is Part.DISPUTED:
        return _("%(points)d of %(most)d: accounts of it conflict") % values
    if part is Part.STALE:
        return _("%(points)d of %(most)d: its decision went stale") % values
    return (
        ngettext(
            "%(points)d of %(most)d: %(outlets)d outlet tells it",
            "%(points)d of %(most)d: %(outlets)d outlets tell it",
            outlets,
        )
        % values
    )


def build_conflict(conflict: Conflict) -> RowConflict:
    kind = CONFLICT_WORDS.get(ConflictType(conflict.type), tell(conflict.get_type_display()))
    a, b = shorten_value(conflict.value_a), shorten_value(conflict.value_b)
    superseded = conflict.type == ConflictType.SUPERSEDED
    return RowConflict(kind, a, b, describe_alike(conflict.type, a, b), superseded)
