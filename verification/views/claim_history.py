"""What happened to a claim, newest first, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.domain.access import Action
from claims.models import Claim, LedgerAct
from claims.services.check_right import may
from claims.services.describe_act import describe_act
from claims.services.tell import tell
from verification.domain.four_eyes import SecondLook, Stage
from verification.domain.reasons import count_origins, count_outlets
from verification.models import (
    Assignment,
    ClaimReview,
    ClaimStanding,
    ConflictEntry,
    OriginEntry,
    ProposedVerdict,
    StaleChange,
    StanceEntry,
    Word,
)
from verification.services.describe_word import describe_entry, describe_word
from verification.services.find_traces import Traces, find_traces
from verification.views.marks import Mark, show_decision, show_proposal

SHOWN_CHANGES = 100
SHOWN_PROPOSALS = SHOWN_ACTS = SHOWN_ASSIGNMENTS = 30
# What people said above the machine: how its place on the page is called, where it is turned, and which trace tells
# that there is any.
SPOKEN: tuple[tuple[type[Word], str, str, str], ...] = (
    (OriginEntry, "origin", "verification:turn_origin", "origin_words"),
    (ConflictEntry, "conflict", "verification:turn_conflict", "conflict_words"),
    (StanceEntry, "stance", "verification:turn_stance", "stance_words"),
)


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    sentence: str
    note: str
    mark: Mark | None = None
    anchor: str = ""  # of a correction, what its place on the page is called
    undone: bool = False
    other: Claim | None = None  # the claim that a merge, split or move was about besides this one
    turn_address: str = ""  # where it may be undone, or brought back
    changes: tuple[str, ...] = ()  # of a proposal, what is different from the one before; of staleness, what made it


def list_events(claim: Claim, viewer: Any, standing: ClaimStanding | None) -> list[Event]:
    """What this person may know of it: an opinion that was given blind is told when the verdict stands."""
    traces = find_traces(claim.pk)
    return sort_events(claim, viewer, standing, traces, load_reviews(claim, viewer, traces))


def sort_events(
    claim: Claim, viewer: Any, standing: ClaimStanding | None, traces: Traces, reviews: list[ClaimReview]
) -> list[Event]:
    events = [
        *(describe_proposal(proposal) for proposal in load_proposals(claim, standing)),
        *(describe_review(review, claim) for review in reviews),
        *(list_assignments(claim, viewer, standing) if traces.assignments else []),
        *list_stale_times(reviews),
        *(list_acts(claim) if traces.acts else []),
        *list_words(claim, traces),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def load_proposals(claim: Claim, standing: ClaimStanding | None) -> list[ProposedVerdict]:
    """The latest; where the first still stands, it is at hand already."""
    if standing is not None and standing.proposal is not None and standing.proposal.number == 1:
        return [standing.proposal]
    proposals = ProposedVerdict.objects.filter(claim=claim).order_by("-number").defer("evidence", "policy")
    return list(proposals[:SHOWN_PROPOSALS])


def load_reviews(claim: Claim, viewer: Any, traces: Traces) -> list[ClaimReview]:
    """Newest first; those on claims merged into this one are among them."""
    if not traces.reviews:
        return []
    reviews = ClaimReview.objects.of_claim_and_merged(claim.pk)
    reviews = reviews.visible_to(viewer.pk, adjudicates=may(viewer, Action.ADJUDICATE))
    reviews = reviews.select_related("claim", "reviewer", "proposal", "withdraws")
    return list(reviews.defer("proposal__evidence", "proposal__policy").order_by("-decided_at"))


def list_assignments(claim: Claim, viewer: Any, standing: ClaimStanding | None) -> list[Event]:
    """While a second reviewer decides blind, who had the claim before would tell them whose opinion is waiting."""
    entries = Assignment.objects.filter(claim=claim).select_related("person", "made_by")
    if standing is not None and standing.second_look == SecondLook.WANTED:
        entries = entries.filter(Q(person=viewer) | Q(made_by=viewer))
    return [Event(entry.made_at, describe_assignment(entry), "") for entry in entries[:SHOWN_ASSIGNMENTS]]


def describe_assignment(entry: Assignment) -> str:
    if entry.person is None:
        return _("{made_by} put the claim back.").format(made_by=entry.made_by)
    if entry.person == entry.made_by:
        return _("{made_by} took the claim.").format(made_by=entry.made_by)
    return _("{made_by} gave the claim to {person}.").format(made_by=entry.made_by, person=entry.person)


def describe_proposal(proposal: ProposedVerdict) -> Event:
    outlets, origins = tell(count_outlets(proposal.outlets)), tell(count_origins(proposal.origins))
    sentence = _("Proposal {number}: {verdict}, {outlets}, {origins}.").format(
        number=proposal.number, verdict=proposal.get_verdict_display(), outlets=outlets, origins=origins
    )
    mark = show_proposal(proposal.verdict)
    return Event(proposal.created_at, sentence, "", mark, changes=tuple(proposal.changes))


def describe_review(review: ClaimReview, claim: Claim) -> Event:
    if review.claim_id != claim.pk:
        return describe_merged_review(review)
    mark = None
    if review.withdraws:
        sentence = _("{reviewer} took back their decision {verdict}.").format(
            reviewer=review.reviewer, verdict=review.withdraws.get_verdict_display()
        )
    else:
        sentence = describe_stage(review).format(
            person=review.reviewer, verdict=review.get_verdict_display(), number=review.proposal.number
        )
        mark = show_decision(review.verdict)
    return Event(review.decided_at, sentence, review.note, mark)


def describe_stage(review: ClaimReview) -> str:
    match Stage(review.stage):
        case Stage.FIRST:
            return _("{person} gave the first opinion, {verdict}, seeing proposal {number}.")
        case Stage.SECOND if review.settles:
            return _("{person} gave the second opinion, {verdict} as well, seeing proposal {number}.")
        case Stage.SECOND:
            return _("{person} gave the second opinion, {verdict}, unlike the first, seeing proposal {number}.")
        case Stage.ADJUDICATION:
            return _("{person} settled what two reviewers disagreed on and signed {verdict}, seeing proposal {number}.")
        case Stage.SOLE:
            return _("{person} signed {verdict}, seeing proposal {number}.")


def describe_merged_review(review: ClaimReview) -> Event:
    """What was said of a claim that is part of this one by now."""
    claim, verdict = f"“{review.claim.text}”", review.get_verdict_display()
    if review.withdraws:
        sentence = _("{reviewer} took back their decision on {claim} before it was merged into this claim.").format(
            reviewer=review.reviewer, claim=claim
        )
        return Event(review.decided_at, sentence, review.note, None)
    sentence = _("{claim} was signed {verdict} by {reviewer} before it was merged into this claim.").format(
        claim=claim, verdict=verdict, reviewer=review.reviewer
    )
    return Event(review.decided_at, sentence, review.note, show_decision(review.verdict))


def list_stale_times(reviews: list[ClaimReview]) -> list[Event]:
    """Each time a decision went stale, with the changes that were found then; also what was settled since."""
    signed = {review.pk: review for review in reviews}
    if not signed:
        return []
    changes = StaleChange.objects.filter(review__in=signed).order_by("-id")[:SHOWN_CHANGES]
    moments = groupby(changes, lambda change: (change.review_id, change.found_at.replace(second=0, microsecond=0)))
    return [build_stale_event(signed[review_id], list(found)) for (review_id, _minute), found in moments]


def build_stale_event(review: ClaimReview, found: list[StaleChange]) -> Event:
    verdict, person = review.get_verdict_display(), review.reviewer
    sentence = _("The decision %(verdict)s by %(person)s went stale.") % {"verdict": verdict, "person": person}
    words = tuple(tell(change.sentence) for change in reversed(found))
    return Event(found[0].found_at, sentence, "", changes=words)


def list_acts(claim: Claim) -> list[Event]:
    """The latest corrections of its grouping; each may be undone, or brought back."""
    acts = LedgerAct.objects.concerning(claim.pk).told().order_by("-id")
    return [build_act(act, claim) for act in acts[:SHOWN_ACTS]]


def build_act(act: LedgerAct, claim: Claim) -> Event:
    return Event(
        act.made_at,
        describe_act(act, claim.pk),
        act.note,
        anchor=f"act-{act.pk}",
        undone=act.turn_count % 2 == 1,  # type: ignore[attr-defined]  # annotated by told
        other=next((one for one in (act.claim, act.other) if one and one.pk != claim.pk), None),
        turn_address=reverse("verification:turn_act", args=[act.pk]) if act.undoes_id is None else "",
    )


def list_words(claim: Claim, traces: Traces) -> list[Event]:
    """What people said above the machine of origins, conflicts and stances, and what was taken back."""
    events: list[Event] = []
    for kind, anchor, address, trace in SPOKEN:
        if getattr(traces, trace):
            entries = kind.objects.filter(claim=claim).annotate(turn_count=Count("turns")).told().order_by("-id")
            events += [build_word(entry, anchor, address) for entry in entries[:SHOWN_ACTS]]
    return events


def build_word(entry: Any, anchor: str, address: str) -> Event:
    if entry.undoes:
        said = _("%(person)s took back: %(word)s.") if entry.kind == "undo" else _("%(person)s brought back: %(word)s.")
        sentence = said % {"person": entry.person, "word": describe_word(entry.undoes)}
        return Event(entry.made_at, sentence, entry.note)
    return Event(
        entry.made_at,
        describe_entry(entry),
        entry.note,
        anchor=f"{anchor}-{entry.pk}",
        undone=entry.turn_count % 2 == 1,
        turn_address=reverse(address, args=[entry.pk]),
    )
